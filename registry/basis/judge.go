package basis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// mechanisms are all kinds of bases, strongest first (rules, section 2; the
// accountability of section 6 ranks after binding rules).
var mechanisms = [...]func(*judge){
	adequacy, certification, agreements, bindingRules, accountability, derogation,
}

// judge collects what the mechanisms find for one case under one regime. What it
// collects in is used anew for each case.
type judge struct {
	*judgment
	regime              law.Regime
	days                civil.Set // restricted under the regime, as if the flow were always active
	origin, destination *law.Standing

	rank     int // of the mechanism at work
	holdings []holding
	ranked   []*holding // in their order
	defects  []defect
	unmet    []unmet
	entries  []*law.BindingRules // of the law, under which rules are judged
}

// holding is a basis with the days on which it holds.
type holding struct {
	Basis
	rank     int
	days     civil.Set
	risks    []risk
	needs    civil.Set             // days on which an assessment must accompany it
	required []*fact.Certification // certifications that must stand beside it, on the days on which they run
	art28    bool                  // contains the terms of GDPR art. 28
}

// risk is a risk of a holding with its days.
type risk struct {
	Reason
	days civil.Set
}

// defect is why a piece of evidence that almost fits carries nothing on days.
type defect struct {
	Reason
	rank int
	days civil.Set
}

// unmet are the days on which a requirement on the whole flow is not met.
type unmet struct {
	Reason
	days civil.Set
}

// run asks every mechanism and puts what they found in order.
func (j *judge) run(regime law.Regime, days civil.Set, origin, destination *law.Standing) {
	j.regime, j.days, j.origin, j.destination = regime, days, origin, destination
	j.holdings, j.ranked, j.defects, j.unmet = j.holdings[:0], j.ranked[:0], j.defects[:0], j.unmet[:0]
	for rank, mechanism := range mechanisms {
		j.rank = rank
		mechanism(j)
	}
	processorTerms(j)
	erased(j)
	for i := range j.holdings {
		j.ranked = append(j.ranked, &j.holdings[i])
	}
	slices.SortStableFunc(j.ranked, (*holding).compare)
	slices.SortStableFunc(j.defects, compareDefects)
	j.defects = joined(j.defects)
}

// compare puts the strongest first, ties by instrument and by evidence.
func (h *holding) compare(other *holding) int {
	if h.rank != other.rank {
		return cmp.Compare(h.rank, other.rank)
	}
	return cmp.Or(strings.Compare(h.Instrument.ID, other.Instrument.ID),
		strings.Compare(h.Evidence().ExternalID, other.Evidence().ExternalID))
}

func compareDefects(a, b defect) int {
	if a.rank != b.rank {
		return cmp.Compare(a.rank, b.rank)
	}
	return cmp.Or(strings.Compare(a.Instrument, b.Instrument),
		strings.Compare(a.Evidence.ExternalID, b.Evidence.ExternalID), cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Day, b.Day), strings.Compare(a.Detail, b.Detail), cmp.Compare(a.as, b.as), strings.Compare(a.Citation, b.Citation))
}

// joined makes one of the defects that have the same reason, which stand side
// by side.
func joined(defects []defect) []defect {
	kept := defects[:0]
	for _, x := range defects {
		if last := len(kept) - 1; last >= 0 && kept[last].Reason == x.Reason {
			kept[last].days = kept[last].days.Union(x.days)
			continue
		}
		kept = append(kept, x)
	}
	return kept
}

// draft begins a holding, which counts once it is held.
func (j *judge) draft(b Basis) *holding {
	at := len(j.holdings)
	h := &another(&j.holdings)[at]
	j.holdings = j.holdings[:at] // it does not count yet
	*h = holding{Basis: b, rank: j.rank, risks: h.risks[:0], required: h.required[:0]}
	h.Regime = j.regime
	return h
}

// hold lets the latest draft count on days; on none, it is forgotten.
func (j *judge) hold(h *holding, days civil.Set) {
	if days.IsEmpty() {
		return
	}
	h.days = days
	j.holdings = j.holdings[:len(j.holdings)+1]
}

// reject notes a defect; where no instrument decides, the regime's act lends
// its citation, each on its own days.
func (j *judge) reject(days civil.Set, why Reason) {
	if j.outline || days.IsEmpty() {
		return
	}
	if why.Citation != "" {
		j.defects = append(j.defects, defect{why, j.rank, days})
		return
	}
	for _, g := range j.origin.Acts {
		if under := days.Intersect(g.Days); !under.IsEmpty() {
			j.defects = append(j.defects, defect{why.cited(g.Act), j.rank, under})
			days = days.Minus(g.Days)
		}
	}
	if !days.IsEmpty() {
		j.defects = append(j.defects, defect{why.cited(nil), j.rank, days})
	}
}

// parties names the two parties; nobody asks for it in an outline.
func (judged *judgment) parties() two {
	return judged.words(judged.Exporter.Name, " and ", judged.Importer.Name)
}

// daysInWords names a period; nobody asks for it in an outline.
func (judged *judgment) daysInWords(days civil.Interval) string {
	if judged.outline {
		return ""
	}
	return civil.SetOf(days).String()
}

// two are two words of a reason as its detail has them, joined; how long the first is
// tells them apart again.
type two struct {
	joined string
	first  uint32
}

// words joins two words of a reason, which an outline has none of.
func (judged *judgment) words(first, joint, second string) two {
	if judged.outline {
		return two{}
	}
	return two{first + joint + second, uint32(len(first))} //nolint:gosec // a name has at most a few kilobytes
}

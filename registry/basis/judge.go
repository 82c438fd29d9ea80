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
var mechanisms = []func(*judge){
	adequacy, certification, agreements, bindingRules, accountability, derogation,
}

// judge collects what the mechanisms find for one case under one regime.
type judge struct {
	*Case
	law    *law.Law
	regime law.Regime
	days   civil.Set // restricted under the regime, as if the flow were always active
	acts   []law.Governing

	outline bool // no reasons are asked for

	rank     int // of the mechanism at work
	holdings []holding
	defects  []defect
	assessed []assessed
	unmet    []unmet
	names    string // of the parties, made when first needed
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
func (j *judge) run() {
	pieces := len(j.Agreements) + len(j.Certifications) + len(j.Rules)
	j.holdings = make([]holding, 0, pieces)
	if !j.outline {
		j.defects = make([]defect, 0, pieces)
	}
	j.assessed = assess(j.Assessments)
	for rank, mechanism := range mechanisms {
		j.rank = rank
		mechanism(j)
	}
	j.unmet = append(processorTerms(j), erased(j.Case, j.days)...)
	slices.SortStableFunc(j.holdings, func(a, b holding) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.Instrument.ID, b.Instrument.ID),
			strings.Compare(a.Evidence().ExternalID, b.Evidence().ExternalID))
	})
	slices.SortStableFunc(j.defects, func(a, b defect) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.Instrument, b.Instrument),
			strings.Compare(a.Evidence.ExternalID, b.Evidence.ExternalID), cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Day, b.Day), strings.Compare(a.Detail, b.Detail), cmp.Compare(a.as, b.as), strings.Compare(a.Citation, b.Citation))
	})
	j.defects = joined(j.defects)
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

// parties names the two parties.
func (j *judge) parties() string {
	if j.names == "" {
		j.names = j.Exporter.Name + " and " + j.Importer.Name
	}
	return j.names
}

// sieve takes one piece of evidence through its conditions in the order of the
// rules: each condition keeps some of the days and gives a reason for those
// that it loses, so that of several defects the first counts.
type sieve struct {
	judge *judge
	days  civil.Set
	about Reason
}

func (j *judge) sieve(about Reason) *sieve { return &sieve{judge: j, days: j.days, about: about} }

// keep loses the days outside ok for a reason.
func (s *sieve) keep(ok civil.Set, why Reason) {
	s.judge.reject(s.days.Minus(ok), why)
	s.days = s.days.Intersect(ok)
}

// keepWithin is keep for one period.
func (s *sieve) keepWithin(ok civil.Interval, why Reason) {
	s.judge.reject(s.days.Without(ok), why)
	s.days = s.days.Clip(ok)
}

// lose loses the days in bad for a reason.
func (s *sieve) lose(bad civil.Interval, why Reason) {
	s.judge.reject(s.days.Clip(bad), why)
	s.days = s.days.Without(bad)
}

// drop loses all days for a reason.
func (s *sieve) drop(why Reason) { s.lose(civil.Always, why) }

// reject notes a defect; where no instrument decides, the regime's act lends
// its citation, each on its own days.
func (j *judge) reject(days civil.Set, why Reason) {
	if j.outline || days.IsEmpty() {
		return
	}
	if why.Citation != "" {
		j.defects = append(j.defects, defect{Reason: why, rank: j.rank, days: days})
		return
	}
	for _, span := range j.byAct(days) {
		j.defects = append(j.defects, defect{Reason: why.cited(span.Act), rank: j.rank, days: span.Days})
	}
}

func (j *judge) hold(days civil.Set, h holding) {
	if days.IsEmpty() {
		return
	}
	h.rank, h.days, h.Regime = j.rank, days, j.regime
	j.holdings = append(j.holdings, h)
}

package basis

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// LawChange tells which flows two laws may decide otherwise. It follows what an
// [Engine] reads of the law: for a case, the standing of its origin and its
// destination, and the entries that its evidence and its declared basis name. What
// it does not know to be without effect counts, so it may tell too many, and never
// too few. It speaks of a flow by itself: what is above it and may differ makes it
// differ, too.
type LawChange struct {
	after       *law.Law
	everything  bool            // they differ in more than instruments
	instruments map[string]bool // that they do not have alike, beside those that end
	ends        map[string]civil.Date
	inContracts bool    // some of those can stand in an agreement
	rules       [3]bool // by regime: some of those are about binding rules
	places      map[string]*[3]placeChange
}

// placeChange is what two laws of a regime do not have alike about a destination.
type placeChange struct {
	findings   bool
	frameworks []string // which count for importers that are certified in them
}

// Between compares two laws.
func Between(before, after *law.Law) *LawChange {
	d := &LawChange{after: after, ends: map[string]civil.Date{}, places: map[string]*[3]placeChange{}}
	ids, alone := before.Differing(after)
	d.instruments, d.everything = ids, !alone
	d.findEnds(before)
	for id := range ids {
		for _, l := range []*law.Law{before, after} {
			d.inContracts = d.inContracts || l.ClauseSet(id) != nil || l.OtherSafeguard(id) != nil
		}
	}
	for _, l := range []*law.Law{before, after} {
		d.addRules(l)
		for code := range l.Places() {
			d.addPlace(code, l.Place(code))
		}
	}
	return d
}

// findEnds finds, among the instruments that differ, the findings and frameworks that
// end earlier and differ in nothing else.
func (d *LawChange) findEnds(before *law.Law) {
	for id := range d.instruments {
		if day := d.after.EndsEarlier(before, id); !day.IsZero() {
			d.ends[id] = day
			delete(d.instruments, id)
		}
	}
}

// Ends are the findings and frameworks that end earlier under the second law, and
// differ in nothing else: from these days on flows do not rest on them any more. A
// finding or a framework carries a flow or not, whatever else does: so that is all
// that a flow loses, unless it declares the instrument as its basis, or received the
// data of a flow that rests on one.
func (d *LawChange) Ends() map[string]civil.Date { return d.ends }

// OnlyEnds reports whether the laws differ in nothing else: then no flow is touched.
func (d *LawChange) OnlyEnds() bool { return !d.everything && len(d.instruments) == 0 }

// Left is the status of a day whose bases are only those that are left of more: sound says
// whether any of them is [Basis.Sound]. Without any there is no valid basis; what was at risk
// still is; and what was valid is so as long as a sound one is left, for nothing on the whole
// flow was unmet (rules, sections 4 and 5). It is for flows that declare no basis.
func (s Status) Left(any, sound bool) Status {
	switch {
	case !any:
		return NoValidBasis
	case !sound:
		return AtRisk
	}
	return s
}

func (d *LawChange) addRules(l *law.Law) {
	for i, regime := range law.Regimes {
		for _, entry := range l.BindingRulesOf(regime) {
			d.rules[i] = d.rules[i] || d.instruments[entry.ID]
		}
	}
}

func (d *LawChange) addPlace(code string, p *law.Place) {
	for i := range p {
		for _, f := range p[i].Findings {
			if d.instruments[f.ID] {
				d.place(code)[i].findings = true
			}
		}
		for _, f := range p[i].Frameworks {
			if d.instruments[f.ID] || slices.ContainsFunc(f.Requires, func(id string) bool { return d.instruments[id] }) {
				at := &d.place(code)[i]
				at.frameworks = append(at.frameworks, f.ID)
			}
		}
	}
}

func (d *LawChange) place(code string) *[3]placeChange {
	if d.places[code] == nil {
		d.places[code] = &[3]placeChange{}
	}
	return d.places[code]
}

// Records finds the evidence of a flow, where a law change depends on it.
type Records interface {
	Certifications() ([]*fact.Certification, error) // of the importer
	Agreements() ([]*fact.Agreement, error)         // of the pair
	Group() (string, error)                         // to which both parties belong; "" for none
}

// Touches reports whether the laws may decide a flow of a shape otherwise that goes
// from an origin to a destination, beside what it loses because of [LawChange.Ends].
func (d *LawChange) Touches(s *Shape, origin, destination string, of Records) (bool, error) {
	if d.everything || d.instruments[s.Declared.Instrument] {
		return true, nil
	}
	if d.inContracts {
		if touched, err := d.touchesContracts(of); touched || err != nil {
			return touched, err
		}
	}
	at := d.places[destination]
	for i := range law.Regimes {
		if !d.mayStandUnder(i, s, origin) {
			continue
		}
		if d.rules[i] {
			if group, err := of.Group(); group != "" || err != nil {
				return true, err
			}
		}
		if at == nil {
			continue
		}
		if touched, err := at[i].touches(of); touched || err != nil {
			return touched, err
		}
	}
	return false, nil
}

// mayStandUnder reports whether data of an origin may stand under a regime on any
// day: where it was received, under any.
func (d *LawChange) mayStandUnder(regime int, s *Shape, origin string) bool {
	return s.IsOnward() || !d.after.Place(origin)[regime].Exports.IsEmpty()
}

func (d *LawChange) touchesContracts(of Records) (bool, error) {
	agreements, err := of.Agreements()
	if err != nil {
		return false, err
	}
	for _, a := range agreements {
		if slices.ContainsFunc(a.Clauses, func(use fact.ClauseUse) bool { return d.instruments[use.Set] }) {
			return true, nil
		}
	}
	return false, nil
}

func (p *placeChange) touches(of Records) (bool, error) {
	if p.findings || len(p.frameworks) == 0 {
		return p.findings, nil
	}
	held, err := of.Certifications()
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(held, func(c *fact.Certification) bool { return slices.Contains(p.frameworks, c.Framework) }), nil
}

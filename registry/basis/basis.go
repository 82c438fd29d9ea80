// Package basis is the heart: law × facts → the timeline of a flow. For every
// day it says whether the flow is a restricted transfer, every legal basis
// that holds, and the reasons where none does or where one is at risk.
//
// It is pure: no clock, no storage, no logging. Each mechanism (one file each)
// contributes the sets of days on which it holds and on which it almost does;
// one sweep over all of them makes the timeline. Missing or unknown evidence is
// never a basis. The rules are those of docs/rules.md; comments cite its
// sections.
package basis

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Status is the verdict's one word.
type Status string

// The statuses.
const (
	Inactive      Status = "INACTIVE"       // the flow does not run that day
	NotRestricted Status = "NOT_RESTRICTED" // no regime, or inside the regime's own area
	Valid         Status = "VALID"
	AtRisk        Status = "AT_RISK"
	NoValidBasis  Status = "NO_VALID_BASIS"
)

// Statuses are all statuses, from the best to the worst of active flows.
var Statuses = []Status{Inactive, NotRestricted, Valid, AtRisk, NoValidBasis}

// Kind is what sort of basis it is.
type Kind string

// The kinds of bases, strongest first.
const (
	Adequacy   Kind = "ADEQUACY"
	Safeguard  Kind = "SAFEGUARD"
	Derogation Kind = "DEROGATION"
)

// Kinds are all kinds, strongest first.
var Kinds = []Kind{Adequacy, Safeguard, Derogation}

// Basis is an instrument that holds for the flow, with the evidence that it
// rests on: at most one of Agreement, Certification and Rules is given.
type Basis struct {
	Kind          Kind
	Instrument    *law.Instrument
	Agreement     *fact.Agreement
	Certification *fact.Certification
	Rules         *fact.BindingRules
	Regime        law.Regime            // under which it holds
	Module        string                // of the clauses, "" where the set has none
	Addendum      string                // id of the addendum that the clauses hold with, "" where none is needed
	Required      []*fact.Certification // in the frameworks that the certification's one requires
	Assessed      bool                  // a transfer impact assessment must accompany it that day
	Sound         bool                  // no derogation, and without a risk of its own
	Risks         []Reason              // that this basis carries by itself
}

// Same reports whether both are the same instrument with the same evidence,
// whatever their risks.
func (b Basis) Same(c Basis) bool {
	return b.Instrument.ID == c.Instrument.ID && b.Agreement == c.Agreement &&
		b.Certification == c.Certification && b.Rules == c.Rules
}

// RestsOn reports whether a certification is part of the basis: it is the one,
// or one in a framework that is required.
func (b Basis) RestsOn(c *fact.Certification) bool {
	isIt := func(d *fact.Certification) bool { return d.ID == c.ID }
	return b.Certification != nil && (isIt(b.Certification) || slices.ContainsFunc(b.Required, isIt))
}

// Evidence names what the basis rests on.
func (b Basis) Evidence() Evidence {
	switch {
	case b.Agreement != nil:
		return Evidence{AgreementEvidence, b.Agreement.ExternalID}
	case b.Certification != nil:
		return Evidence{CertificationEvidence, b.Certification.ExternalID}
	case b.Rules != nil:
		return Evidence{RulesEvidence, b.Rules.ExternalID}
	}
	return Evidence{}
}

// Verdict is the answer for one day. Regime is "" where none applies.
type Verdict struct {
	Status  Status
	Regime  law.Regime
	Bases   []Basis // all that hold, strongest first
	Reasons []Reason
}

// Same reports whether both have the same status, bases (with their risks) and
// reasons: what makes neighbours on a timeline one.
func (v Verdict) Same(w Verdict) bool {
	return v.Status == w.Status && slices.Equal(v.Reasons, w.Reasons) &&
		slices.EqualFunc(v.Bases, w.Bases, func(b, c Basis) bool {
			return b.Same(c) && slices.Equal(b.Risks, c.Risks)
		})
}

// alike reports whether both are the same in everything, also in what a basis
// rests on beside its evidence: what makes neighbours one while deciding.
func (v *Verdict) alike(w *Verdict) bool {
	if v.Status != w.Status || v.Regime != w.Regime || len(v.Bases) != len(w.Bases) || !slices.Equal(v.Reasons, w.Reasons) {
		return false
	}
	for i := range v.Bases {
		if !v.Bases[i].alike(&w.Bases[i]) {
			return false
		}
	}
	return true
}

func (b *Basis) alike(c *Basis) bool {
	return b.Same(*c) && b.Assessed == c.Assessed && b.Sound == c.Sound && slices.Equal(b.Risks, c.Risks) && slices.Equal(b.Required, c.Required)
}

// Segment is a period with one verdict.
type Segment struct {
	civil.Interval
	Verdict
}

// Timeline is the whole life of a flow: segments that cover all days without
// gap or overlap, ascending. Neighbours differ in status, regime, bases (what
// they rest on included) or reasons.
type Timeline []Segment

// On is the verdict of a day.
func (t Timeline) On(day civil.Date) *Segment {
	at, found := slices.BinarySearchFunc(t, day, func(s Segment, d civil.Date) int {
		return int(s.From) - int(d)
	})
	if !found {
		at--
	}
	return &t[at]
}

// Around is the longest run of days around day on which this very basis holds:
// same instrument, same evidence.
func (t Timeline) Around(day civil.Date, b Basis) civil.Interval {
	holds := func(s Segment) bool { return slices.ContainsFunc(s.Bases, b.Same) }
	first, last := -1, -1
	for i, s := range t {
		if !holds(s) {
			if last >= 0 && t[last].To > day {
				break
			}
			first, last = -1, -1
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if first < 0 {
		return civil.Interval{}
	}
	return civil.Interval{From: t[first].From, To: t[last].To}
}

// Merged joins neighbours whose status, bases and reasons are the same: the form
// in which a timeline is shown.
func (t Timeline) Merged() Timeline {
	var merged Timeline
	for _, s := range t {
		if n := len(merged); n > 0 && merged[n-1].Same(s.Verdict) {
			merged[n-1].To = s.To
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

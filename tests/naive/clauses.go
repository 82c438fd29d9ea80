package naive

import (
	"slices"
	"strings"
)

// judgeClauses is rules.md 2.3 for one clause set of a running agreement.
func (t *transfer) judgeClauses(a *agreement, s incorporated) {
	set := t.law.clauses[s.set]
	module := set.fitting(s.modules, t.flow.roles())
	if defect := t.clausesDefect(a, set, module); defect != "" {
		t.almost(defect)
		return
	}
	h := held{rank: rankClauses, art28: module.Art28, Basis: Basis{
		Kind:       SafeguardKind,
		Instrument: set.ID,
		Agreement:  a.id,
	}}
	t.holdIfAssessed(h, "clauses", !module.leavesAssessmentToPeople())
}

// leavesAssessmentToPeople tells whether the law says in words that only some of the
// transfers under the module need an assessment; without such words all do.
func (m *Module) leavesAssessmentToPeople() bool {
	return strings.HasPrefix(m.Assessment, "only where ")
}

// clausesDefect is the first defect in the order of rules.md 5, but for the
// assessment.
func (t *transfer) clausesDefect(a *agreement, set *ClauseSet, module *Module) string {
	recognition := set.recognition(t.regime)
	switch {
	case recognition == nil:
		return "INSTRUMENT_NOT_IN_FORCE"
	case reached(set.invalidatedOn, t.day):
		return "INSTRUMENT_INVALIDATED"
	case recognition.With != "" && !a.incorporates(recognition.With):
		return "ADDENDUM_MISSING"
	case module == nil && len(set.Modules) > 0:
		return "WRONG_MODULE"
	case module == nil:
		return "WRONG_ROLES"
	}
	windows := []*Recognition{recognition}
	if recognition.With != "" {
		addendum := t.law.clauses[recognition.With]
		if !slices.Contains(addendum.Roles, t.flow.roles()) {
			return "WRONG_ROLES"
		}
		windows = append(windows, addendum.recognition(t.regime))
	}
	return windowsDefect(windows, *a.executedOn(), t.day)
}

// windowsDefect holds the date of contract and the day against the windows of
// a set and of its addendum.
func windowsDefect(windows []*Recognition, contract, d Day) string {
	for _, w := range windows {
		if !w.Conclude.contains(contract) {
			return "CLAUSES_CONCLUDED_OUTSIDE_WINDOW"
		}
	}
	for _, w := range windows {
		if w.Rely.toCome(d) {
			return "INSTRUMENT_NOT_IN_FORCE"
		}
	}
	for _, w := range windows {
		if w.Rely.over(d) {
			return "CLAUSES_NO_LONGER_RELIABLE"
		}
	}
	return ""
}

// fitting is the named module that fits the roles, nil if there is none. A set
// without modules counts as one module for each of its roles.
func (c *ClauseSet) fitting(named []string, roles Roles) *Module {
	if len(c.Modules) == 0 && slices.Contains(c.Roles, roles) {
		return &Module{Roles: roles}
	}
	for i := range c.Modules {
		if m := &c.Modules[i]; m.Roles == roles && slices.Contains(named, m.ID) {
			return m
		}
	}
	return nil
}

// roles writes the flow's roles as the law does, C or P.
func (f *flow) roles() Roles { return Roles{f.exporterRole[:1], f.importerRole[:1]} }

package registry

import "github.com/safeconduct/safeconduct/registry/basis"

// FlagStatuses are the statuses of flags, the worst first.
func FlagStatuses() []basis.Status { return []basis.Status{basis.NoValidBasis, basis.AtRisk} }

// Afresh is the same view, which has read nothing yet: whoever walks a long list asks
// each page of its own, so that what one has read ahead is not kept for the next.
func (v *View) Afresh() *View {
	return &View{registry: v.registry, at: v.at, law: v.law, today: v.today, book: v.book, tried: v.tried}
}

// Afresh is the same impact, asked of views that have read nothing yet.
func (i *Impact) Afresh() *Impact {
	fresh := *i
	fresh.scenario = &Scenario{i.scenario.asIs.Afresh(), i.scenario.changed.Afresh()}
	return &fresh
}

// ReasonCodes are the codes of all reasons that a flow may be flagged for.
func ReasonCodes() []basis.Code { return basis.Codes }

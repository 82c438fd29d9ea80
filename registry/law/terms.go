package law

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// IsInstrument reports whether id is an instrument of any kind.
func (l *Law) IsInstrument(id string) bool { return l.index.instruments[id] != nil }

// FrameworkFault says in words why id cannot stand in a certification; "" if
// it is a framework.
func (l *Law) FrameworkFault(id string) string {
	if l.Framework(id) != nil {
		return ""
	}
	var frameworks []string
	for _, f := range l.Frameworks {
		frameworks = append(frameworks, f.ID)
	}
	if id == "" {
		return "is missing: expected " + fault.Either(frameworks)
	}
	if i := l.Instrument(id); i != nil {
		return "is no framework but " + i.Kind.noun() + ": expected " + fault.Either(frameworks)
	}
	return "is unknown: expected " + fault.Either(frameworks) + fault.DidYouMean(id, frameworks)
}

// ClauseFault says in words why a set, with the modules named, cannot stand in
// an agreement; "" if it can. Sets, addenda, processor terms and other
// safeguards can.
func (l *Law) ClauseFault(id string, modules []string) string {
	set := l.ClauseSet(id)
	if set == nil && l.OtherSafeguard(id) == nil {
		return l.noClauses(id, modules)
	}
	if len(modules) == 0 {
		return ""
	}
	if set == nil || len(set.Modules) == 0 {
		return "has no modules: give the set alone, " + id
	}
	seen := map[string]bool{}
	for _, module := range modules {
		if module == "" {
			return "names a module without its id: expected " + fault.Either(set.moduleIDs()) + ", or the set alone"
		}
		if !slices.Contains(set.moduleIDs(), module) {
			return "has no module " + fault.Clip(module) + ": expected " + fault.Either(set.moduleIDs()) + l.suggestModules(id, module)
		}
		if seen[module] {
			return "names the module " + module + " twice"
		}
		seen[module] = true
	}
	return ""
}

func (l *Law) noClauses(id string, modules []string) string {
	if i := l.Instrument(id); i != nil {
		return "cannot stand in an agreement: it is " + i.Kind.noun()
	}
	var known []string
	for _, c := range l.Clauses {
		known = append(known, c.ID)
	}
	for _, o := range l.OtherSafeguards {
		known = append(known, o.ID)
	}
	suggestion := fault.Nearest(id, known)
	if suggestion == "" {
		return "is unknown: expected a clause set, an addendum, processor terms or another safeguard such as scc-2021/M2"
	}
	if len(modules) > 0 {
		suggestion += "/" + strings.Join(modules, "+")
	}
	return "is unknown, did you mean " + suggestion + "?"
}

func (l *Law) suggestModules(id, module string) string {
	if folded := strings.ToUpper(module); folded != module && l.ClauseFault(id, []string{folded}) == "" {
		return ", did you mean " + id + "/" + folded + "?"
	}
	return ""
}

// CountryFault says in words why code is no country; "" if it is one.
func (l *Law) CountryFault(code string) string {
	if _, known := l.Countries[code]; known {
		return ""
	}
	switch code {
	case "UK":
		return "is no country code, did you mean GB?"
	case "EL":
		return "is no country code, did you mean GR?"
	}
	return "is no country code: expected ISO 3166-1 alpha-2 such as DE, or XK, or EPO"
}

// noun is the kind in words.
func (k Kind) noun() string {
	switch k {
	case KindAdequacy:
		return "a finding of adequacy"
	case KindFramework:
		return "a framework"
	case KindClauses:
		return "a clause set"
	case KindAddendum:
		return "an addendum"
	case KindProcessorTerms:
		return "processor terms"
	case KindOtherSafeguard:
		return "another safeguard"
	case KindBindingRules:
		return "an entry on binding corporate rules"
	case KindDerogation:
		return "a derogation"
	}
	return "an instrument"
}

package law

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// IsInstrument reports whether id is an instrument of any kind.
func (l *Law) IsInstrument(id string) bool { return l.index.instruments[id] != nil }

// FrameworkFault says in words why id cannot stand in a certification; nothing if
// it is a framework.
func (l *Law) FrameworkFault(id string) sentence.Sentence {
	if l.Framework(id) != nil {
		return sentence.Sentence{}
	}
	var frameworks []string
	for _, f := range l.Frameworks {
		frameworks = append(frameworks, f.ID)
	}
	if id == "" {
		return sentence.New("is missing: expected %s", sentence.Either(frameworks))
	}
	if i := l.Instrument(id); i != nil {
		return sentence.New("is no framework but %s: expected %s", sentence.Text(i.Kind.noun()), sentence.Either(frameworks))
	}
	return sentence.New("is unknown: expected %s%s", sentence.Either(frameworks), fault.DidYouMean(id, frameworks))
}

// ClauseFault says in words why a set, with the modules named, cannot stand in
// an agreement; nothing if it can. Sets, addenda, processor terms and other
// safeguards can.
func (l *Law) ClauseFault(id string, modules []string) sentence.Sentence {
	set := l.ClauseSet(id)
	if set == nil && l.OtherSafeguard(id) == nil {
		return l.noClauses(id, modules)
	}
	if len(modules) == 0 {
		return sentence.Sentence{}
	}
	if set == nil || len(set.Modules) == 0 {
		return sentence.New("has no modules: give the set alone, %s", id)
	}
	seen := map[string]bool{}
	for _, module := range modules {
		if module == "" {
			return sentence.New("names a module without its id: expected %s, or the set alone", sentence.Either(set.moduleIDs()))
		}
		if !slices.Contains(set.moduleIDs(), module) {
			return sentence.New("has no module %s: expected %s%s", fault.Clip(module), sentence.Either(set.moduleIDs()), l.suggestModules(id, module))
		}
		if seen[module] {
			return sentence.New("names the module %s twice", module)
		}
		seen[module] = true
	}
	return sentence.Sentence{}
}

func (l *Law) noClauses(id string, modules []string) sentence.Sentence {
	if i := l.Instrument(id); i != nil {
		return sentence.New("cannot stand in an agreement: it is %s", sentence.Text(i.Kind.noun()))
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
		return sentence.New("is unknown: expected a clause set, an addendum, processor terms or another safeguard such as scc-2021/M2")
	}
	if len(modules) > 0 {
		suggestion += "/" + strings.Join(modules, "+")
	}
	return sentence.New("is unknown%s", fault.Proposed(suggestion))
}

func (l *Law) suggestModules(id, module string) sentence.Sentence {
	if folded := strings.ToUpper(module); folded != module && l.ClauseFault(id, []string{folded}).IsEmpty() {
		return fault.Proposed(id + "/" + folded)
	}
	return sentence.Sentence{}
}

// CountryFault says in words why code is no country; nothing if it is one.
func (l *Law) CountryFault(code string) sentence.Sentence {
	if _, known := l.Countries[code]; known {
		return sentence.Sentence{}
	}
	switch code {
	case "UK":
		return sentence.New("is no country code%s", fault.Proposed("GB"))
	case "EL":
		return sentence.New("is no country code%s", fault.Proposed("GR"))
	}
	return sentence.New("is no country code: expected ISO 3166-1 alpha-2 such as DE, or XK, or EPO")
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

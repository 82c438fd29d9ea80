package naive

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/goccy/go-yaml"
)

// Law is the law as data, in the words of its YAML. It is never changed once
// loaded.
type Law struct {
	Regimes         []Regime         `yaml:"regimes"`
	Territories     Territories      `yaml:"territories"`
	Adequacy        []Adequacy       `yaml:"adequacy"`
	Frameworks      []Framework      `yaml:"frameworks"`
	Clauses         []ClauseSet      `yaml:"clauses"`
	BindingRules    []RulesEntry     `yaml:"binding_rules"`
	OtherSafeguards []OtherSafeguard `yaml:"other_safeguards"`
	Derogations     []Derogation     `yaml:"derogations"`
	Requirements    []Requirement    `yaml:"requirements"`

	index
	days []Day // every date in the law, for Boundaries
}

// index finds entries by id; it is rebuilt for every changed copy.
type index struct {
	areas       map[areaKey][]Window
	clauses     map[string]*ClauseSet
	others      map[string]*OtherSafeguard
	frameworks  map[string]*Framework
	derogations map[string]*Derogation
}

type areaKey struct{ regime, territory string }

// LoadLaw reads every *.yaml at the top of fsys; several files may hold the
// same section.
func LoadLaw(fsys fs.FS) (*Law, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	l := &Law{}
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		if err := l.add(text); err != nil {
			return nil, fmt.Errorf("law %s: %w", name, err)
		}
	}
	l.days = sortedDays(l.days)
	l.reindex()
	return l, nil
}

// add takes in the sections of one file.
func (l *Law) add(text []byte) error {
	var part Law
	if err := yaml.Unmarshal(text, &part); err != nil {
		return err
	}
	var all any
	if err := yaml.Unmarshal(text, &all); err != nil {
		return err
	}
	l.days = appendDays(l.days, all)
	l.Regimes = append(l.Regimes, part.Regimes...)
	l.Territories.EEA = append(l.Territories.EEA, part.Territories.EEA...)
	l.Territories.Special = append(l.Territories.Special, part.Territories.Special...)
	l.Adequacy = append(l.Adequacy, part.Adequacy...)
	l.Frameworks = append(l.Frameworks, part.Frameworks...)
	l.Clauses = append(l.Clauses, part.Clauses...)
	l.BindingRules = append(l.BindingRules, part.BindingRules...)
	l.OtherSafeguards = append(l.OtherSafeguards, part.OtherSafeguards...)
	l.Derogations = append(l.Derogations, part.Derogations...)
	l.Requirements = append(l.Requirements, part.Requirements...)
	return nil
}

func (l *Law) reindex() {
	l.index = index{
		areas:       l.areaWindows(),
		clauses:     map[string]*ClauseSet{},
		others:      map[string]*OtherSafeguard{},
		frameworks:  map[string]*Framework{},
		derogations: map[string]*Derogation{},
	}
	for i := range l.Clauses {
		l.clauses[l.Clauses[i].ID] = &l.Clauses[i]
	}
	for i := range l.OtherSafeguards {
		l.others[l.OtherSafeguards[i].ID] = &l.OtherSafeguards[i]
	}
	for i := range l.Frameworks {
		l.frameworks[l.Frameworks[i].ID] = &l.Frameworks[i]
	}
	for i := range l.Derogations {
		l.derogations[l.Derogations[i].ID] = &l.Derogations[i]
	}
}

// carries tells whether naming this set in an agreement can carry a transfer:
// a clause set of no special kind or an other safeguard (rules.md 2.3).
func (l *Law) carries(set string) bool {
	if clauses, ok := l.clauses[set]; ok {
		return clauses.Kind == ""
	}
	return l.others[set] != nil
}

// isProcessorTerms tells whether the set is of kind processor_terms.
func (l *Law) isProcessorTerms(set string) bool {
	clauses, ok := l.clauses[set]
	return ok && clauses.Kind == "processor_terms"
}

// requires tells whether a requirement of effect RISK applies to the named
// thing under the regime on d; DUTY decides nothing (rules.md, preamble).
func (l *Law) requires(regime, thing string, d Day) bool {
	for i := range l.Requirements {
		r := &l.Requirements[i]
		if r.Effect == "RISK" && r.Regime == regime && r.contains(d) && slices.Contains(r.AppliesTo, thing) {
			return true
		}
	}
	return false
}

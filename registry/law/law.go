// Package law is the law on transfers of personal data as data: which
// instruments there are, on which days each holds and under which conditions,
// every entry with its citation. It knows no facts and decides nothing: what
// law and facts mean together is package basis.
//
// A Law is never changed once it is loaded; [Law.With] makes a changed copy.
package law

import "github.com/safeconduct/safeconduct/registry/civil"

// Law is the whole law: the embedded one, with overlays or changes laid over
// it. Safe for concurrent use.
type Law struct {
	Version         int
	AsOfKnowledge   civil.Date // the day up to which the law is known
	Regimes         []*RegimeLaw
	Territories     Territories
	Adequacy        []*Adequacy
	Frameworks      []*Framework
	Clauses         []*ClauseSet
	BindingRules    []*BindingRules
	OtherSafeguards []*OtherSafeguard
	Derogations     []*Derogation
	Requirements    []*Requirement
	Annotations     []*Annotation
	Countries       map[string]string // code → English name

	index   index
	sources []source
}

// index finds entries without a search. compile derives it.
type index struct {
	instruments map[string]*Instrument
	clauses     map[string]*ClauseSet
	safeguards  map[string]*OtherSafeguard
	derogations map[string]*Derogation
	frameworks  map[string]*Framework
	rules       map[Regime][]*BindingRules
	requires    map[duty][]*Requirement
	places      map[string]*Place
	elsewhere   *Place
}

// compile derives the index; Load and With call it once on every Law.
func (l *Law) compile() {
	l.index = index{
		instruments: map[string]*Instrument{},
		clauses:     map[string]*ClauseSet{},
		safeguards:  map[string]*OtherSafeguard{},
		derogations: map[string]*Derogation{},
		frameworks:  map[string]*Framework{},
		rules:       map[Regime][]*BindingRules{},
		requires:    map[duty][]*Requirement{},
	}
	l.index.places, l.index.elsewhere = l.places(), l.elsewhere()
	for _, a := range l.Adequacy {
		l.add(&a.Instrument, KindAdequacy)
	}
	for _, f := range l.Frameworks {
		l.add(&f.Instrument, KindFramework)
		l.index.frameworks[f.ID] = f
	}
	for _, c := range l.Clauses {
		c.Window = c.hull()
		l.add(&c.Instrument, c.Part.kind())
		l.index.clauses[c.ID] = c
	}
	for _, b := range l.BindingRules {
		l.add(&b.Instrument, KindBindingRules)
		l.index.rules[b.Regime] = append(l.index.rules[b.Regime], b)
	}
	for _, s := range l.OtherSafeguards {
		l.add(&s.Instrument, KindOtherSafeguard)
		l.index.safeguards[s.ID] = s
	}
	for _, r := range l.Requirements {
		if r.Effect != Risk {
			continue
		}
		for _, subject := range r.AppliesTo {
			of := duty{r.Regime, subject}
			l.index.requires[of] = append(l.index.requires[of], r)
		}
	}
	for _, d := range l.Derogations {
		l.add(&d.Instrument, KindDerogation)
		l.index.derogations[d.ID] = d
	}
}

func (l *Law) add(i *Instrument, kind Kind) {
	i.Kind = kind
	l.index.instruments[i.ID] = i
}

// kind is the kind of instrument that a part of the clauses is.
func (p ClausePart) kind() Kind {
	switch p {
	case PartSet:
		return KindClauses
	case PartAddendum:
		return KindAddendum
	case PartProcessorTerms:
		return KindProcessorTerms
	}
	return ""
}

// hull is the window from the first to the last day on which some regime lets
// the set be relied on; for terms without a recognition, since their adoption.
func (c *ClauseSet) hull() Window {
	if len(c.Recognised) == 0 {
		return Window{From: c.Adopted}
	}
	hull := c.Recognised[0].Rely.Days()
	for _, r := range c.Recognised[1:] {
		days := r.Rely.Days()
		hull = civil.Interval{From: min(hull.From, days.From), To: max(hull.To, days.To)}
	}
	return Window{From: hull.First(), Through: hull.Through()}
}

// Instrument finds an instrument of any kind, nil for an unknown id.
func (l *Law) Instrument(id string) *Instrument { return l.index.instruments[id] }

// ClauseSet finds an entry of the clauses, nil for an unknown id.
func (l *Law) ClauseSet(id string) *ClauseSet { return l.index.clauses[id] }

// OtherSafeguard finds another safeguard, nil for an unknown id.
func (l *Law) OtherSafeguard(id string) *OtherSafeguard { return l.index.safeguards[id] }

// Derogation finds a derogation, nil for an unknown id.
func (l *Law) Derogation(id string) *Derogation { return l.index.derogations[id] }

// Framework finds a framework, nil for an unknown id.
func (l *Law) Framework(id string) *Framework { return l.index.frameworks[id] }

// BindingRulesOf are the regime's entries on binding corporate rules.
func (l *Law) BindingRulesOf(regime Regime) []*BindingRules { return l.index.rules[regime] }

// Requires gives the requirements of the regime that put what lies in subject
// at risk.
func (l *Law) Requires(regime Regime, subject Subject) []*Requirement {
	return l.index.requires[duty{regime, subject}]
}

// duty is what a regime's requirements apply to.
type duty struct {
	regime  Regime
	subject Subject
}

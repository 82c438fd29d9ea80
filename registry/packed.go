package registry

import (
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/flat"
	"github.com/safeconduct/safeconduct/registry/pack"
)

// packedFacts are facts as bytes, a few arrays however many there are.
type packedFacts struct {
	words         *pack.Words
	organizations *pack.Store[fact.Organization]
	agreements    *pack.Store[fact.Agreement]
	assessments   *pack.Store[fact.Assessment]
	certified     *pack.Store[fact.Certification]
	rules         *pack.Store[fact.BindingRules]
	above         *pack.Store[fact.Flow]
}

func newPackedFacts() *packedFacts {
	words := pack.NewWords(nil)
	return &packedFacts{
		words, pack.NewStore(pack.Organizations, words), pack.NewStore(pack.Agreements, words), pack.NewStore(pack.Assessments, words),
		pack.NewStore(pack.Certifications, words), pack.NewStore(pack.Rules, words), pack.NewStore(pack.Flows, words),
	}
}

// seal ends the adding.
func (p *packedFacts) seal() *packedFacts {
	p.organizations.Seal()
	p.agreements.Seal()
	p.assessments.Seal()
	p.certified.Seal()
	p.rules.Seal()
	p.above.Seal()
	return p
}

// facts are the facts; lost is what was erased of them.
func (p *packedFacts) facts(lost *erasedFacts) *facts {
	byGroup := map[string][]*fact.BindingRules{}
	for _, all := range p.rules.All {
		for _, rules := range all {
			byGroup[rules.Group] = append(byGroup[rules.Group], rules)
		}
	}
	return &facts{
		organizations: layered[fact.ID, *fact.Organization]{base: single[fact.Organization]{p.organizations}},
		byPair:        layered[columns.Parties, *contracts]{base: pairs{p.agreements, p.assessments}},
		certified:     layered[fact.ID, []*fact.Certification]{base: several[fact.Certification]{p.certified}},
		byGroup:       layered[string, []*fact.BindingRules]{under: byGroup},
		above:         layered[fact.ID, *fact.Flow]{base: single[fact.Flow]{p.above}},
		lost:          lost,
		packed:        p,
		due:           &calendar{packed: p},
	}
}

// single is a store in which a key has one record.
type single[T any] struct{ *pack.Store[T] }

func (s single[T]) find(id fact.ID) (*T, bool) {
	record := s.One(pack.KeyOf(id))
	return record, record != nil
}

func (s single[T]) all(yield func(fact.ID, *T) bool) {
	s.All(func(key string, all []*T) bool { return yield(fact.ID([]byte(key)), all[len(all)-1]) })
}

// several is a store in which a key may have several records.
type several[T any] struct{ *pack.Store[T] }

func (s several[T]) find(id fact.ID) ([]*T, bool) {
	all := s.Of(pack.KeyOf(id))
	return all, all != nil
}

func (s several[T]) all(yield func(fact.ID, []*T) bool) {
	s.All(func(key string, all []*T) bool { return yield(fact.ID([]byte(key)), all) })
}

// pairs are the contracts of pairs.
type pairs struct {
	agreements  *pack.Store[fact.Agreement]
	assessments *pack.Store[fact.Assessment]
}

func (p pairs) find(of columns.Parties) (*contracts, bool) {
	key := pack.KeyOf(of.Exporter, of.Importer)
	c := &contracts{p.agreements.Of(key), p.assessments.Of(key)}
	return c, len(c.agreements)+len(c.assessments) > 0
}

func (p pairs) all(yield func(columns.Parties, *contracts) bool) {
	parties := func(key string) columns.Parties {
		return between(fact.ID([]byte(key[:16])), fact.ID([]byte(key[16:])))
	}
	for key, all := range p.agreements.All {
		if !yield(parties(key), &contracts{all, p.assessments.Of(key)}) {
			return
		}
	}
	for key, all := range p.assessments.All {
		if !p.agreements.Has(key) && !yield(parties(key), &contracts{nil, all}) {
			return
		}
	}
}

// encode writes the facts.
func (p *packedFacts) encode(w *flat.Writer) {
	w.Strings(p.words.All())
	p.organizations.Encode(w)
	p.agreements.Encode(w)
	p.assessments.Encode(w)
	p.certified.Encode(w)
	p.rules.Encode(w)
	p.above.Encode(w)
}

// decodeFacts reads them.
func decodeFacts(r *flat.Reader) *packedFacts {
	words := pack.NewWords(r.Strings())
	return &packedFacts{
		words, pack.DecodeStore(r, pack.Organizations, words), pack.DecodeStore(r, pack.Agreements, words),
		pack.DecodeStore(r, pack.Assessments, words), pack.DecodeStore(r, pack.Certifications, words),
		pack.DecodeStore(r, pack.Rules, words), pack.DecodeStore(r, pack.Flows, words),
	}
}

// repacked are the facts as bytes, without anything of what was there before.
func (f *facts) repacked() *packedFacts {
	if f.packed != nil {
		return f.packed
	}
	p := newPackedFacts()
	add(p.organizations, f.organizations)
	add(p.above, f.above)
	for _, of := range f.byPair.all {
		if of == nil {
			continue
		}
		for _, a := range of.agreements {
			p.agreements.Add(a)
		}
		for _, a := range of.assessments {
			p.assessments.Add(a)
		}
	}
	for _, all := range f.certified.all {
		for _, c := range all {
			p.certified.Add(c)
		}
	}
	for _, all := range f.byGroup.all {
		for _, rules := range all {
			p.rules.Add(rules)
		}
	}
	return p.seal()
}

func add[T any](to *pack.Store[T], all layered[fact.ID, *T]) {
	for _, record := range all.all {
		if record != nil {
			to.Add(record)
		}
	}
}

package registry

import (
	"slices"
	"strings"
	"sync"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// remedySearch finds what would mend cases on a day, once for all those of one likeness.
// It is safe for concurrent use.
type remedySearch struct {
	law *law.Law
	day civil.Date

	mu    sync.Mutex
	found map[string]*mends
}

// mends is what would mend cases of one likeness.
type mends struct {
	offers []offer
	names  []string // of the offers, each once; "" where there is none
}

// offer is a remedy, whoever has to bring it about.
type offer struct {
	pieces []basis.Piece
	name   string // by which flags are grouped
	whole  string // which tells it from every other one
	by     whose
}

// whose says which parties have to bring an offer about.
type whose struct{ exporter, importer, group bool }

// mostSought bounds the likenesses of cases for which remedies are looked for: each takes
// some hundred judgments.
const mostSought = 100_000

func newRemedySearch(l *law.Law, day civil.Date) *remedySearch {
	return &remedySearch{law: l, day: day, found: map[string]*mends{}}
}

// of finds what would mend a case. TOO_COMPLEX where too many were not alike.
func (s *remedySearch) of(e *basis.Engine, c *basis.Case) (*mends, error) {
	likeness := e.Likeness(c, s.day)
	s.mu.Lock()
	known, sought := s.found[likeness], len(s.found)
	s.mu.Unlock()
	if known != nil {
		return known, nil
	}
	if sought >= mostSought {
		return nil, fault.New(fault.TooComplex, "flows of more than %d kinds lack a basis or are at risk: too many to find out what would mend each", mostSought)
	}
	made := mendsBy(basis.Remedies(s.law, c, s.day))
	s.mu.Lock()
	defer s.mu.Unlock()
	if known = s.found[likeness]; known == nil { // nobody was faster
		known = made
		s.found[likeness] = known
	}
	return known, nil
}

func mendsBy(remedies []basis.Remedy) *mends {
	m := &mends{}
	for _, r := range remedies {
		o := offerOf(r)
		m.offers = append(m.offers, o)
		if !slices.Contains(m.names, o.name) {
			m.names = append(m.names, o.name)
		}
	}
	if len(remedies) == 0 {
		m.names = []string{""}
	}
	return m
}

func offerOf(r basis.Remedy) offer {
	o := offer{pieces: r.Pieces, whole: string(r.Status)}
	names := make([]string, len(r.Pieces))
	for i, p := range r.Pieces {
		names[i] = pieceName(p)
		o.whole += " " + string(p.Kind) + " " + p.String()
		o.by.exporter = o.by.exporter || p.Kind == basis.SignClauses || p.Kind == basis.Assess
		o.by.importer = o.by.importer || o.by.exporter || p.Kind == basis.Certify
		o.by.group = o.by.group || p.Kind == basis.ApproveRules
	}
	slices.Sort(names)
	o.name = strings.Join(names, "+")
	return o
}

// anyOf reports whether any of some remedies is among the offers.
func (m *mends) anyOf(names []string) bool {
	return slices.ContainsFunc(m.names, func(name string) bool { return slices.Contains(names, name) })
}

// pieceName is how the name of a remedy says a piece: ASSESS, or SIGN:scc-2021/M2+M3.
func pieceName(p basis.Piece) string {
	evidence := evidenceOf(p)
	if len(evidence) == 0 {
		return string(p.Kind)
	}
	slices.Sort(evidence)
	return string(p.Kind) + ":" + strings.Join(evidence, ",")
}

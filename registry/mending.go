package registry

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Mending is a remedy with all the flows that it would mend. Its risks are those that
// would remain for any of them, each once.
type Mending struct {
	Remedy
	Flows int
}

// Mend finds what would mend the flagged and risky flows that a filter admits on a
// day, greatest first: "one agreement mends 214 flows". TOO_COMPLEX where too many flows
// are of different kinds.
func (v *View) Mend(ctx context.Context, filter *FlowFilter, asOf civil.Date, first int) ([]*Mending, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	if err := filter.wordless("remedies"); err != nil {
		return nil, err
	}
	day := v.Day(asOf)
	b, narrowed, err := v.narrowFlags(ctx, filter, day)
	if err != nil {
		return nil, err
	}
	toBroken(&narrowed)
	broken, err := b.countByShape(ctx, narrowed, day)
	if err != nil {
		return nil, err
	}
	of, err := v.mendsOn(ctx, b, day)
	if err != nil {
		return nil, err
	}
	return v.tellMendings(ctx, b, b.mendings(broken, of), day, first)
}

func checkFirst(first int) error {
	if first < 1 || first > largestPage {
		return fault.Bad("first", "", "is %d: expected 1 to %d", first, largestPage)
	}
	return nil
}

// countByShape counts the active flows that a filter admits, by shape.
func (b *book) countByShape(ctx context.Context, f columns.Filter, day civil.Date) ([]int, error) {
	counted := make([]int, b.flows.Shapes())
	err := b.view.ByShape(ctx, f, day, func(_, shape, flows int, _ columns.On) { counted[shape] = flows })
	return counted, err
}

// mending is an offer that the same parties bring about, with the flows that it mends.
type mending struct {
	*offer
	exporter, importer fact.ID // the zero ID where it is not they
	group              string
	flows              int
	shapes             []int // that it mends, ascending
}

// mendings puts together what the same parties bring about, for flows that are counted by
// shape: greatest first.
func (b *book) mendings(counted []int, of []*mends) []*mending {
	type key struct {
		whole, group       string
		exporter, importer fact.ID
	}
	found := map[key]*mending{}
	var all []*mending
	for shape, flows := range counted {
		if flows == 0 || of[shape] == nil {
			continue
		}
		for i := range of[shape].offers {
			m := b.mending(&of[shape].offers[i], shape)
			named := key{m.whole, m.group, m.exporter, m.importer}
			if found[named] == nil {
				found[named] = &m
				all = append(all, &m)
			}
			found[named].flows += flows
			found[named].shapes = append(found[named].shapes, shape)
		}
	}
	slices.SortFunc(all, (*mending).compare)
	return all
}

func (b *book) mending(o *offer, shape int) mending {
	m, parties := mending{offer: o}, b.flows.Shape(shape)
	if o.by.exporter {
		m.exporter = parties.Exporter
	}
	if o.by.importer {
		m.importer = parties.Importer
	}
	if o.by.group {
		if exporter := b.organizations.get(parties.Exporter); exporter != nil {
			m.group = exporter.Group
		}
	}
	return m
}

// compare puts what mends more first, of what mends as much the one with less to do.
func (m *mending) compare(other *mending) int {
	return cmp.Or(
		cmp.Compare(other.flows, m.flows), cmp.Compare(len(m.pieces), len(other.pieces)), strings.Compare(m.whole, other.whole),
		bytes.Compare(m.importer[:], other.importer[:]), bytes.Compare(m.exporter[:], other.exporter[:]), strings.Compare(m.group, other.group),
	)
}

// tellMendings tells the first of some.
func (v *View) tellMendings(ctx context.Context, b *book, all []*mending, day civil.Date, first int) ([]*Mending, error) {
	d := newDecider(v.law, &lately{facts: b.facts})
	told := make([]*Mending, min(first, len(all)))
	for i, m := range all[:len(told)] {
		remedy, c, err := d.mendedBy(ctx, b, m, day)
		if err != nil {
			return nil, err
		}
		told[i] = &Mending{v.tellRemedy(remedy, c), m.flows}
	}
	return told, nil
}

// mendedBy is what a mending does, with the risks that would remain for any of the shapes,
// and the case of one of them.
func (d *decider) mendedBy(ctx context.Context, b *book, m *mending, day civil.Date) (all basis.Remedy, of *basis.Case, err error) {
	for _, shape := range m.shapes {
		if err := ctx.Err(); err != nil {
			return all, nil, err
		}
		c, err := d.caseBelow(b.flows.Shape(shape).Flow())
		if err != nil {
			return all, nil, err
		}
		remedy := d.engine.Try(c, day, m.pieces...)
		if of == nil {
			all, of = remedy, c
			continue
		}
		for _, risk := range remedy.Risks {
			if !slices.Contains(all.Risks, risk) {
				all.Risks = append(all.Risks, risk)
			}
		}
	}
	return all, of, nil
}

package registry

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Mending is a remedy with all the flows that it would mend. Its risks are those that
// would remain for any of them, each once.
type Mending struct {
	Remedy
	Flows int
}

// mostMended bounds the shapes of flows for which remedies are looked for.
const mostMended = 10_000

// Mend finds what would mend the flagged and risky flows that a filter admits on a
// day, greatest first: "one agreement mends 214 flows". TOO_COMPLEX where the filter
// admits flows of too many shapes.
func (v *View) Mend(ctx context.Context, filter *FlowFilter, asOf civil.Date, first int) ([]*Mending, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	narrowed, err := v.narrowTo(ctx, "remedies", filter)
	if err != nil {
		return nil, err
	}
	b, err := v.everythingAs(ctx, access.ReadFlows)
	if err != nil {
		return nil, err
	}
	if narrowed.Status = brokenOf(narrowed.Status); len(narrowed.Status) == 0 {
		return nil, nil
	}
	return v.mendAll(ctx, b, narrowed, v.Day(asOf), first)
}

// brokenStatuses are those of flows that there is something to mend about.
var brokenStatuses = []basis.Status{basis.NoValidBasis, basis.AtRisk}

// brokenOf are those of some statuses; of none given, which admits all, both.
func brokenOf(given []basis.Status) []basis.Status {
	if len(given) == 0 {
		return brokenStatuses
	}
	return slices.DeleteFunc(slices.Clone(given), func(s basis.Status) bool { return !slices.Contains(brokenStatuses, s) })
}

func checkFirst(first int) error {
	if first < 1 || first > largestPage {
		return fault.Bad("first", "", "is %d: expected 1 to %d", first, largestPage)
	}
	return nil
}

// mendAll finds what would mend the flows that a filter of columns admits.
func (v *View) mendAll(ctx context.Context, b *book, of columns.Filter, day civil.Date, first int) ([]*Mending, error) {
	broken, err := b.countBroken(ctx, of, day)
	if err != nil {
		return nil, err
	}
	if len(broken) > mostMended {
		return nil, fault.New(fault.TooComplex, "flows of %d kinds lack a basis or are at risk: narrow the filter to at most %d", len(broken), mostMended)
	}
	found, err := v.mend(ctx, b, broken, day)
	return found[:min(first, len(found))], err
}

// countBroken counts the flows that a filter admits, by shape.
func (b *book) countBroken(ctx context.Context, f columns.Filter, day civil.Date) (map[int]int, error) {
	byWorker := make([]map[int]int, columns.Workers())
	for i := range byWorker {
		byWorker[i] = map[int]int{}
	}
	err := b.view.Each(ctx, f, day, func(worker int, row uint32, _ columns.On) { byWorker[worker][b.flows.ShapeOf(row)]++ })
	all := map[int]int{}
	for _, counted := range byWorker {
		maps.Copy(all, counted) // a shape is one worker's
	}
	return all, err
}

// mend finds the remedies of shapes, on all cores, and puts those together that are
// the same: in the order of the shapes, whichever core was first.
func (v *View) mend(ctx context.Context, b *book, broken map[int]int, day civil.Date) ([]*Mending, error) {
	shapes := slices.Sorted(maps.Keys(broken))
	deciders := b.deciders(v.law)
	found := make([][]*mended, len(shapes))
	err := columns.Shared(ctx, len(deciders), len(shapes), func(worker, i int) error {
		d, err := deciders[worker].decide(b.flows.Shape(shapes[i]).Flow())
		if err != nil {
			return err
		}
		for _, r := range basis.Remedies(v.law, d.Case, day) {
			found[i] = append(found[i], &mended{r, d.Case, broken[shapes[i]]})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return v.tellMended(together(slices.Concat(found...))), nil
}

// mended are the flows of one shape, or of several, that a remedy would mend.
type mended struct {
	basis.Remedy
	of    *basis.Case // of one of them: all have the same parties as far as the remedy names them
	flows int
}

// together puts remedies together that are the same, by their names: with all flows, and
// the risks that would remain for any of them.
func together(found []*mended) map[string]*mended {
	byName := map[string]*mended{}
	for _, m := range found {
		name := m.name()
		all := byName[name]
		if all == nil {
			byName[name] = m
			continue
		}
		all.flows += m.flows
		for _, risk := range m.Risks {
			if !slices.Contains(all.Risks, risk) {
				all.Risks = append(all.Risks, risk)
			}
		}
	}
	return byName
}

// tellMended tells remedies, greatest first.
func (v *View) tellMended(byName map[string]*mended) (told []*Mending) {
	order := func(a, b string) int {
		x, y := byName[a], byName[b]
		return cmp.Or(cmp.Compare(y.flows, x.flows), cmp.Compare(len(x.Pieces), len(y.Pieces)), strings.Compare(a, b))
	}
	for _, name := range slices.SortedFunc(maps.Keys(byName), order) {
		m := byName[name]
		told = append(told, &Mending{v.tellRemedy(m.Remedy, m.of), m.flows})
	}
	return told
}

// name tells remedies apart: by their pieces, and by who has to bring them about.
func (m *mended) name() string {
	var name strings.Builder
	name.WriteString(string(m.Status))
	for _, p := range m.Pieces {
		by := m.of.Exporter.ID.String() + m.of.Importer.ID.String()
		switch p.Kind {
		case basis.Certify:
			by = m.of.Importer.ID.String()
		case basis.ApproveRules:
			by = m.of.Exporter.Group
		case basis.SignClauses, basis.Assess:
		}
		name.WriteString(" " + string(p.Kind) + " " + p.String() + " " + by)
	}
	return name.String()
}

package registry

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Mending is a remedy with all the flows that it would mend.
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
	if len(narrowed.Status) == 0 {
		narrowed.Status = brokenStatuses
	}
	return v.mendAll(ctx, b, narrowed, v.Day(asOf), first)
}

// brokenStatuses are those of flows that there is something to mend about.
var brokenStatuses = []basis.Status{basis.NoValidBasis, basis.AtRisk}

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
// the same.
func (v *View) mend(ctx context.Context, b *book, broken map[int]int, day civil.Date) ([]*Mending, error) {
	shapes := slices.Sorted(maps.Keys(broken))
	deciders := b.deciders(v.law)
	var lock sync.Mutex
	byName := map[string]*Mending{}
	err := columns.Shared(ctx, len(deciders), len(shapes), func(worker, i int) error {
		d, err := deciders[worker].decide(b.flows.Shape(shapes[i]).Flow())
		if err != nil {
			return err
		}
		remedies := basis.Remedies(v.law, d.Case, day)
		lock.Lock()
		defer lock.Unlock()
		for _, r := range remedies {
			name := remedyName(r, d.Case)
			if byName[name] == nil {
				byName[name] = &Mending{Remedy: v.tellRemedy(r, d.Case)}
			}
			byName[name].Flows += broken[shapes[i]]
		}
		return nil
	})
	order := func(a, b string) int {
		return cmp.Or(cmp.Compare(byName[b].Flows, byName[a].Flows), cmp.Compare(len(byName[a].Pieces), len(byName[b].Pieces)), strings.Compare(a, b))
	}
	var found []*Mending
	for _, name := range slices.SortedFunc(maps.Keys(byName), order) {
		found = append(found, byName[name])
	}
	return found, err
}

// remedyName tells remedies apart: by their pieces, and by who has to bring them about.
func remedyName(r basis.Remedy, c *basis.Case) string {
	var name strings.Builder
	name.WriteString(string(r.Status))
	for _, p := range r.Pieces {
		by := c.Exporter.ID.String() + c.Importer.ID.String()
		switch p.Kind {
		case basis.Certify:
			by = c.Importer.ID.String()
		case basis.ApproveRules:
			by = c.Exporter.Group
		case basis.SignClauses, basis.Assess:
		}
		name.WriteString(" " + string(p.Kind) + " " + p.String() + " " + by)
	}
	return name.String()
}

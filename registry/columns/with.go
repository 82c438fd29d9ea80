package columns

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/safeconduct/safeconduct/registry/fact"
)

// Change is what became of a flow: Old is nil for a new one, New for one that is
// gone. Its external id never changes.
type Change struct{ Old, New *fact.Flow }

// With is the table after changes of flows, and the numbers of the shapes whose
// rows are others. rankOf says how many flows of this table have a lesser external
// id; country, where a party is established. Arrays that are the same after the changes
// are shared.
func (t *Table) With(changes []Change, rankOf func(externalID string) (int, error), country func(fact.ID) (string, error)) (*Table, []int, error) {
	e := &edit{Table: t, all: t.further(), touched: map[int]int{}}
	for _, c := range changes {
		if err := e.note(c, rankOf); err != nil {
			return nil, nil, err
		}
	}
	touched := slices.Sorted(maps.Keys(e.touched))
	made := e.made(touched)
	further, err := made.routesOf(len(t.routes), country)
	made.routes = append(slices.Clip(t.routes), further...)
	if err != nil {
		return nil, nil, err
	}
	made, err = made.Relocated(e.again(touched), country)
	return made, touched, err
}

// again are those of some shapes that no flow had: their parties may have moved since.
func (e *edit) again(shapes []int) (again []int) {
	for _, n := range shapes {
		if n < e.Shapes() && e.isEmpty(n) {
			again = append(again, n)
		}
	}
	return again
}

// edit is a table in the making from another one.
type edit struct {
	*Table
	all     values
	in      []insertion
	out     []uint32    // rows
	touched map[int]int // shapes, with how many flows more they have
}

// insertion is a flow that comes in.
type insertion struct {
	row
	key    string
	before uint32 // the rank of the flow that it comes before
	rank   uint32 // its own then
}

func (e *edit) note(c Change, rankOf func(string) (int, error)) error {
	known := cmp.Or(c.Old, c.New)
	at, err := rankOf(known.ExternalID)
	if err != nil {
		return err
	}
	if c.Old != nil {
		if at >= e.Len() || e.ids[e.order[at]] != c.Old.ID {
			return fmt.Errorf("columns: the flow %q is not in its place", c.Old.ExternalID)
		}
		e.out = append(e.out, e.order[at])
		e.touched[e.ShapeOf(e.order[at])]--
	}
	if c.New != nil {
		r := e.all.rowOf(c.New)
		e.in = append(e.in, insertion{row: r, key: c.New.ExternalID, before: uint32(at)})
		e.touched[int(r.shape)]++
	}
	return nil
}

// made splices the arrays, of which some shapes have other rows.
func (e *edit) made(touched []int) *Table {
	t := &Table{values: e.all, byShape: e.byShape, starts: e.starts}
	if t.Shapes() > e.Shapes() {
		t.byShape = e.byShape.further()
	}
	if t.Shapes() > e.Shapes() || slices.ContainsFunc(touched, func(shape int) bool { return e.touched[shape] != 0 }) {
		t.starts = startsAfter(e.starts, t.Shapes(), e.touched)
	}

	slices.SortFunc(e.in, func(a, b insertion) int {
		return cmp.Or(cmp.Compare(a.before, b.before), strings.Compare(a.key, b.key))
	})
	inRank := cutsAt(column(e.out, func(row *uint32) uint32 { return e.rank[*row] }), column(e.in, func(i *insertion) uint32 { return i.before }))
	for n, rank := range landings(inRank) {
		e.in[n].rank = rank
	}
	slices.SortStableFunc(e.in, func(a, b insertion) int { return cmp.Compare(a.shape, b.shape) })
	inRow := cutsAt(e.out, column(e.in, e.rowBefore))

	t.ids = spliced(e.ids, inRow, column(e.in, func(i *insertion) fact.ID { return i.id }))
	t.periods = spliced(e.periods, inRow, column(e.in, func(i *insertion) uint32 { return i.span }))
	t.customers = spliced(e.customers, inRow, column(e.in, func(i *insertion) uint32 { return i.customer }))
	t.tags = spliced(e.tags, inRow, column(e.in, func(i *insertion) uint32 { return i.tag }))
	t.shapeOf = spliced(e.shapeOf, inRow, column(e.in, func(i *insertion) uint32 { return i.shape }))
	t.rank = movesBy(inRank, e.Len()).spliced(e.rank, inRow, column(e.in, func(i *insertion) uint32 { return i.rank }))
	t.order = movesBy(inRow, e.Len()).spliced(e.order, inRank, e.rowsByRank(landings(inRow)))
	t.byCustomer = e.customersOf(t)
	return t
}

// column is one value of each.
func column[E, T any](all []E, value func(*E) T) (values []T) {
	for i := range all {
		values = append(values, value(&all[i]))
	}
	return values
}

// rowBefore is the row before which a flow comes in.
func (e *edit) rowBefore(i *insertion) uint32 {
	if int(i.shape) >= e.Shapes() {
		return uint32(e.Len())
	}
	from, to := e.rows(int(i.shape))
	at, _ := slices.BinarySearch(e.rank[from:to], i.before)
	return from + uint32(at)
}

// rowsByRank puts the rows that come in, which are told in their order, in the order of
// their ranks.
func (e *edit) rowsByRank(rows []uint32) []uint32 {
	order := make([]int, len(rows))
	for n := range order {
		order[n] = n
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(e.in[a].rank, e.in[b].rank) })
	return column(order, func(n *int) uint32 { return rows[*n] })
}

// Relocated is the table after parties have moved: the routes of shapes are found
// anew.
func (t *Table) Relocated(shapes []int, country func(fact.ID) (string, error)) (*Table, error) {
	if len(shapes) == 0 {
		return t, nil
	}
	moved := *t
	moved.word, moved.routes = t.word.further(), slices.Clone(t.routes)
	for _, n := range shapes {
		if t.isEmpty(n) {
			continue
		}
		r, err := moved.routeOf(&t.shape.values[n], country)
		if err != nil {
			return nil, err
		}
		moved.routes[n] = r
	}
	return &moved, nil
}

// With is the view of a further table, made from the one of this view: some shapes
// are decided anew, among them those whose rows are others and those that are new.
func (v *View) With(ctx context.Context, t *Table, again []int, workers int, decide Decides) (*View, error) {
	for shape := v.Shapes(); shape < t.Shapes(); shape++ {
		if _, is := slices.BinarySearch(again, shape); !is {
			return nil, fmt.Errorf("columns: the shape %d is new and not to be decided", shape)
		}
	}
	made, err := v.lives.with(ctx, t, again, Ending{}, workers, decide)
	if err != nil {
		return nil, err
	}
	next := &View{Table: t, lives: made}
	next.daily = v.recounted(next, again).known
	next.keepKindsOf(v, again)
	return next, nil
}

// Supposing is the view of the same table under a hypothesis, under which some shapes
// have other lives: they lose what ends, or are decided anew. What that does to the
// counts of days is found out when somebody asks.
func (v *View) Supposing(ctx context.Context, again []int, ending Ending, workers int, decide Decides) (*View, error) {
	made, err := v.lives.with(ctx, v.Table, again, ending, workers, decide)
	if err != nil {
		return nil, err
	}
	next := &View{Table: v.Table, lives: made}
	next.daily = sync.OnceValue(func() daily { return v.recounted(next, again) })
	return next, nil
}

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
// id; country, where a party is established.
func (t *Table) With(changes []Change, rankOf func(externalID string) (int, error), country func(fact.ID) (string, error)) (*Table, []int, error) {
	e := &edit{Table: t, all: t.clone(), out: map[uint32]bool{}, touched: map[int]int{}}
	for _, c := range changes {
		if err := e.note(c, rankOf); err != nil {
			return nil, nil, err
		}
	}
	slices.SortFunc(e.in, func(a, b insertion) int { return cmp.Or(cmp.Compare(a.at, b.at), strings.Compare(a.key, b.key)) })
	made := e.made()
	touched := slices.Sorted(maps.Keys(e.touched))
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
	out     map[uint32]bool // rows
	touched map[int]int     // shapes, with how many flows more they have
}

// insertion is a flow that comes before the one of a rank.
type insertion struct {
	at  int
	key string
	row
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
		e.out[e.order[at]] = true
		e.touched[e.ShapeOf(e.order[at])]--
	}
	if c.New != nil {
		r := e.all.rowOf(c.New)
		e.in = append(e.in, insertion{at, c.New.ExternalID, r})
		e.touched[int(r.shape)]++
	}
	return nil
}

// made lays the rows out anew.
func (e *edit) made() *Table {
	in := make([]int, len(e.all.shape.values))
	for shape := range in {
		if shape < e.Shapes() {
			from, to := e.rows(shape)
			in[shape] = int(to - from)
		}
		in[shape] += e.touched[shape]
	}
	t := newTable(e.all, in)
	if t.byShape = e.byShape; len(in) > e.Shapes() {
		t.byShape = e.byShape.further()
	}
	coming := e.in
	for rank, at := range e.order {
		for ; len(coming) > 0 && coming[0].at <= rank; coming = coming[1:] {
			t.place(coming[0].row)
		}
		if !e.out[at] {
			t.place(e.at(at))
		}
	}
	for _, c := range coming {
		t.place(c.row)
	}
	t.next = nil
	return t
}

// Relocated is the table after parties have moved: the routes of shapes are found
// anew.
func (t *Table) Relocated(shapes []int, country func(fact.ID) (string, error)) (*Table, error) {
	if len(shapes) == 0 {
		return t, nil
	}
	moved := *t
	moved.word, moved.routes = t.word.clone(), slices.Clone(t.routes)
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

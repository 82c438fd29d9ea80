package columns

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Filter narrows the flows; an empty field admits all (of Shapes, a nil one), several
// values of one field admit each.
type Filter struct {
	Shapes      []int // ascending
	Status      []basis.Status
	Regime      []law.Regime
	Instrument  []string // ids of instruments that are a basis on the day
	Exporter    []fact.ID
	Importer    []fact.ID
	Customer    []fact.ID
	Origin      []string
	Destination []string
	Product     []string
	Data        Categories // any of them; 0 admits all
}

// AdmitsAll reports whether nothing is narrowed.
func (f Filter) AdmitsAll() bool {
	return f.Shapes == nil && f.Data == 0 && len(f.Status)+len(f.Regime)+len(f.Instrument)+len(f.Exporter)+len(f.Importer)+
		len(f.Customer)+len(f.Origin)+len(f.Destination)+len(f.Product) == 0
}

func admits[T comparable](wanted []T, value T) bool {
	return len(wanted) == 0 || slices.Contains(wanted, value)
}

// question is a filter on a day, ready to be asked.
type question struct {
	*View
	Filter
	day       civil.Date
	active    []bool   // by span
	whose     []bool   // by customer; nil admits all
	what      []bool   // by tag; nil admits all
	exporters []uint32 // the ids of the filter in numbers; so with those below
	importers []uint32
	origins   []uint32
	goals     []uint32
}

// numbersOf are the numbers of what a filter wants; of what is not there, one that
// nothing has.
func numbersOf[T comparable](all *numbers[T], wanted []T) []uint32 {
	found := make([]uint32, len(wanted))
	for i, value := range wanted {
		found[i] = all.orNothing(value)
	}
	return found
}

func (v *View) ask(f Filter, day civil.Date) *question {
	q := &question{
		View: v, Filter: f, day: day, active: make([]bool, len(v.span.values)),
		exporters: numbersOf(&v.known, f.Exporter), importers: numbersOf(&v.known, f.Importer),
		origins: numbersOf(&v.word, f.Origin), goals: numbersOf(&v.word, f.Destination),
	}
	for i, span := range v.span.values {
		q.active[i] = span.Contains(day)
	}
	if len(f.Customer) > 0 {
		q.whose = make([]bool, len(v.known.values))
		for _, number := range numbersOf(&v.known, f.Customer) {
			if number != nothing {
				q.whose[number] = true
			}
		}
	}
	if len(f.Product) > 0 || f.Data != 0 {
		q.what = make([]bool, len(v.tag.values))
		for i, tag := range v.tag.values {
			q.what[i] = admits(f.Product, tag.Product) && (f.Data == 0 || f.Data&tag.Data != 0)
		}
	}
	return q
}

// admission says which flows of a shape are admitted, as far as the shape says.
type admission uint8

const (
	looked   admission = 1 << iota // it is known
	active                         // those that are active on the day
	inactive                       // those that are not
)

// describes reports whether a shape may be admitted, whatever holds for it.
func (q *question) describes(shape int) bool {
	s, r := &q.shape.values[shape], &q.routes[shape]
	if _, wanted := slices.BinarySearch(q.Shapes, shape); !wanted && q.Shapes != nil {
		return false
	}
	return admits(q.exporters, s.exporter) && admits(q.importers, s.importer) && admits(q.origins, r.origin) && admits(q.goals, r.destination)
}

// holds reports whether what holds for a shape is admitted.
func (q *question) holds(on On) bool {
	return admits(q.Status, on.Status) && admits(q.Regime, on.Regime) && q.rests(on)
}

// says reports whether what a row says by itself is admitted.
func (q *question) says(row uint32) bool {
	return (q.whose == nil || q.whose[q.customers[row]]) && (q.what == nil || q.what[q.tags[row]])
}

// judge says what holds for a shape on the day, and which of its flows are
// admitted.
func (q *question) judge(shape int) (on On, of admission) {
	if !q.describes(shape) {
		return on, looked
	}
	of = looked
	if on = q.lives.of(shape).On(q.day); q.holds(on) {
		of |= active
	}
	if admits(q.Status, basis.Inactive) && len(q.Regime) == 0 && len(q.Instrument) == 0 {
		of |= inactive
	}
	return on, of
}

// admits reports whether the flow in a row of a shape is admitted.
func (q *question) admits(row uint32, of admission) bool {
	needed := inactive
	if q.active[q.periods[row]] {
		needed = active
	}
	return of&needed != 0 && q.says(row)
}

// rests reports whether one of the wanted instruments is a basis.
func (q *question) rests(on On) bool {
	if len(q.Instrument) == 0 {
		return true
	}
	for b := range on.Bases {
		if slices.Contains(q.Instrument, b.Instrument.ID) {
			return true
		}
	}
	return false
}

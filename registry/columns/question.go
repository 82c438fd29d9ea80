package columns

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// question is a filter on a day, ready to be asked.
type question struct {
	*View
	Filter
	day       civil.Date
	shapes    []uint32 // those that may be admitted, ascending; of them all, where narrow is not set
	narrow    bool
	active    []uint8  // by span: 1 where it contains the day; nil where few rows are asked for
	whose     []bool   // by customer; nil where they are few
	what      []uint8  // by tag: 1 where it is wanted; nil admits all
	statuses  uint     // a bit for each that is admitted, by its place in basis.Statuses
	regimes   uint     // a bit for each that is admitted: none, then those of law.Regimes
	rests     []bool   // by terms: whether a wanted instrument is the basis; nil admits all
	customers []uint32 // the ids of the filter in numbers; so with those below
	exporters []uint32
	importers []uint32
	origins   []uint32
	goals     []uint32
}

// fewCustomers are compared one by one; of more, a table says which are wanted.
const fewCustomers = 8

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
		View: v, Filter: f, day: day, customers: numbersOf(&v.known, f.Customer),
		exporters: numbersOf(&v.known, f.Exporter), importers: numbersOf(&v.known, f.Importer),
		origins: numbersOf(&v.word, f.Origin), goals: numbersOf(&v.word, f.Destination),
	}
	rows := q.chooseShapes()
	if rows > len(v.span.values) {
		q.active = make([]uint8, len(v.span.values))
		for i, span := range v.span.values {
			if span.Contains(day) {
				q.active[i] = 1
			}
		}
	}
	if len(q.customers) > fewCustomers {
		q.whose = make([]bool, len(v.known.values))
		for _, number := range q.customers {
			if number != nothing {
				q.whose[number] = true
			}
		}
	}
	if len(f.Product) > 0 || f.Data != 0 {
		q.what = make([]uint8, len(v.tag.values))
		for i, tag := range v.tag.values {
			if admits(f.Product, tag.Product) && (f.Data == 0 || f.Data&tag.Data != 0) {
				q.what[i] = 1
			}
		}
	}
	q.admitLives()
	return q
}

// admitLives notes which stretches of lives are admitted.
func (q *question) admitLives() {
	for i, status := range basis.Statuses {
		if admits(q.Status, status) {
			q.statuses |= 1 << i
		}
	}
	for i, regime := range append([]law.Regime{""}, law.Regimes...) {
		if admits(q.Regime, regime) {
			q.regimes |= 1 << i
		}
	}
	if len(q.Instrument) > 0 {
		q.rests = make([]bool, len(q.lives.terms))
		for i, terms := range q.lives.terms {
			q.rests[i] = slices.Contains(q.Instrument, terms.Instrument.ID)
		}
	}
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
	if q.Shapes != nil {
		if _, wanted := slices.BinarySearch(q.Shapes, shape); !wanted {
			return false
		}
	}
	return admits(q.exporters, s.exporter) && admits(q.importers, s.importer) && admits(q.origins, r.Origin) && admits(q.goals, r.Destination)
}

// holds reports whether what holds for a shape in a stretch of its life is admitted.
func (q *question) holds(l Life, s stretch) bool {
	return q.statuses>>s.status()&1 > 0 && q.regimes>>s.regime()&1 > 0 && (q.rests == nil || q.restsOn(l, s))
}

// restsOn reports whether one of the wanted instruments is a basis.
func (q *question) restsOn(l Life, s stretch) bool {
	for at := range l.basesAt(s.told()) {
		if q.rests[l.words[at]] {
			return true
		}
	}
	return false
}

// says reports whether what a row says by itself is admitted.
func (q *question) says(row uint32) bool {
	return q.names(row) && q.isTheirs(q.Table.customers[row]) && (q.what == nil || q.what[q.tags[row]] > 0)
}

// isTheirs reports whether a customer is wanted.
func (q *question) isTheirs(customer uint32) bool {
	if q.whose != nil {
		return q.whose[customer]
	}
	return admits(q.customers, customer)
}

// isActive reports whether the flow in a row is active on the day.
func (q *question) isActive(row uint32) bool {
	if q.active != nil {
		return q.active[q.periods[row]] > 0
	}
	return q.IsActive(row, q.day)
}

// judge says what holds for a shape on the day, and which of its flows are
// admitted.
func (q *question) judge(shape int) (life Life, s stretch, of admission) {
	of = looked
	if !q.describes(shape) {
		return life, s, of
	}
	life = q.lives.of(shape)
	if s = life.at(q.day); q.holds(life, s) {
		of |= active
	}
	if q.admitsIdle() {
		of |= inactive
	}
	return life, s, of
}

// admitsIdle reports whether flows are admitted that are not active.
func (q *question) admitsIdle() bool {
	return q.statuses&1 > 0 && len(q.Regime) == 0 && len(q.Instrument) == 0
}

// admits reports whether the flow in a row of a shape is admitted.
func (q *question) admits(row uint32, of admission) bool {
	needed := inactive
	if q.isActive(row) {
		needed = active
	}
	return of&needed != 0 && q.says(row)
}

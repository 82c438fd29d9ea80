package columns

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Difference is a day on which a view says something else of a flow than what was
// decided of it.
type Difference struct {
	Day           civil.Date
	Kept, Decided string // what is said, in words
}

// IsRowOf reports whether a row has what is kept of a flow.
func (t *Table) IsRowOf(row uint32, f *fact.Flow) bool {
	r := t.at(row)
	return r.id == f.ID && t.shape.values[r.shape] == basis.ShapeOf(f) && t.span.values[r.span] == f.Active() &&
		t.tag.values[r.tag] == Tag{f.Product, CategoriesOf(f.Data)} && t.who.values[r.customer] == f.Customer
}

// Differs gives the first day on which the view says something else of the flow in a
// row than what was decided of it; nil where both agree on all days: neither changes
// but on the days that are compared.
func (v *View) Differs(row uint32, decided basis.Timeline) *Difference {
	active := v.span.values[v.periods[row]]
	days := []civil.Date{civil.First, active.From, active.To}
	for _, s := range v.Life(v.ShapeOf(row)).stretches {
		days = append(days, s.from)
	}
	for i := range decided {
		days = append(days, decided[i].From)
	}
	slices.Sort(days)
	for _, day := range slices.Compact(days) {
		if day < civil.First || day > civil.Last {
			continue
		}
		on, is := v.On(row, day), decided.On(day)
		var bases []Basis
		for _, b := range is.Bases {
			bases = append(bases, basisOf(b))
		}
		kept, wanted := inWords(on.Status, on.Regime, on.Bases), inWords(is.Status, is.Regime, each(bases))
		if kept != wanted {
			return &Difference{day, kept, wanted}
		}
	}
	return nil
}

func each(bases []Basis) iter.Seq[*Basis] {
	return func(yield func(*Basis) bool) {
		for i := range bases {
			if !yield(&bases[i]) {
				return
			}
		}
	}
}

// inWords tells what holds, with everything that is kept of it.
func inWords(status basis.Status, regime law.Regime, bases iter.Seq[*Basis]) string {
	if status == basis.Inactive {
		return string(status)
	}
	words := string(status)
	if regime != "" {
		words += " under " + string(regime)
	}
	for b := range bases {
		words += ", " + b.inWords()
	}
	return words
}

func (b *Basis) inWords() string {
	words := []string{b.Instrument.ID, string(b.Regime)}
	if b.Addendum != "" {
		words = append(words, "with "+b.Addendum)
	}
	if b.Evidence != uuid.Nil {
		words = append(words, "by "+b.Evidence.String())
	}
	for required := range slices.Chunk([]byte(b.Required), len(uuid.Nil)) {
		words = append(words, "and "+uuid.UUID(required).String())
	}
	if b.Assessed {
		words = append(words, "assessed")
	}
	return strings.Join(words, " ")
}

// Recount is how many flows are active on a day by status: as [View.Daily] keeps it,
// and swept again.
func (v *View) Recount(ctx context.Context, day civil.Date) (kept, swept Counts, err error) {
	swept, err = v.Count(ctx, Filter{}, day)
	swept[slices.Index(basis.Statuses, basis.Inactive)] = 0 // which is not kept by day
	return v.Daily(day), swept, err
}

// DailyTurns are the days on which the counts of [View.Daily] change, ascending.
func (v *View) DailyTurns() []civil.Date { return v.daily.days }

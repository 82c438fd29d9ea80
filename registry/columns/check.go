package columns

import (
	"context"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
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
	return r.id == f.ID && t.Shape(int(r.shape)) == basis.ShapeOf(f) && t.span.values[r.span] == f.Active() &&
		t.tag.values[r.tag] == Tag{f.Product, CategoriesOf(f.Data)} && t.known.values[r.customer] == f.Customer
}

// Differs gives the first day on which the view says something else of the flow in a
// row than what was decided of it; nil where both agree on all days: neither changes
// but on the days that are compared.
func (v *View) Differs(row uint32, decided basis.Timeline) (*Difference, error) {
	active := v.span.values[v.periods[row]]
	days := []civil.Date{civil.First, active.From, active.To}
	life := v.Life(v.ShapeOf(row))
	wanted, err := Compact(decided)
	if err != nil {
		return nil, err
	}
	for i := range life.stretches() {
		days = append(days, life.stretch(i).from)
	}
	for i := range decided {
		days = append(days, decided[i].From)
	}
	slices.Sort(days)
	for _, day := range slices.Compact(days) {
		if day < civil.First || day > civil.Last {
			continue
		}
		if kept, decided := v.On(row, day).inWords(), wanted.On(day).inWords(); kept != decided {
			return &Difference{day, kept, decided}, nil
		}
	}
	return nil, nil //nolint:nilnil // that there is none is an answer
}

// inWords tells what holds, with everything that is kept of it.
func (on On) inWords() string {
	words := string(on.Status)
	if on.Status == basis.Inactive {
		return words
	}
	if on.Regime != "" {
		words += " under " + string(on.Regime)
	}
	for b := range on.Bases {
		words += ", " + b.inWords()
	}
	return words
}

func (b Basis) inWords() string {
	words := []string{b.Instrument.ID, string(b.Regime)}
	if b.Addendum != "" {
		words = append(words, "with "+b.Addendum)
	}
	by := "by "
	for ids := b.ids; len(ids) > 0; ids = ids[idWords:] {
		words = append(words, by+idIn(ids).String())
		by = "and "
	}
	if b.Assessed {
		words = append(words, "assessed")
	}
	if b.Sound {
		words = append(words, "sound")
	}
	return strings.Join(words, " ")
}

// Recount is how many flows are active on a day by status: as [View.Daily] keeps it, or
// kinds do where they differ from it, and swept again.
func (v *View) Recount(ctx context.Context, day civil.Date) (kept, swept Counts, err error) {
	active := Filter{Status: basis.Statuses[1:]} // the others are not kept by day
	swept, err = v.sweepCount(ctx, active, day)
	kept = v.Daily(day)
	if k, q := v.byKinds(active, day); k != nil && kept == swept {
		kept = k.count(q)
	}
	return kept, swept, err
}

// DailyTurns are the days on which the counts of [View.Daily] change, ascending.
func (v *View) DailyTurns() []civil.Date {
	days := v.daily().days
	if n := len(days); n > 0 && days[n-1] == civil.Always.To { // behind all days
		days = days[:n-1]
	}
	return days
}

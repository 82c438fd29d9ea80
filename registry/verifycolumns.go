package registry

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/table"
)

// How much of the columns a verification asks; of a registry that has no more, all.
const (
	sampledFlows = 1000
	sampledDays  = 100
)

// Sampled is what came of holding the columns to the records.
type Sampled struct {
	Flows    int       `json:"flows"` // each on all days
	Days     int       `json:"days"`  // whose kept counts were swept again
	Findings []Finding `json:"findings"`
}

// Finding is something that is not as it should be.
type Finding struct {
	Where string `json:"where"`
	What  string `json:"what"`
}

// VerifyColumns holds the columns that a server would make of a store, under the law
// that was recorded last, to its records. Nothing is written. A store whose records are
// not sound is not to be asked.
func VerifyColumns(ctx context.Context, store storage.Store) (*Sampled, error) {
	r := &Registry{db: table.OpenAsIs(store, tables...), law: law.Default()}
	r.life, r.end = context.WithCancel(context.WithoutCancel(ctx))
	defer r.end()
	head, err := r.db.Head(ctx)
	if err != nil {
		return nil, err
	}
	if r.law, err = r.lawAt(ctx, head); err != nil {
		return nil, err
	}
	return r.after(head).verifyColumns(ctx)
}

// VerifyColumns holds the columns from which the registry answers to its records.
func (r *Registry) VerifyColumns(ctx context.Context) (*Sampled, error) {
	view, err := r.Now(ctx)
	if err != nil {
		return nil, err
	}
	return view.verifyColumns(ctx)
}

func (v *View) verifyColumns(ctx context.Context) (*Sampled, error) {
	b, err := v.everything(ctx)
	if err != nil {
		return nil, err
	}
	s := &Sampled{Findings: []Finding{}}
	if err := s.flows(ctx, v, b); err != nil {
		return nil, err
	}
	return s, s.days(ctx, b.view)
}

func (s *Sampled) finding(where, format string, args ...any) {
	s.Findings = append(s.Findings, Finding{where, fmt.Sprintf(format, args...)})
}

// flows holds the rows of some flows to those flows, and what the columns say of them
// on each day to what is decided from their records alone.
func (s *Sampled) flows(ctx context.Context, v *View, b *book) error {
	rows, sampled, err := s.read(ctx, v, b)
	if err != nil {
		return err
	}
	decisions, err := v.decideStored(ctx, sampled)
	if err != nil {
		return err
	}
	s.Flows = len(sampled)
	for i, f := range sampled {
		where := "flow " + f.ExternalID
		if !b.view.IsRowOf(rows[i], f) {
			s.finding(where, "has other parties, days, data, product or customer in the columns than in its record")
			continue
		}
		d, err := b.view.Differs(rows[i], decisions[i].Timeline)
		if err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
		if d != nil {
			s.finding(where, "is on %s in the columns %s; decided from the records it is %s", d.Day, d.Kept, d.Decided)
		}
	}
	return nil
}

// read finds the records of some rows.
func (s *Sampled) read(ctx context.Context, v *View, b *book) (rows []uint32, sampled []*fact.Flow, err error) {
	err = v.read(ctx, func(r *table.Reader) error {
		rows, sampled, s.Findings = nil, nil, s.Findings[:0] // nothing else has been found yet
		recorded, err := flows.Count(r)
		if err != nil {
			return err
		}
		if recorded != b.view.Len() {
			s.finding("columns", "have %d flows, and %d are recorded", b.view.Len(), recorded)
		}
		for _, n := range some(b.view.Len(), sampledFlows) {
			row := b.view.At(n)
			f, err := flows.Get(r, b.view.ID(row))
			switch {
			case isMissing(err):
				s.finding("flow "+b.view.ID(row).String(), "is in the columns and in no record")
			case err != nil:
				return err
			default:
				rows, sampled = append(rows, row), append(sampled, f)
			}
		}
		return nil
	})
	return rows, sampled, err
}

// some are numbers below n: all of them, or as many at random.
func some(n, most int) []int {
	if n > most {
		chosen := make([]int, most)
		for i := range chosen {
			chosen[i] = rand.IntN(n)
		}
		return chosen
	}
	return rand.Perm(n)
}

// days sweeps what is kept of the counts of some days: half of those on which they
// change, and as many others.
func (s *Sampled) days(ctx context.Context, v *columns.View) error {
	turns := v.DailyTurns()
	var days []civil.Date
	for _, i := range some(len(turns), sampledDays/2) {
		days = append(days, turns[i])
	}
	for range sampledDays - len(days) {
		days = append(days, earliest+civil.Date(rand.IntN(int(latest-earliest))))
	}
	for _, day := range days {
		kept, swept, err := v.Recount(ctx, day)
		if err != nil {
			return err
		}
		if kept != swept {
			s.finding("counts of "+day.String(), "are kept as %v, and swept they are %v (by the order of statuses from INACTIVE to NO_VALID_BASIS)", kept, swept)
		}
	}
	s.Days = len(days)
	return nil
}

// The days between which those are chosen that are compared beside the days of change.
var earliest, latest = civil.MustParse("1995-01-01"), civil.MustParse("2045-01-01")

package registry

import (
	"context"
	"errors"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/table"
)

// earlier is a book that has been made, from which that of a later state can be made, or
// that of one before it.
type earlier struct {
	*book
	seq table.Seq
}

// mostUpdated is how many changes are made to a book of so many flows; after more of
// them it is faster to make it anew.
func mostUpdated(flows int) int { return max(fewChanges, flows/200) }

// fewChanges are looked at in no time.
const fewChanges = 2000

// errAnew says that a book has to be made anew.
var errAnew = errors.New("registry: too much has changed since")

// updated makes the book of the view's state from that of another one: what differs
// between them is read, and the shapes that it touches are decided. errAnew where it cannot.
func (v *View) updated(ctx context.Context, from *earlier) (*book, error) {
	if from.seq == v.at {
		return from.book, nil
	}
	u := newUpdate(from.book)
	err := v.read(ctx, func(r *table.Reader) error {
		*u = *newUpdate(from.book)
		return u.read(r, r.Other(from.seq), from.seq, v.at)
	})
	if err != nil {
		return nil, err
	}
	return u.decide(ctx, v.law)
}

// decide makes the book of the later state under a law.
func (u *update) decide(ctx context.Context, l *law.Law) (after *book, err error) {
	after = &book{facts: u.facts(), flows: u.flows}
	deciders := after.deciders(l)
	after.view, err = u.before.view.With(ctx, u.flows, u.again(), len(deciders), decideBy(deciders))
	return after, err
}

// update is what is different in another state.
type update struct {
	before  *book
	flows   *columns.Table
	changes []columns.Change
	moved   map[fact.ID]bool // organizations that are established elsewhere
	touched []bool           // by shape: whether it is to be decided anew
	changed changedFacts
	pairs   map[columns.Parties]bool // of which the contracts changed
	parties map[fact.ID]bool         // that changed, or what they export or import under
	holders map[fact.ID]bool         // of certifications that changed
	groups  map[string]bool          // whose rules changed
}

func newUpdate(before *book) *update {
	return &update{
		before: before, changed: newChangedFacts(), moved: map[fact.ID]bool{},
		pairs: map[columns.Parties]bool{}, parties: map[fact.ID]bool{}, holders: map[fact.ID]bool{},
		groups: map[string]bool{},
	}
}

// read reads all that differs between the states after two commits, either of which may
// be the earlier one; old is that of the book from which the update begins.
func (u *update) read(r, old *table.Reader, from, to table.Seq) error {
	changed, err := changedSince(r, min(from, to), max(from, to), mostUpdated(u.before.flows.Len()))
	if err != nil {
		return err
	}
	return u.readChanged(r, old, changed)
}

// readChanged reads records that changed, and what counts together with them.
func (u *update) readChanged(r, old *table.Reader, changed map[recordAt]bool) error {
	for at := range changed {
		if err := u.note(r, old, at); err != nil {
			return err
		}
	}
	return errors.Join(u.readEvidence(r), u.readFlows(r, old))
}

// changedSince names the records that commits changed and that may count for verdicts;
// errAnew for more than most, and where one of them, a large import, names none.
func changedSince(r *table.Reader, since, until table.Seq, most int) (map[recordAt]bool, error) {
	changed := map[recordAt]bool{}
	for seq := since + 1; seq <= until; seq++ {
		c, err := r.Commit(seq)
		if err != nil {
			return nil, err
		}
		for _, change := range c.Changes {
			if !slices.Contains(countForNothing, change.Table) {
				changed[recordAt{change.Table, change.ID}] = true
			}
		}
		if !c.NamesAll() || len(changed) > most {
			return nil, errAnew
		}
	}
	return changed, nil
}

// recordAt is a record of a table.
type recordAt struct {
	table byte
	id    fact.ID
}

// facts are those of the later state.
func (u *update) facts() *facts {
	return &facts{
		organizations: u.before.organizations.with(u.changed.organizations),
		byPair:        u.before.byPair.with(u.changed.byPair),
		certified:     u.before.certified.with(u.changed.certified),
		byGroup:       u.before.byGroup.with(u.changed.byGroup),
		above:         u.before.above.with(u.changed.above),
		negative:      u.negative(),
		lost:          u.before.lost,
		due:           u.before.due,
	}
}

// changedFacts are facts that changed; the zero value is of what is gone.
type changedFacts struct {
	organizations map[fact.ID]*fact.Organization
	byPair        map[columns.Parties]*contracts
	certified     map[fact.ID][]*fact.Certification
	byGroup       map[string][]*fact.BindingRules
	above         map[fact.ID]*fact.Flow
	negative      basis.Negative // of a hypothesis
}

func newChangedFacts() changedFacts {
	return changedFacts{
		map[fact.ID]*fact.Organization{},
		map[columns.Parties]*contracts{},
		map[fact.ID][]*fact.Certification{},
		map[string][]*fact.BindingRules{},
		map[fact.ID]*fact.Flow{},
		basis.Negative{},
	}
}

// again are the shapes that are to be decided anew: those that what changed counts
// for, and those below them.
func (u *update) again() []int {
	u.touchEvidence()
	u.touchBelow()
	return u.touchedShapes()
}

// touchEvidence touches the shapes that evidence counts for which has changed.
func (u *update) touchEvidence() {
	for p := range u.pairs {
		u.touch(numbersOf(u.flows.Between(p)))
	}
	for id := range u.parties {
		u.touch(numbersOf(u.flows.From(id)))
		u.touch(numbersOf(u.flows.To(id)))
	}
	for id := range u.holders {
		u.touch(numbersOf(u.flows.To(id)))
	}
}

// touchedShapes are those that are touched so far, ascending.
func (u *update) touchedShapes() (shapes []int) {
	for n, touched := range u.touched {
		if touched {
			shapes = append(shapes, n)
		}
	}
	return shapes
}

// touchBelow touches what flows below have from those above, however deep.
func (u *update) touchBelow() {
	u.touched = append(u.touched, make([]bool, u.flows.Shapes()-len(u.touched))...)
	u.flows.TouchBelow(u.touched, u.before.above.with(u.changed.above).get)
}

func (u *update) isTouched(shape int) bool { return shape < len(u.touched) && u.touched[shape] }

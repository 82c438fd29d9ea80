package registry

import (
	"errors"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// names finds what the cells of an import refer to: first among the rows of the
// call, then among what is recorded.
type names struct {
	job      *importJob
	read     reading
	document func(name string) (sha256, why string, err error)
	found    map[nameOf]fact.ID // looked up already; the nil UUID: there is none
	err      error              // the first failure of a look-up
}

// nameOf is an external id in a table.
type nameOf struct{ table, externalID string }

func (n *names) Organization(externalID string) (fact.ID, bool) {
	return lookUp(n, &n.job.organizations, organizations, externalID)
}

func (n *names) Agreement(externalID string) (fact.ID, bool) {
	return lookUp(n, &n.job.agreements, agreements, externalID)
}

func (n *names) Flow(externalID string) (fact.ID, bool) {
	return lookUp(n, &n.job.flows, flows, externalID)
}

func (n *names) IsInstrument(id string) bool { return n.job.law.IsInstrument(id) }

func (n *names) Document(name string) (sha256, why string) {
	sha256, why, err := n.document(name)
	n.err = errors.Join(n.err, err)
	return sha256, why
}

func lookUp[T any](n *names, rows *batch[T], t *table.Table[T], externalID string) (fact.ID, bool) {
	if s := rows.slots[externalID]; s != nil {
		return s.id, true
	}
	if rows.unreadable { // it may stand in a row that could not be read, which is a fault already
		return uuid.New(), true
	}
	name := nameOf{t.Name, externalID}
	if id, known := n.found[name]; known {
		return id, id != uuid.Nil
	}
	var id fact.ID
	err := n.read(func(r *table.Reader) error {
		record, err := t.ByExternalID(r, externalID)
		if err == nil {
			stored, _, _ := t.Header(record)
			id = *stored
		}
		return err
	})
	if err != nil && !isMissing(err) {
		n.err = errors.Join(n.err, err)
		return uuid.Nil, false
	}
	if n.found == nil {
		n.found = map[nameOf]fact.ID{}
	}
	n.found[name] = id
	return id, id != uuid.Nil
}

// isMissing reports that there is no such record, and nothing worse.
func isMissing(err error) bool {
	var missing *table.NotFound
	return errors.As(err, &missing) || fault.CodeOf(err) == fault.NotFound
}

// findCircles refuses flows that pass data on in a circle (rules, section 6).
func (j *importJob) findCircles(look looking) error {
	upstream := map[fact.ID]fact.ID{}
	places := map[fact.ID]*slot[fact.Flow]{}
	for _, s := range j.flows.order {
		if s.record != nil {
			upstream[s.id], places[s.id] = s.record.OnwardOf, s
		}
	}
	safe := map[fact.ID]bool{uuid.Nil: true}
	for _, s := range j.flows.order {
		circle, err := findCircle(s.id, upstream, safe, look)
		if err != nil {
			return err
		}
		for _, id := range circle {
			if row := places[id]; row != nil {
				why := fault.Bad("onward_of", row.externalID, "makes a circle: the data would have come through this very flow")
				why.Place = &row.place
				j.faults.Add(why)
			}
		}
	}
	return nil
}

// looking finds a recorded flow on which the write then rests: no other write
// may change it unseen.
type looking func(fact.ID) (*fact.Flow, error)

// lookingIn looks flows up for a write.
func lookingIn(w *table.Writer) looking {
	return func(id fact.ID) (*fact.Flow, error) { return flows.Look(w, id) }
}

// lookingBy looks flows up where nothing is going to be written.
func lookingBy(read reading) looking {
	return func(id fact.ID) (f *fact.Flow, err error) {
		err = read(func(r *table.Reader) error {
			f, err = flows.Get(r, id)
			return err
		})
		return f, err
	}
}

// findCircle walks up from a flow and returns the flows of the circle that it
// runs into, none when it ends. What was walked is safe, or reported, from then
// on.
func findCircle(from fact.ID, upstream map[fact.ID]fact.ID, safe map[fact.ID]bool, look looking) ([]fact.ID, error) {
	var path []fact.ID
	at := map[fact.ID]int{}
	for id := from; !safe[id]; {
		if start, again := at[id]; again {
			markSafe(safe, path)
			return path[start:], nil
		}
		at[id] = len(path)
		path = append(path, id)
		next, known := upstream[id]
		if !known {
			f, err := look(id)
			if err != nil {
				return nil, err
			}
			next = f.OnwardOf
		}
		id = next
	}
	markSafe(safe, path)
	return nil, nil
}

func markSafe(safe map[fact.ID]bool, path []fact.ID) {
	for _, id := range path {
		safe[id] = true
	}
}

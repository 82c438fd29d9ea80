package registry

import (
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// onward are the flows of an import that pass on what came through another one, or
// did so before.
type onward struct {
	upstream map[fact.ID]fact.ID
	rows     map[fact.ID]int
	order    []fact.ID
}

func (o *onward) add(row int, before, f *fact.Flow) {
	if f.IsOnward() || before != nil && before.IsOnward() {
		o.upstream[f.ID], o.rows[f.ID] = f.OnwardOf, row
		o.order = append(o.order, f.ID)
	}
}

// findCircles refuses flows that pass data on in a circle (rules, section 6).
func (j *importJob) findCircles(of *onward, look looking) error {
	safe := map[fact.ID]bool{uuid.Nil: true}
	for _, id := range of.order {
		circle, err := findCircle(id, of.upstream, safe, look)
		if err != nil {
			return err
		}
		for _, id := range circle {
			if row, given := of.rows[id]; given {
				why := fault.Bad("onward_of", string(j.flows.rows.key(row)), "makes a circle: the data would have come through this very flow")
				place := j.flows.rows.place(row)
				why.Place = &place
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
			switch {
			case err == nil:
				next = f.OnwardOf
			case !isMissing(err): // else it is a new one, which passes nothing on
				return nil, err
			}
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

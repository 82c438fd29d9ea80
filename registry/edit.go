package registry

import (
	"slices"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// kind joins the table of a kind of records with its columns, and with the verb
// of which the history speaks when one is recorded.
type kind[T any] struct {
	table  *table.Table[T]
	schema sheet.Schema[T]
	verb   string
}

func (k kind[T]) recordedAs() string { return k.verb }

// record makes a new record of its fields.
func (k kind[T]) record(fields Fields) edit {
	return func(e *editor) (_, _ Node, err error) {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, nil, err
		}
		header := fact.Header{ID: id, ExternalID: fields["id"]}
		if header.ExternalID == "" {
			header.ExternalID = id.String()
		}
		made := k.schema.New(header)
		if err := k.fill(e, made, fields); err != nil {
			return nil, nil, err
		}
		after, err := k.put(e, made)
		return nil, after, err
	}
}

// amend sets fields of the record of a command.
func (k kind[T]) amend(c Command, fields Fields) edit {
	return k.edit(c, func(e *editor, record *T) error { return k.fill(e, record, fields) })
}

// change lets a verb of the fact itself act on the record of a command.
func (k kind[T]) change(c Command, act func(*T) fault.List) edit {
	return k.edit(c, func(e *editor, record *T) error {
		bad := act(record)
		return append(bad, furtherFaults(record, e.law, bad)...).Err()
	})
}

// edit lets act change a copy of the record of a command.
func (k kind[T]) edit(c Command, act func(*editor, *T) error) edit {
	return func(e *editor) (_, _ Node, err error) {
		before, err := k.find(e, c)
		if err != nil {
			return nil, nil, err
		}
		changed := *before
		if err := act(e, &changed); err != nil {
			return nil, nil, err
		}
		after, err := k.put(e, &changed)
		return any(before).(Node), after, err
	}
}

// remove takes the record of a command back.
func (k kind[T]) remove(c Command) edit {
	return func(e *editor) (_, _ Node, err error) {
		before, err := k.find(e, c)
		if err != nil {
			return nil, nil, err
		}
		id, _, _ := k.table.Header(before)
		return any(before).(Node), nil, k.table.Remove(e.w, *id, c.Reason)
	}
}

// find finds the record of a command at the version that its caller has seen.
func (k kind[T]) find(e *editor, c Command) (now *T, err error) {
	err = e.w.Read(func(r *table.Reader) error {
		now, err = k.table.ByExternalID(r, c.ExternalID)
		return err
	})
	if err != nil {
		return nil, err
	}
	if _, _, version := k.table.Header(now); c.Expected != nil && *c.Expected != *version {
		return nil, &table.Conflict{Table: k.table.Name, Key: c.ExternalID, Expected: *c.Expected, Current: *version}
	}
	return now, nil
}

// put writes a record and gives it as it is stored, with its version.
func (k kind[T]) put(e *editor, record *T) (after Node, err error) {
	if err := k.table.Put(e.w, record); err != nil {
		return nil, err
	}
	id, _, _ := k.table.Header(record)
	err = e.w.Read(func(r *table.Reader) error {
		stored, err := k.table.Get(r, *id)
		after, _ = any(stored).(Node)
		return err
	})
	return after, err
}

// fill sets fields and gives every fault of them and of the record that they
// make.
func (k kind[T]) fill(e *editor, record *T, fields Fields) error {
	names := &names{job: &importJob{law: e.law}, read: e.w.Read, document: uploaded(e)}
	faults := k.schema.Fill(record, fields, names)
	if names.err != nil {
		return names.err
	}
	faults = append(faults, furtherFaults(record, e.law, faults)...)
	if len(faults) > 0 {
		return faults.Err()
	}
	return checkCircle(e, record)
}

// checkCircle refuses a flow that would pass its own data on.
func checkCircle(e *editor, record any) error {
	f, isFlow := record.(*fact.Flow)
	if !isFlow {
		return nil
	}
	circle, err := findCircle(f.ID, map[fact.ID]fact.ID{f.ID: f.OnwardOf}, map[fact.ID]bool{uuid.Nil: true}, lookingIn(e.w))
	if err == nil && len(circle) > 0 {
		err = fault.Bad("onward_of", "", "makes a circle: the data would have come through this very flow")
	}
	return err
}

// furtherFaults are the faults that a record shows by itself, leaving out fields
// that are at fault already: what they hold says nothing. What is no fact shows none.
func furtherFaults(record any, l *law.Law, bad fault.List) (faults fault.List) {
	of, isFact := record.(fact.Fact)
	if !isFact {
		return nil
	}
	for _, why := range of.Check(l) {
		if !slices.ContainsFunc(bad, func(other *fault.Error) bool { return other.Field == why.Field }) {
			faults.Add(why)
		}
	}
	return faults
}

// uploaded finds a document that was uploaded, by its sum.
func uploaded(e *editor) findDocument {
	return func(sum string) (sha256 string, why sentence.Sentence, err error) {
		err = e.w.Read(func(r *table.Reader) error {
			d, err := documents.ByExternalID(r, sum)
			if err == nil && d.Gone {
				why = sentence.New("was erased: upload it again, if that is right")
			}
			return err
		})
		if isMissing(err) {
			return "", sentence.New("is the SHA-256 of no document: upload the file first"), nil
		}
		return sum, why, err
	}
}

package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Undo takes the latest version of a record back, as a further version: what it was
// before is recorded again, a new record is removed, a removed one is there again.
// CONFLICT where the version before was erased. A command that names the version which
// it takes back takes no other one.
func (r *Registry) Undo(ctx context.Context, of sheet.Kind, c Command) (*Changed, error) {
	return r.write(ctx, c, "undo", editables[of].undo(c))
}

// undo takes the latest version of the record of a command back.
func (k kind[T]) undo(c Command) edit {
	return func(e *editor) (before, after Node, err error) {
		versions, err := k.versions(e, c.ExternalID)
		if err != nil {
			return nil, nil, err
		}
		last := versions[len(versions)-1]
		if c.Expected != nil && *c.Expected != last.Version {
			return nil, nil, &table.Conflict{Table: k.table.Name, Key: c.ExternalID, Expected: *c.Expected, Current: last.Version}
		}
		if last.Record != nil {
			before = any(last.Record).(Node)
		}
		if len(versions) == 1 || versions[len(versions)-2].Record == nil {
			return before, nil, k.table.Remove(e.w, last.Leaf.ID, c.Reason)
		}
		earlier := versions[len(versions)-2]
		if earlier.Erased != 0 {
			return nil, nil, fault.New(fault.Conflict, "what the %s %q was before version %d cannot be recorded again: it was erased, by commit %d", k.table.Name, c.ExternalID, last.Version, earlier.Erased)
		}
		if err := furtherFaults(earlier.Record, e.law, nil).Err(); err != nil {
			return nil, nil, err
		}
		if err := checkCircle(e, earlier.Record); err != nil {
			return nil, nil, err
		}
		after, err = k.put(e, earlier.Record)
		return before, after, err
	}
}

// versions are those of the record that bears an external id, or bore it last.
func (k kind[T]) versions(e *editor, externalID string) (all []table.Past[T], err error) {
	err = e.w.Read(func(r *table.Reader) error {
		ids, err := k.table.Bearers(r, externalID)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return &table.NotFound{Table: k.table.Name, Key: externalID}
		}
		all, err = k.table.History(r, ids[0])
		return err
	})
	return all, err
}

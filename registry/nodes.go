package registry

import (
	"context"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Node is a record of any kind.
type Node interface {
	Key() (fact.ID, string)
}

// Node finds a record of any kind by its id as it is written; NOT_FOUND when
// there is none that the caller may know of, also for text that is no id.
func (v *View) Node(ctx context.Context, written string) (Node, error) {
	nodes, err := v.Nodes(ctx, []string{written})
	if err != nil {
		return nil, err
	}
	if nodes[0] == nil {
		return nil, fault.New(fault.NotFound, "there is no record %q", fault.Clip(written))
	}
	return nodes[0], nil
}

// Nodes finds records of any kind by their ids, in their order; nil in the
// place of one that is unknown, or of which the caller may not know.
func (v *View) Nodes(ctx context.Context, ids []string) ([]Node, error) {
	if len(ids) > largestPage {
		return nil, fault.Bad("ids", "", "are %d: expected at most %d", len(ids), largestPage)
	}
	find, err := v.finder(ctx)
	if err != nil {
		return nil, err
	}
	nodes := make([]Node, len(ids))
	err = v.readAs(ctx, access.Find, func(r *table.Reader) (err error) {
		for i, written := range ids {
			id, malformed := uuid.Parse(written)
			if malformed != nil {
				continue // the id of nothing
			}
			if nodes[i], err = find(r, id); err != nil {
				return err
			}
		}
		return nil
	})
	show(v, nodes...)
	return nodes, err
}

// finder finds what the caller may know of.
func (v *View) finder(ctx context.Context) (func(*table.Reader, fact.ID) (Node, error), error) {
	switch {
	case access.CallerOf(ctx).IsLimited():
		c, err := v.confines(ctx)
		return c.find, err
	case access.May(ctx, access.Read) == nil:
		return findNode, nil
	}
	return findCustomer, nil
}

// findNode finds a record in any table, nil where there is none.
func findNode(r *table.Reader, id fact.ID) (Node, error) {
	for _, find := range []func(*table.Reader, fact.ID) (Node, error){
		nodeOf(organizations), nodeOf(agreements), nodeOf(certifications), nodeOf(bindingRules), nodeOf(assessments), nodeOf(flows), nodeOf(documents),
		nodeOf(scenarios), nodeOf(triages), nodeOf(comments),
	} {
		if node, err := find(r, id); !isMissing(err) {
			return node, err
		}
	}
	return nil, nil //nolint:nilnil // no record is a plain answer here, inside the package
}

// findCustomer finds a customer, nil where there is none.
func findCustomer(r *table.Reader, id fact.ID) (Node, error) {
	switch o, err := organizations.Get(r, id); {
	case isMissing(known(err)):
		return nil, nil //nolint:nilnil // as above
	case err != nil || o.Kind != fact.Customer:
		return nil, err
	default:
		return o, nil
	}
}

// nodeOf finds a record of one table; without one, the error of the table.
func nodeOf[T any](t *table.Table[T]) func(*table.Reader, fact.ID) (Node, error) {
	return func(r *table.Reader, id fact.ID) (Node, error) {
		record, err := t.Get(r, id)
		if err != nil {
			return nil, err
		}
		return any(record).(Node), nil
	}
}

package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Party gives an organization that a record names by its id; nil where it names
// none.
func (v *View) Party(ctx context.Context, id fact.ID) (*fact.Organization, error) {
	return linked(ctx, v, &v.reads.organizations, organizations, id)
}

// Upstream gives the flow through which the data of a flow came; nil where none
// is named of which the caller may know.
func (v *View) Upstream(ctx context.Context, f *fact.Flow) (*fact.Flow, error) {
	theirs, err := v.theirExporters(ctx)
	if err != nil {
		return nil, err
	}
	above, err := linked(ctx, v, &v.reads.flows, flows, f.OnwardOf)
	if err != nil || above == nil || !anyOf(theirs, above.Exporter) {
		return nil, err
	}
	return above, nil
}

// DeclaredBasis gives what a flow declares: the id of an instrument or the
// external id of an agreement, "" for nothing.
func (v *View) DeclaredBasis(ctx context.Context, f *fact.Flow) (string, error) {
	a, err := linked(ctx, v, &v.reads.agreements, agreements, f.Declared.Agreement)
	if err != nil || a == nil {
		return f.Declared.Instrument, err
	}
	return a.ExternalID, nil
}

// linked gives the record that another one names by its id; nil for the nil id.
func linked[T any](ctx context.Context, v *View, from *ahead[fact.ID, *T], t *table.Table[T], id fact.ID) (*T, error) {
	return from.get(ctx, access.ReadFlows, id, func(missing []fact.ID) ([]*T, error) {
		records := make([]*T, len(missing))
		err := v.readAs(ctx, access.ReadFlows, func(r *table.Reader) (err error) {
			for i, id := range missing {
				if records[i], err = t.Get(r, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			show(v, records...)
		}
		return records, err
	})
}

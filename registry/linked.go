package registry

import (
	"context"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Party gives an organization that a record names by its id; nil where it names
// none. Of one whose content of then has been erased since, all that is known is its key,
// which is told for its name, too.
func (v *View) Party(ctx context.Context, id fact.ID) (*fact.Organization, error) {
	return linked(ctx, v, &v.reads.organizations, partyOf, id)
}

func partyOf(r *table.Reader, id fact.ID) (*fact.Organization, error) {
	o, err := organizations.Kept(r, id)
	if err == nil && o.IsErased() {
		o.Name, o.Kind, o.Sector = o.ExternalID, fact.UnknownKind, law.UnknownSector
	}
	return o, err
}

// Upstream gives the flow through which the data of a flow came; nil where none
// is named of which the caller may know, and where its content of then has been erased.
func (v *View) Upstream(ctx context.Context, f *fact.Flow) (*fact.Flow, error) {
	theirs, err := v.theirExporters(ctx)
	if err != nil {
		return nil, err
	}
	above, err := linked(ctx, v, &v.reads.flows, flowOrNone, f.OnwardOf)
	if err != nil || above == nil || !anyOf(theirs, above.Exporter) {
		return nil, err
	}
	return above, nil
}

// Downstream lists the flows that pass the data of a flow on, of those of which the caller
// may know, by external id.
func (v *View) Downstream(ctx context.Context, f *fact.Flow, paging Paging) (*FlowPage, error) {
	theirs, err := v.theirExporters(ctx)
	if err != nil {
		return nil, err
	}
	below, err := naming(ctx, v, &v.reads.onward, flows, flowOnward, f.ID)
	if err != nil {
		return nil, err
	}
	below = slices.DeleteFunc(slices.Clone(below), func(f *fact.Flow) bool { return !anyOf(theirs, f.Exporter) })
	slices.SortFunc(below, func(f, g *fact.Flow) int { return strings.Compare(f.ExternalID, g.ExternalID) })
	return v.pageOfFlows(below, paging)
}

// DeclaredBasis gives what a flow declares: the id of an instrument or the
// external id of an agreement, "" for nothing.
func (v *View) DeclaredBasis(ctx context.Context, f *fact.Flow) (string, error) {
	a, err := linked(ctx, v, &v.reads.agreements, agreements.Kept, f.Declared.Agreement)
	if err != nil || a == nil {
		return f.Declared.Instrument, err
	}
	return a.ExternalID, nil
}

// linked gives the record that another one names by its id, as get reads it; nil for the
// nil id.
func linked[T any](ctx context.Context, v *View, from *ahead[fact.ID, *T], get func(*table.Reader, fact.ID) (*T, error), id fact.ID) (*T, error) {
	return from.get(ctx, access.ReadFlows, id, func(missing []fact.ID) ([]*T, error) {
		records := make([]*T, len(missing))
		err := v.readAs(ctx, access.ReadFlows, func(r *table.Reader) (err error) {
			for i, id := range missing {
				if records[i], err = get(r, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, record := range records {
			if record != nil {
				show(v, record)
			}
		}
		return records, nil
	})
}

// naming gives the records that name another one by its id, as an index finds them.
func naming[T any](ctx context.Context, v *View, from *ahead[fact.ID, []*T], t *table.Table[T], by *table.Index[T], id fact.ID) ([]*T, error) {
	return from.get(ctx, access.ReadFlows, id, func(missing []fact.ID) ([][]*T, error) {
		records := make([][]*T, len(missing))
		err := v.readAs(ctx, access.ReadFlows, func(r *table.Reader) (err error) {
			for i, id := range missing {
				if records[i], err = collect(t.By(r, by, id[:])); err != nil {
					return err
				}
			}
			return nil
		})
		return records, err
	})
}

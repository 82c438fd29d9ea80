package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Flow finds a flow by the caller's own key; NOT_FOUND when there is none.
func (v *View) Flow(ctx context.Context, externalID string) (f *fact.Flow, err error) {
	err = v.read(ctx, func(r *table.Reader) error {
		f, err = flows.ByExternalID(r, externalID)
		return err
	})
	return f, err
}

// Decision decides a flow of this view: its whole life. It looks the evidence
// up by index, or takes what has been decided for all flows already.
func (v *View) Decision(ctx context.Context, f *fact.Flow) (*basis.Decision, error) {
	all, err := v.Decisions(ctx, []*fact.Flow{f})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// Decisions decides several flows, in their order.
func (v *View) Decisions(ctx context.Context, of []*fact.Flow) ([]*basis.Decision, error) {
	decisions := make([]*basis.Decision, len(of))
	if b := v.ready(); b != nil {
		for i, f := range of {
			decisions[i] = b.decided[f.ID]
		}
		return decisions, nil
	}
	err := v.read(ctx, func(r *table.Reader) (err error) {
		d := newDecider(v.law, stored{r})
		for i, f := range of {
			if decisions[i], err = d.decide(f); err != nil {
				return err
			}
		}
		return nil
	})
	return decisions, err
}

// Verdicts tells the verdicts of several flows for a day, in their order.
func (v *View) Verdicts(ctx context.Context, of []*fact.Flow, asOf civil.Date) ([]*Verdict, error) {
	return each(ctx, v, of, func(d *basis.Decision) *Verdict { return v.Verdict(d, asOf) })
}

// Timelines tells the whole lives of several flows, in their order.
func (v *View) Timelines(ctx context.Context, of []*fact.Flow) ([][]*TimelineSegment, error) {
	return each(ctx, v, of, v.Timeline)
}

// Origins gives the countries of origin of flows, in their order: their own, or
// the one in which the exporter is established.
func (v *View) Origins(ctx context.Context, of []*fact.Flow) ([]string, error) {
	return each(ctx, v, of, func(d *basis.Decision) string { origin, _ := d.Case.Route(); return origin })
}

// Destinations gives the countries of destination of flows, in their order:
// their own, or the one in which the importer is established.
func (v *View) Destinations(ctx context.Context, of []*fact.Flow) ([]string, error) {
	return each(ctx, v, of, func(d *basis.Decision) string { _, destination := d.Case.Route(); return destination })
}

// Upstreams gives the flows through which the data of flows came, nil where
// none is named.
func (v *View) Upstreams(ctx context.Context, of []*fact.Flow) ([]*fact.Flow, error) {
	return byIDs(ctx, v, flows, pick(of, func(f *fact.Flow) fact.ID { return f.OnwardOf }))
}

// DeclaredBases gives what flows declare: the id of an instrument or the
// external id of an agreement, "" for nothing.
func (v *View) DeclaredBases(ctx context.Context, of []*fact.Flow) ([]string, error) {
	declared, err := byIDs(ctx, v, agreements, pick(of, func(f *fact.Flow) fact.ID { return f.Declared.Agreement }))
	if err != nil {
		return nil, err
	}
	names := make([]string, len(of))
	for i, f := range of {
		names[i] = f.Declared.Instrument
		if declared[i] != nil {
			names[i] = declared[i].ExternalID
		}
	}
	return names, nil
}

// PartiesOf gives an organization of each of several facts, in their order; nil
// where none is named.
func PartiesOf[T any](ctx context.Context, v *View, of []*T, party func(*T) fact.ID) ([]*fact.Organization, error) {
	return byIDs(ctx, v, organizations, pick(of, party))
}

func each[T any](ctx context.Context, v *View, of []*fact.Flow, tell func(*basis.Decision) T) ([]T, error) {
	decisions, err := v.Decisions(ctx, of)
	if err != nil {
		return nil, err
	}
	told := make([]T, len(of))
	for i, d := range decisions {
		told[i] = tell(d)
	}
	return told, nil
}

func pick[T any](of []*T, id func(*T) fact.ID) []fact.ID {
	ids := make([]fact.ID, len(of))
	for i, record := range of {
		ids[i] = id(record)
	}
	return ids
}

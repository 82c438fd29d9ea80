package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/basis"
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

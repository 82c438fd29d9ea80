package registry

import (
	"context"
	"maps"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

func (u *update) supposeNegative(country string, on civil.Date) {
	u.changed.negative[country] = earlierOf(u.changed.negative[country], on)
}

// negative is what of assessments is supposed of the later state.
func (u *update) negative() basis.Negative {
	if len(u.changed.negative) == 0 {
		return u.before.negative
	}
	all := basis.Negative{}
	maps.Copy(all, u.before.negative)
	for country, on := range u.changed.negative {
		all[country] = earlierOf(all[country], on)
	}
	return all
}

// touchNegative touches the shapes of flows whose assessments turn negative.
func (u *update) touchNegative(ctx context.Context, deciders []*decider) error {
	if len(u.changed.negative) == 0 {
		return nil
	}
	touched, err := u.flows.Where(ctx, len(deciders), func(worker, n int) (bool, error) { return u.isNegative(deciders[worker], n) })
	u.touch(touched)
	return err
}

// isNegative reports whether the flows of a shape have assessments that turn negative.
func (u *update) isNegative(d *decider, n int) (bool, error) {
	shape := u.flows.Shape(n)
	_, destination := u.flows.Route(n)
	seat := destination
	if shape.Destination != "" {
		erased, err := d.evidence.erased()
		if err != nil {
			return false, err
		}
		importer, err := d.party(erased, shape.Importer)
		if err != nil {
			return false, err
		}
		seat = importer.Country
	}
	if u.changed.negative.From(destination, seat).IsZero() {
		return false, nil
	}
	assessments, err := d.evidence.assessments(shape.Exporter, shape.Importer)
	return len(assessments) > 0, err
}

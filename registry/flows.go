package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Flow finds a flow by the caller's own key; NOT_FOUND when there is none.
func (v *View) Flow(ctx context.Context, externalID string) (*fact.Flow, error) {
	f, err := one(ctx, v, flows, externalID)
	if err != nil {
		return nil, err
	}
	show(v, f)
	return f, nil
}

// Decision decides a flow of this view: its whole life. It looks the evidence
// up by index.
func (v *View) Decision(ctx context.Context, f *fact.Flow) (*basis.Decision, error) {
	return v.reads.decisions.get(ctx, access.ReadFlows, f, func(missing []*fact.Flow) ([]*basis.Decision, error) { return v.decide(ctx, missing) })
}

// supposes reports whether the view is one under a hypothesis.
func (v *View) supposes() bool { return v.book.facts != nil }

// supposesFacts reports whether evidence is part of the hypothesis, or of one on
// which it builds.
func (v *View) supposesFacts() bool {
	return len(v.book.supposed) > 0 || v.supposes() && v.book.facts.supposesFacts()
}

// decide decides several flows, in their order. Evidence that is in memory is not
// looked up.
func (v *View) decide(ctx context.Context, of []*fact.Flow) ([]*basis.Decision, error) {
	if v.ready() == nil && !v.supposesFacts() { // what is supposed is in no storage
		return v.decideStored(ctx, of)
	}
	b, err := v.everythingAs(ctx, access.ReadFlows)
	if err != nil {
		return nil, err
	}
	return newDecider(v.law, &lately{facts: b.facts}).decideEach(of)
}

// decideStored decides flows from their records alone.
func (v *View) decideStored(ctx context.Context, of []*fact.Flow) (decisions []*basis.Decision, err error) {
	err = v.readAs(ctx, access.ReadFlows, func(r *table.Reader) (err error) {
		decisions, err = newDecider(v.law, &stored{Reader: r}).decideEach(of)
		return err
	})
	return decisions, err
}

// VerdictOf tells the verdict of a flow on a day.
func (v *View) VerdictOf(ctx context.Context, f *fact.Flow, asOf civil.Date) (*Verdict, error) {
	d, err := v.Decision(ctx, f)
	if err != nil {
		return nil, err
	}
	return v.Verdict(d, asOf), nil
}

// TimelineOf tells the whole life of a flow.
func (v *View) TimelineOf(ctx context.Context, f *fact.Flow) ([]*TimelineSegment, error) {
	d, err := v.Decision(ctx, f)
	if err != nil {
		return nil, err
	}
	return v.Timeline(d), nil
}

// Origin gives the country from which a flow comes: its own, or the one in
// which the exporter is established.
func (v *View) Origin(ctx context.Context, f *fact.Flow) (string, error) {
	return v.placeOf(ctx, f.Origin, f.Exporter)
}

// Destination gives the country to which a flow goes: its own, or the one in
// which the importer is established.
func (v *View) Destination(ctx context.Context, f *fact.Flow) (string, error) {
	return v.placeOf(ctx, f.Destination, f.Importer)
}

func (v *View) placeOf(ctx context.Context, own string, party fact.ID) (string, error) {
	if own != "" {
		return own, nil
	}
	o, err := v.Party(ctx, party)
	if err != nil {
		return "", err
	}
	return o.Country, nil
}

package graph

import (
	"context"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// The types that answer the fields of triage.
type (
	triage  struct{}
	comment struct{}
)

func (q query) People(ctx context.Context, first *int, after *string) (*registry.PersonPage, error) {
	return q.registry.People(ctx, registry.Paging{First: first, After: after})
}

func (flow) Triage(ctx context.Context, of *fact.Flow) (*registry.Triage, error) {
	return view(ctx).TriageOf(ctx, of)
}

func (flow) Comments(ctx context.Context, of *fact.Flow, first *int, after *string) (*registry.CommentPage, error) {
	return view(ctx).CommentsOn(ctx, of, registry.Paging{First: first, After: after})
}

func (triage) Asleep(ctx context.Context, of *registry.Triage, asOf *civil.Date) (bool, error) {
	return view(ctx).Asleep(ctx, of, day(asOf))
}

func (triage) History(ctx context.Context, of *registry.Triage) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}

func (comment) History(ctx context.Context, of *registry.Comment) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}

func (m mutation) AssignFlags(ctx context.Context, flags []*registry.FlagRef, assignee, reason string) ([]*fact.Flow, error) {
	return triaged(ctx)(m.registry.AssignFlags(ctx, onFlags(ctx, flags, reason), assignee))
}

func (m mutation) SnoozeFlags(ctx context.Context, flags []*registry.FlagRef, until civil.Date, reason string, asOf *civil.Date) ([]*fact.Flow, error) {
	return triaged(ctx)(m.registry.SnoozeFlags(ctx, onFlags(ctx, flags, reason), until, day(asOf)))
}

func (m mutation) WakeFlags(ctx context.Context, flags []*registry.FlagRef, reason string) ([]*fact.Flow, error) {
	return triaged(ctx)(m.registry.WakeFlags(ctx, onFlags(ctx, flags, reason)))
}

func (m mutation) CommentOnFlags(ctx context.Context, flows []string, text string) ([]*fact.Flow, error) {
	flags := make([]*registry.FlagRef, len(flows))
	for i, id := range flows {
		flags[i] = &registry.FlagRef{Flow: id}
	}
	return triaged(ctx)(m.registry.CommentOnFlags(ctx, onFlags(ctx, flags, ""), text))
}

// onFlags addresses flags.
func onFlags(ctx context.Context, flags []*registry.FlagRef, reason string) registry.TriageCommand {
	return registry.TriageCommand{Flags: flags, Reason: reason, Once: once(ctx)}
}

// triaged is [moveOn] for what was done to flags.
func triaged(ctx context.Context) func(*registry.Triaged, error) ([]*fact.Flow, error) {
	return func(done *registry.Triaged, err error) ([]*fact.Flow, error) {
		if err != nil {
			return nil, err
		}
		operationOf(ctx).view = done.View
		return done.Flows, nil
	}
}

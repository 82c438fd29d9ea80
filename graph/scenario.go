package graph

import (
	"context"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// The types that answer the fields of scenarios.
type (
	scenario           struct{}
	impact             struct{}
	savedScenario      struct{}
	scenarioComparison struct{}
)

func (scenario) Falls(ctx context.Context, of *registry.Scenario, first *int, after *string) (*registry.FallDayPage, error) {
	return of.Falls(ctx, registry.Paging{First: first, After: after})
}

func (impact) Groups(ctx context.Context, of *registry.Impact, by registry.ImpactBy, first *int, after *string) (*registry.ImpactGroupPage, error) {
	return of.Groups(ctx, by, registry.Paging{First: first, After: after})
}

func (impact) Flows(ctx context.Context, of *registry.Impact, first *int, after *string) (*registry.FlowPage, error) {
	return of.Flows(ctx, registry.Paging{First: first, After: after})
}

func (impact) FlowsHit(ctx context.Context, of *registry.Impact, effect []registry.HitEffect, fallback []string, words string, first *int, after *string) (*registry.HitPage, error) {
	return of.FlowsHit(ctx, registry.HitFilter{Effect: effect, Fallback: fallback, Text: words}, registry.Paging{First: first, After: after})
}

func (impact) Remedies(ctx context.Context, of *registry.Impact, first int) ([]*registry.Mending, error) {
	return of.Remedies(ctx, first)
}

func (savedScenario) History(ctx context.Context, of *registry.SavedScenario) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}

func (savedScenario) SavedBy(ctx context.Context, of *registry.SavedScenario) (string, error) {
	return view(ctx).SavedBy(ctx, of)
}

func (savedScenario) SavedAt(ctx context.Context, of *registry.SavedScenario) (*time.Time, error) {
	return view(ctx).SavedAt(ctx, of)
}

func (savedScenario) Scenario(ctx context.Context, of *registry.SavedScenario) (*registry.Scenario, error) {
	return view(ctx).Again(ctx, of)
}

func (savedScenario) Now(ctx context.Context, of *registry.SavedScenario, asOf *civil.Date) (*registry.ScenarioComparison, error) {
	return view(ctx).SinceSaved(ctx, of, day(asOf))
}

func (savedScenario) Compare(ctx context.Context, of *registry.SavedScenario, with string, asOf *civil.Date) (*registry.ScenarioComparison, error) {
	return view(ctx).CompareSaved(ctx, of, with, day(asOf))
}

func (scenarioComparison) New(ctx context.Context, of *registry.ScenarioComparison, first *int, after *string) (*registry.FlowPage, error) {
	return of.New(ctx, registry.Paging{First: first, After: after})
}

func (scenarioComparison) Gone(ctx context.Context, of *registry.ScenarioComparison, first *int, after *string) (*registry.FlowPage, error) {
	return of.Gone(ctx, registry.Paging{First: first, After: after})
}

package graph

import (
	"context"
	"time"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// query answers the fields of Query.
type query struct {
	registry *registry.Registry
	sessions *signin.Sessions
}

func (query) Customers(ctx context.Context, search string, first *int, after *string) (*registry.OrganizationPage, error) {
	return view(ctx).SearchOrganizations(ctx, registry.OrganizationFilter{Search: search, Kinds: []fact.OrganizationKind{fact.Customer}}, registry.Paging{First: first, After: after})
}

func (query) Organizations(ctx context.Context, search string, kind []fact.OrganizationKind, country, group *string, first *int, after *string) (*registry.OrganizationPage, error) {
	return view(ctx).SearchOrganizations(ctx, registry.OrganizationFilter{Search: search, Kinds: kind, Country: text(country), Group: text(group)}, registry.Paging{First: first, After: after})
}

func (query) Organization(ctx context.Context, externalID string) (*fact.Organization, error) {
	return view(ctx).Organization(ctx, externalID)
}

func (query) Flows(ctx context.Context, filter *registry.FlowFilter, asOf *civil.Date, first *int, after *string) (*registry.FlowPage, error) {
	return view(ctx).ListFlows(ctx, filter, day(asOf), registry.Paging{First: first, After: after})
}

func (query) Flow(ctx context.Context, externalID string) (*fact.Flow, error) {
	return view(ctx).Flow(ctx, externalID)
}

func (query) Agreement(ctx context.Context, externalID string) (*fact.Agreement, error) {
	return view(ctx).Agreement(ctx, externalID)
}

func (query) Certification(ctx context.Context, externalID string) (*fact.Certification, error) {
	return view(ctx).Certification(ctx, externalID)
}

func (query) Approval(ctx context.Context, externalID string) (*fact.BindingRules, error) {
	return view(ctx).Approval(ctx, externalID)
}

func (query) Assessment(ctx context.Context, externalID string) (*fact.Assessment, error) {
	return view(ctx).Assessment(ctx, externalID)
}

func (query) Agreements(ctx context.Context, party *string, executed *bool, first *int, after *string) (*registry.AgreementPage, error) {
	return view(ctx).Agreements(ctx, registry.AgreementFilter{Party: text(party), Executed: executed}, registry.Paging{First: first, After: after})
}

func (query) Certifications(ctx context.Context, organization *string, first *int, after *string) (*registry.CertificationPage, error) {
	return view(ctx).Certifications(ctx, text(organization), registry.Paging{First: first, After: after})
}

func (query) BindingRules(ctx context.Context, group *string, first *int, after *string) (*registry.BindingRulesPage, error) {
	return view(ctx).BindingRules(ctx, text(group), registry.Paging{First: first, After: after})
}

func (query) Assessments(ctx context.Context, party *string, first *int, after *string) (*registry.AssessmentPage, error) {
	return view(ctx).Assessments(ctx, text(party), registry.Paging{First: first, After: after})
}

func (query) Node(ctx context.Context, id string) (registry.Node, error) {
	return view(ctx).Node(ctx, id)
}

func (query) Nodes(ctx context.Context, ids []string) ([]registry.Node, error) {
	return view(ctx).Nodes(ctx, ids)
}

func (query) Summary(ctx context.Context, asOf *civil.Date) (*registry.Summary, error) {
	return view(ctx).Summary(ctx, day(asOf))
}

func (query) Scenario(ctx context.Context, changes []*registry.LawChange) (*registry.Scenario, error) {
	return view(ctx).Suppose(ctx, changes)
}

func (query) Scenarios(ctx context.Context, first *int, after *string) (*registry.SavedScenarioPage, error) {
	return view(ctx).SavedScenarios(ctx, registry.Paging{First: first, After: after})
}

func (query) SavedScenario(ctx context.Context, name string) (*registry.SavedScenario, error) {
	return view(ctx).SavedScenario(ctx, name)
}

func (query) History(ctx context.Context, kind sheet.Kind, externalID string) ([]*registry.RecordVersion, error) {
	return view(ctx).HistoryOf(ctx, kind, externalID)
}

func (query) Remedies(ctx context.Context, filter *registry.FlowFilter, asOf *civil.Date, first int) ([]*registry.Mending, error) {
	return view(ctx).Mend(ctx, filter, day(asOf), first)
}

func (query) FlagGroups(ctx context.Context, by registry.FlagBy, filter *registry.FlowFilter, asOf *civil.Date, first *int, after *string) (*registry.FlagGroupPage, error) {
	return view(ctx).FlagGroups(ctx, by, filter, day(asOf), registry.Paging{First: first, After: after})
}

func (query) Series(ctx context.Context, from, through civil.Date, step registry.SeriesStep, by registry.SeriesBy, filter *registry.FlowFilter) (*registry.Series, error) {
	return view(ctx).Series(ctx, registry.SeriesQuery{From: from, Through: through, Step: step, By: by, Filter: filter})
}

func (query) Deadlines(ctx context.Context, from, through civil.Date, first *int, after *string) (*registry.DeadlinePage, error) {
	return view(ctx).Deadlines(ctx, from, through, registry.Paging{First: first, After: after})
}

func (query) Instruments(ctx context.Context, asOf *civil.Date) ([]*law.Instrument, error) {
	return view(ctx).Instruments(day(asOf)), nil
}

func (query) Law(ctx context.Context) ([]*law.Instrument, error) {
	return view(ctx).WholeLaw(), nil
}

func (query) Instrument(ctx context.Context, id string) (*law.Instrument, error) {
	return view(ctx).Instrument(id)
}

func (query) Log(ctx context.Context, first *int, after, actor, verb, record *string, from, until *time.Time) (*registry.LogPage, error) {
	return view(ctx).Log(ctx, registry.LogFilter{Actor: actor, Verb: verb, Record: record, From: from, Until: until}, registry.Paging{First: first, After: after})
}

func (q query) Checkpoint(ctx context.Context) (*registry.Checkpoint, error) {
	return q.registry.Checkpoint(ctx)
}

func (q query) Consistency(ctx context.Context, older, size int) ([]string, error) {
	return q.registry.Consistency(ctx, older, size)
}

func (q query) Inclusion(ctx context.Context, commit, size int) (*registry.EntryProof, error) {
	return q.registry.Inclusion(ctx, commit, size)
}

func (query) FlagsSince(ctx context.Context, moment time.Time, filter *registry.FlowFilter) (*registry.FlagsChanged, error) {
	return view(ctx).FlagsSince(ctx, moment, filter)
}

// text is text that may not be given.
func text(given *string) string {
	if given == nil {
		return ""
	}
	return *given
}

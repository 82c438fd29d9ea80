package graph

import (
	"context"
	"io"
	"strings"

	"github.com/safeconduct/safeconduct/graph/scalar"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// mutation answers the fields of Mutation.
type mutation struct {
	registry *registry.Registry
	sessions *signin.Sessions
}

// command addresses a record.
func command(ctx context.Context, externalID string, expected *int, reason string, dryRun bool) registry.Command {
	return registry.Command{ExternalID: externalID, Expected: expected, Reason: reason, Once: once(ctx), DryRun: dryRun}
}

func (m mutation) record(ctx context.Context, kind sheet.Kind, input map[string]any, reason string, dryRun bool) (*registry.Changed, error) {
	fields, err := cells(input)
	if err != nil {
		return nil, err
	}
	return moveOn(ctx)(m.registry.Record(ctx, kind, command(ctx, "", nil, reason, dryRun), fields))
}

func (m mutation) amend(ctx context.Context, kind sheet.Kind, externalID string, input map[string]any, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	fields, err := cells(input)
	if err != nil {
		return nil, err
	}
	return moveOn(ctx)(m.registry.Amend(ctx, kind, command(ctx, externalID, expected, reason, dryRun), fields))
}

func (m mutation) RecordOrganization(ctx context.Context, input map[string]any, reason string, dryRun bool) (*registry.Changed, error) {
	return m.record(ctx, sheet.Organizations, input, reason, dryRun)
}

func (m mutation) AmendOrganization(ctx context.Context, externalID string, input map[string]any, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return m.amend(ctx, sheet.Organizations, externalID, input, expected, reason, dryRun)
}

func (m mutation) RecordAgreement(ctx context.Context, input map[string]any, reason string, dryRun bool) (*registry.Changed, error) {
	return m.record(ctx, sheet.Agreements, input, reason, dryRun)
}

func (m mutation) AmendAgreement(ctx context.Context, externalID string, input map[string]any, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return m.amend(ctx, sheet.Agreements, externalID, input, expected, reason, dryRun)
}

func (m mutation) Certify(ctx context.Context, input map[string]any, reason string, dryRun bool) (*registry.Changed, error) {
	return m.record(ctx, sheet.Certifications, input, reason, dryRun)
}

func (m mutation) AmendCertification(ctx context.Context, externalID string, input map[string]any, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return m.amend(ctx, sheet.Certifications, externalID, input, expected, reason, dryRun)
}

func (m mutation) RecordBindingRules(ctx context.Context, input map[string]any, reason string, dryRun bool) (*registry.Changed, error) {
	return m.record(ctx, sheet.BindingRules, input, reason, dryRun)
}

func (m mutation) AmendBindingRules(ctx context.Context, externalID string, input map[string]any, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return m.amend(ctx, sheet.BindingRules, externalID, input, expected, reason, dryRun)
}

func (m mutation) Assess(ctx context.Context, input map[string]any, reason string, dryRun bool) (*registry.Changed, error) {
	return m.record(ctx, sheet.Assessments, input, reason, dryRun)
}

func (m mutation) AmendAssessment(ctx context.Context, externalID string, input map[string]any, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return m.amend(ctx, sheet.Assessments, externalID, input, expected, reason, dryRun)
}

func (m mutation) RecordFlow(ctx context.Context, input map[string]any, reason string, dryRun bool) (*registry.Changed, error) {
	return m.record(ctx, sheet.Flows, input, reason, dryRun)
}

func (m mutation) AmendFlow(ctx context.Context, externalID string, input map[string]any, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return m.amend(ctx, sheet.Flows, externalID, input, expected, reason, dryRun)
}

func (m mutation) SignAgreement(ctx context.Context, externalID string, exporter, importer *civil.Date, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return moveOn(ctx)(m.registry.SignAgreement(ctx, command(ctx, externalID, expected, reason, dryRun), day(exporter), day(importer)))
}

func (m mutation) TerminateAgreement(ctx context.Context, externalID string, on civil.Date, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return moveOn(ctx)(m.registry.TerminateAgreement(ctx, command(ctx, externalID, expected, reason, dryRun), on))
}

func (m mutation) RenewCertification(ctx context.Context, externalID string, next civil.Date, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return moveOn(ctx)(m.registry.RenewCertification(ctx, command(ctx, externalID, expected, reason, dryRun), next))
}

func (m mutation) EndCertification(ctx context.Context, externalID string, on civil.Date, why *fact.EndedReason, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return moveOn(ctx)(m.registry.EndCertification(ctx, command(ctx, externalID, expected, reason, dryRun), on, given(why)))
}

func (m mutation) WithdrawBindingRules(ctx context.Context, externalID string, on civil.Date, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return moveOn(ctx)(m.registry.WithdrawBindingRules(ctx, command(ctx, externalID, expected, reason, dryRun), on))
}

func (m mutation) EndFlow(ctx context.Context, externalID string, on civil.Date, expected *int, reason string, dryRun bool) (*registry.Changed, error) {
	return moveOn(ctx)(m.registry.EndFlow(ctx, command(ctx, externalID, expected, reason, dryRun), on))
}

func (m mutation) Remove(ctx context.Context, kind sheet.Kind, externalID, reason string, expected *int, dryRun bool) (*registry.Changed, error) {
	return moveOn(ctx)(m.registry.Remove(ctx, kind, command(ctx, externalID, expected, reason, dryRun)))
}

func (m mutation) Undo(ctx context.Context, kind sheet.Kind, externalID string, expected int, reason string, dryRun bool) (*registry.Changed, error) {
	return moveOn(ctx)(m.registry.Undo(ctx, kind, command(ctx, externalID, &expected, reason, dryRun)))
}

func (m mutation) Erase(ctx context.Context, kind sheet.Kind, externalID, reason string, versions []int) (*int, error) {
	erased, err := m.registry.Erase(ctx, kind, command(ctx, externalID, nil, reason, false), versions)
	return &erased, err
}

func (m mutation) EraseDocument(ctx context.Context, sha256, reason string) (*fact.Document, error) {
	return m.registry.EraseDocument(ctx, command(ctx, sha256, nil, reason, false))
}

func (m mutation) SaveScenario(ctx context.Context, name string, changes []*registry.LawChange, note string, asOf *civil.Date, expected *int, reason string) (*registry.SavedScenario, error) {
	done, err := moveOn(ctx)(m.registry.SaveScenario(ctx, command(ctx, name, expected, reason, false), changes, note, day(asOf)))
	return registry.SavedIn(done), err
}

func (m mutation) RemoveScenario(ctx context.Context, name, reason string, expected *int) (*registry.Changed, error) {
	return moveOn(ctx)(m.registry.Remove(ctx, sheet.Scenarios, command(ctx, name, expected, reason, false)))
}

func (m mutation) ImportFiles(ctx context.Context, files []*scalar.File, dryRun bool) ([]*registry.Imported, error) {
	return m.registry.Import(ctx, registry.Import{Sources: sourcesOf(files), DryRun: dryRun, Once: once(ctx)})
}

// sourcesOf are files that came as text.
func sourcesOf(files []*scalar.File) []sheet.Source {
	sources := make([]sheet.Source, len(files))
	for i, f := range files {
		sources[i] = sheet.Source{
			Name: f.Name, Kind: f.Kind,
			Open:     func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(f.Content)), nil },
			Document: Documents(nil).Of(f.Name),
		}
	}
	return sources
}

// changed answers the fields of Changed.
type changed struct{}

func (changed) Effect(_ context.Context, of *registry.Changed, asOf *civil.Date) (*registry.ChangeEffect, error) {
	return of.Effect(day(asOf)), nil
}

func (changed) Flows(ctx context.Context, of *registry.Changed, first *int, after *string) (*registry.FlowPage, error) {
	return of.Flows(ctx, registry.Paging{First: first, After: after})
}

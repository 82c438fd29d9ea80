package graph

import (
	"context"
	"io"
	"strings"

	"github.com/safeconduct/safeconduct/graph/scalar"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// mutation answers the fields of Mutation.
type mutation struct {
	registry *registry.Registry
	actor    string
}

// record and amend run a command; verb names it in the history.
func (m mutation) record(ctx context.Context, verb string, kind sheet.Kind, input map[string]any, reason string) (*registry.Changed, error) {
	fields := cells(input)
	c := registry.Command{Kind: kind, ExternalID: fields["external_id"], Fields: fields, Actor: m.actor, Verb: verb, Reason: reason}
	return moveOn(ctx)(m.registry.Record(ctx, c))
}

func (m mutation) amend(ctx context.Context, verb string, kind sheet.Kind, externalID string, input map[string]any, expected *int, reason string) (*registry.Changed, error) {
	c := registry.Command{Kind: kind, ExternalID: externalID, Expected: expected, Fields: cells(input), Actor: m.actor, Verb: verb, Reason: reason}
	return moveOn(ctx)(m.registry.Amend(ctx, c))
}

func (m mutation) RecordOrganization(ctx context.Context, input map[string]any, reason string) (*registry.Changed, error) {
	return m.record(ctx, "record", sheet.Organizations, input, reason)
}

func (m mutation) AmendOrganization(ctx context.Context, externalID string, input map[string]any, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "amend", sheet.Organizations, externalID, input, expected, reason)
}

func (m mutation) RecordAgreement(ctx context.Context, input map[string]any, reason string) (*registry.Changed, error) {
	return m.record(ctx, "record", sheet.Agreements, input, reason)
}

func (m mutation) AmendAgreement(ctx context.Context, externalID string, input map[string]any, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "amend", sheet.Agreements, externalID, input, expected, reason)
}

func (m mutation) Certify(ctx context.Context, input map[string]any, reason string) (*registry.Changed, error) {
	return m.record(ctx, "certify", sheet.Certifications, input, reason)
}

func (m mutation) AmendCertification(ctx context.Context, externalID string, input map[string]any, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "amend", sheet.Certifications, externalID, input, expected, reason)
}

func (m mutation) RecordBindingRules(ctx context.Context, input map[string]any, reason string) (*registry.Changed, error) {
	return m.record(ctx, "record", sheet.BindingRules, input, reason)
}

func (m mutation) AmendBindingRules(ctx context.Context, externalID string, input map[string]any, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "amend", sheet.BindingRules, externalID, input, expected, reason)
}

func (m mutation) Assess(ctx context.Context, input map[string]any, reason string) (*registry.Changed, error) {
	return m.record(ctx, "assess", sheet.Assessments, input, reason)
}

func (m mutation) AmendAssessment(ctx context.Context, externalID string, input map[string]any, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "amend", sheet.Assessments, externalID, input, expected, reason)
}

func (m mutation) RecordFlow(ctx context.Context, input map[string]any, reason string) (*registry.Changed, error) {
	return m.record(ctx, "record", sheet.Flows, input, reason)
}

func (m mutation) AmendFlow(ctx context.Context, externalID string, input map[string]any, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "amend", sheet.Flows, externalID, input, expected, reason)
}

func (m mutation) SignAgreement(ctx context.Context, externalID string, exporter, importer *civil.Date, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "sign", sheet.Agreements, externalID, given[civil.Date]("exporterSignedOn", exporter, "importerSignedOn", importer), expected, reason)
}

func (m mutation) TerminateAgreement(ctx context.Context, externalID string, on civil.Date, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "terminate", sheet.Agreements, externalID, map[string]any{"terminatedOn": on}, expected, reason)
}

func (m mutation) RenewCertification(ctx context.Context, externalID string, next civil.Date, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "renew", sheet.Certifications, externalID, map[string]any{"nextDueOn": next}, expected, reason)
}

func (m mutation) EndCertification(ctx context.Context, externalID string, on civil.Date, why *fact.EndedReason, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "end", sheet.Certifications, externalID, map[string]any{"endedOn": on, "endedReason": why}, expected, reason)
}

func (m mutation) WithdrawBindingRules(ctx context.Context, externalID string, on civil.Date, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "withdraw", sheet.BindingRules, externalID, map[string]any{"withdrawnOn": on}, expected, reason)
}

func (m mutation) EndFlow(ctx context.Context, externalID string, on civil.Date, expected *int, reason string) (*registry.Changed, error) {
	return m.amend(ctx, "end", sheet.Flows, externalID, map[string]any{"endedOn": on}, expected, reason)
}

func (m mutation) Remove(ctx context.Context, kind sheet.Kind, externalID, reason string, expected *int) (*registry.Changed, error) {
	c := registry.Command{Kind: kind, ExternalID: externalID, Expected: expected, Actor: m.actor, Verb: "remove", Reason: reason}
	return moveOn(ctx)(m.registry.Remove(ctx, c))
}

func (m mutation) ImportFiles(ctx context.Context, files []*scalar.File, dryRun bool) ([]*registry.Imported, error) {
	return m.registry.Import(ctx, registry.Import{Sources: sourcesOf(files), Actor: m.actor, DryRun: dryRun})
}

// sourcesOf are files that came as text.
func sourcesOf(files []*scalar.File) []sheet.Source {
	sources := make([]sheet.Source, len(files))
	for i, f := range files {
		sources[i] = sheet.Source{
			Name: f.Name, Kind: f.Kind,
			Open:     func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(f.Content)), nil },
			Document: sent(nil, f.Name),
		}
	}
	return sources
}

// changed answers the fields of Changed.
type changed struct{}

func (changed) Flows(_ context.Context, of *registry.Changed, first *int, after *string) (*registry.FlowPage, error) {
	return of.Flows(registry.Paging{First: first, After: after})
}

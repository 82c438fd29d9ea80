package registry

import (
	"context"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// Record writes a new record. Its id is among the fields; without one it gets
// its UUID.
func (r *Registry) Record(ctx context.Context, of sheet.Kind, c Command, fields Fields) (*Changed, error) {
	return r.write(ctx, c, editables[of].recordedAs(), editables[of].record(fields))
}

// Amend changes fields of a record: a further version, the earlier ones stay.
func (r *Registry) Amend(ctx context.Context, of sheet.Kind, c Command, fields Fields) (*Changed, error) {
	return r.write(ctx, c, "amend", editables[of].amend(c, fields))
}

// Remove takes back a record that was recorded by mistake: a last version says
// why. It is refused while others refer to it.
func (r *Registry) Remove(ctx context.Context, of sheet.Kind, c Command) (*Changed, error) {
	if strings.TrimSpace(c.Reason) == "" {
		return nil, fault.Bad("reason", "", "is missing: say why the record was a mistake")
	}
	return r.write(ctx, c, "remove", editables[of].remove(c))
}

// SignAgreement notes signatures under an agreement; the zero Date says nothing
// of a party. CONFLICT when a party signed on another day.
func (r *Registry) SignAgreement(ctx context.Context, c Command, exporter, importer civil.Date) (*Changed, error) {
	return r.write(ctx, c, "sign", agreementKind.change(c, func(a *fact.Agreement) fault.List { return a.Sign(exporter, importer) }))
}

// TerminateAgreement terminates an agreement. CONFLICT when it was terminated
// on another day.
func (r *Registry) TerminateAgreement(ctx context.Context, c Command, on civil.Date) (*Changed, error) {
	return r.write(ctx, c, "terminate", agreementKind.change(c, func(a *fact.Agreement) fault.List { return a.Terminate(on) }))
}

// RenewCertification notes a renewal by the day of the next one. CONFLICT when
// the certification has ended.
func (r *Registry) RenewCertification(ctx context.Context, c Command, next civil.Date) (*Changed, error) {
	return r.write(ctx, c, "renew", certificationKind.change(c, func(of *fact.Certification) fault.List { return of.Renew(next) }))
}

// EndCertification ends a certification; without a reason, one that is recorded
// stays. CONFLICT when it ended on another day or for another reason.
func (r *Registry) EndCertification(ctx context.Context, c Command, on civil.Date, reason fact.EndedReason) (*Changed, error) {
	return r.write(ctx, c, "end", certificationKind.change(c, func(of *fact.Certification) fault.List { return of.End(on, reason) }))
}

// WithdrawBindingRules withdraws an approval. CONFLICT when it was withdrawn on
// another day.
func (r *Registry) WithdrawBindingRules(ctx context.Context, c Command, on civil.Date) (*Changed, error) {
	return r.write(ctx, c, "withdraw", bindingRulesKind.change(c, func(b *fact.BindingRules) fault.List { return b.Withdraw(on) }))
}

// EndFlow ends a flow. CONFLICT when it ended on another day.
func (r *Registry) EndFlow(ctx context.Context, c Command, on civil.Date) (*Changed, error) {
	return r.write(ctx, c, "end", flowKind.change(c, func(f *fact.Flow) fault.List { return f.End(on) }))
}

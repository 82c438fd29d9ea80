package fact

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// ClauseUse is one set of clauses (or another safeguard) that an agreement
// incorporates, with the modules that it names.
type ClauseUse struct {
	Set     string   `cbor:"0,keyasint"`
	Modules []string `cbor:"1,keyasint,omitempty"`
}

// String writes SET or SET/M1+M2, as the contract's column does.
func (c ClauseUse) String() string {
	if len(c.Modules) == 0 {
		return c.Set
	}
	return c.Set + "/" + strings.Join(c.Modules, "+")
}

// Agreement is a contract between exactly its two parties; affiliates are
// recorded each. It has one date of contract: clauses added later are a new
// agreement.
type Agreement struct {
	Header
	Kind             AgreementKind `cbor:"2,keyasint"`
	Exporter         ID            `cbor:"3,keyasint"`
	Importer         ID            `cbor:"4,keyasint"`
	Clauses          []ClauseUse   `cbor:"5,keyasint,omitempty"`
	ExporterSignedOn civil.Date    `cbor:"6,keyasint,omitempty"`
	ImporterSignedOn civil.Date    `cbor:"7,keyasint,omitempty"`
	EffectiveOn      civil.Date    `cbor:"8,keyasint,omitempty"`  // default: the day of execution
	Through          civil.Date    `cbor:"9,keyasint,omitempty"`  // last day of the agreed term
	TerminatedOn     civil.Date    `cbor:"10,keyasint,omitempty"` // event
	AuthorisedOn     civil.Date    `cbor:"11,keyasint,omitempty"` // for safeguards that need an authorisation or a notification
	Manner           Manner        `cbor:"12,keyasint"`
	Terms            string        `cbor:"13,keyasint,omitempty"` // which terms or template, in which version
	Document         DocumentRef   `cbor:"14,keyasint,omitzero"`
}

// DocumentRef names the signed file as it was given.
type DocumentRef struct {
	Path   string `cbor:"0,keyasint,omitempty"` // as the column named it
	SHA256 string `cbor:"1,keyasint,omitempty"` // of its bytes, in lower-case hexadecimal
}

// ExecutedOn is the date of contract: the day of the later signature, or the
// zero Date while one is missing.
func (a *Agreement) ExecutedOn() civil.Date {
	if a.ExporterSignedOn.IsZero() || a.ImporterSignedOn.IsZero() {
		return 0
	}
	return max(a.ExporterSignedOn, a.ImporterSignedOn)
}

// FirstSignedOn is the day of the earlier signature, or of the only one, or
// the zero Date while nobody has signed.
func (a *Agreement) FirstSignedOn() civil.Date {
	if a.ExporterSignedOn.IsZero() || a.ImporterSignedOn.IsZero() {
		return max(a.ExporterSignedOn, a.ImporterSignedOn)
	}
	return min(a.ExporterSignedOn, a.ImporterSignedOn)
}

// Term are the days of the agreed term that termination has not cut off,
// whether or not it was executed.
func (a *Agreement) Term() civil.Interval {
	return civil.Between(0, a.Through).Intersect(civil.Until(0, a.TerminatedOn))
}

// StartsOn is the first day on which it takes effect: never before execution.
// The zero Date while it is not executed.
func (a *Agreement) StartsOn() civil.Date {
	executed := a.ExecutedOn()
	if executed.IsZero() {
		return 0
	}
	return max(executed, a.EffectiveOn)
}

// Running are the days on which the agreement is executed and runs.
func (a *Agreement) Running() civil.Interval {
	return civil.Since(a.StartsOn()).Intersect(a.Term())
}

// Incorporates reports whether the agreement names the set.
func (a *Agreement) Incorporates(set string) bool {
	for _, use := range a.Clauses {
		if use.Set == set {
			return true
		}
	}
	return false
}

// Check gives every fault that the agreement shows by itself.
func (a *Agreement) Check(l *law.Law) (faults fault.List) {
	faults = parties(a.Exporter, a.Importer)
	executed := a.ExecutedOn()
	faults.Add(
		CheckKey("id", a.ExternalID),
		a.checkNoInstrument(l),
		oneOf("kind", a.Kind, AgreementKinds),
		oneOf("manner", a.Manner, Manners),
		a.checkAcceptance(),
		notBefore("through", a.Through, "its execution", executed),
		notBefore("terminated_on", a.TerminatedOn, "its execution", executed),
		checkProse("terms", a.Terms),
	)
	faults = append(faults, a.checkClauses(l)...)
	return faults
}

// checkNoInstrument keeps declared bases unambiguous.
func (a *Agreement) checkNoInstrument(l *law.Law) *fault.Error {
	if !l.IsInstrument(a.ExternalID) {
		return nil
	}
	return fault.Bad("id", a.ExternalID, "is the id of a legal instrument: give the agreement another one")
}

func (a *Agreement) checkAcceptance() *fault.Error {
	if a.Manner != Accepted || a.ExecutedOn().IsZero() || a.ExporterSignedOn == a.ImporterSignedOn {
		return nil
	}
	return fault.Bad("importer_signed_on", a.ImporterSignedOn.String(),
		"differs from the day on which the exporter signed, %s: terms that are ACCEPTED have one day of acceptance", a.ExporterSignedOn)
}

func (a *Agreement) checkClauses(l *law.Law) (faults fault.List) {
	seen := map[string]bool{}
	for _, use := range a.Clauses {
		if seen[use.Set] {
			faults.Add(fault.Bad("clauses", use.Set, "names the same set twice"))
		}
		seen[use.Set] = true
		if why := l.ClauseFault(use.Set, use.Modules); !why.IsEmpty() {
			faults.Add(fault.BadFor("clauses", use.String(), why))
		}
	}
	return faults
}

// DocumentSum is the SHA-256 of the signed file, "" where none is recorded.
func (a *Agreement) DocumentSum() string { return a.Document.SHA256 }

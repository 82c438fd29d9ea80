package fact

import (
	"slices"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Flow is a movement of personal data from an exporter to an importer that
// goes on from day to day.
type Flow struct {
	Header
	Name         string     `cbor:"2,keyasint"`
	Customer     ID         `cbor:"3,keyasint,omitzero"` // whose data moves; the nil UUID where none is named
	Exporter     ID         `cbor:"4,keyasint"`
	ExporterRole law.Role   `cbor:"5,keyasint"`
	Importer     ID         `cbor:"6,keyasint"`
	ImporterRole law.Role   `cbor:"7,keyasint"`
	Origin       string     `cbor:"8,keyasint,omitempty"` // country; default: the exporter's
	Destination  string     `cbor:"9,keyasint,omitempty"` // country; default: the importer's
	Data         []Category `cbor:"10,keyasint,omitempty"`
	Purpose      string     `cbor:"11,keyasint,omitempty"`
	Product      string     `cbor:"12,keyasint,omitempty"`
	Means        Means      `cbor:"13,keyasint"`
	StartsOn     civil.Date `cbor:"14,keyasint,omitempty"`
	EndedOn      civil.Date `cbor:"15,keyasint,omitempty"` // event
	Declared     Declared   `cbor:"16,keyasint,omitzero"`
	OnwardOf     ID         `cbor:"17,keyasint,omitzero"` // the flow through which the data came; the nil UUID where none is named
}

// Declared is the basis that the record of processing claims: an instrument
// or an agreement, or neither.
type Declared struct {
	Instrument string `cbor:"0,keyasint,omitempty"`
	Agreement  ID     `cbor:"1,keyasint,omitzero"`
}

// IsZero reports whether nothing is declared.
func (d Declared) IsZero() bool { return d == Declared{} }

// Active are the days on which the flow is active.
func (f *Flow) Active() civil.Interval { return civil.Until(f.StartsOn, f.EndedOn) }

// Needs reports whether a certification must cover the given kind of data for
// this flow: HR for staff data, NON_HR for any other category or none.
func (f *Flow) Needs(coverage Coverage) bool {
	staff := slices.Contains(f.Data, HRData)
	switch coverage {
	case HR:
		return staff
	case NonHR:
		return len(f.Data) == 0 || !staff || len(f.Data) > 1
	}
	return true
}

// IsOnward reports whether the flow passes on data received through another.
func (f *Flow) IsOnward() bool { return f.OnwardOf != uuid.Nil }

// Check gives every fault that the flow shows by itself.
func (f *Flow) Check(l *law.Law) (faults fault.List) {
	faults = parties(f.Exporter, f.Importer)
	faults.Add(
		CheckKey("id", f.ExternalID),
		required("name", f.Name),
		CheckText("name", f.Name),
		oneOf("exporter_role", f.ExporterRole, law.Roles),
		oneOf("importer_role", f.ImporterRole, law.Roles),
		optionalCountry("origin", f.Origin, l),
		optionalCountry("destination", f.Destination, l),
		CheckText("purpose", f.Purpose),
		CheckText("product", f.Product),
		oneOf("means", f.Means, MeansOfTransfer),
		after("ended_on", f.EndedOn, "the first day of the flow", f.StartsOn),
	)
	for _, category := range f.Data {
		faults.Add(oneOf("data", category, Categories))
	}
	return faults
}

func optionalCountry(field, code string, l *law.Law) *fault.Error {
	if code == "" {
		return nil
	}
	return country(field, code, l)
}

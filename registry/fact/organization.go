package fact

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Organization is a company, body or person that exports or imports data.
// Country, sector and name count as recorded for all days: an organization
// that moves its seat or changes its sector is recorded as a new one.
type Organization struct {
	Header
	Name         string           `cbor:"2,keyasint"`
	Kind         OrganizationKind `cbor:"3,keyasint"`
	Country      string           `cbor:"4,keyasint"` // where it is established: ISO 3166-1 alpha-2, XK or EPO
	Sector       law.Sector       `cbor:"5,keyasint"`
	Group        string           `cbor:"6,keyasint,omitempty"` // whose binding corporate rules may cover it
	GroupFrom    civil.Date       `cbor:"7,keyasint,omitempty"` // first day in the group
	GroupThrough civil.Date       `cbor:"8,keyasint,omitempty"` // last day in the group
	Domains      []string         `cbor:"9,keyasint,omitempty"`
}

// InGroup are the days on which the organization belongs to its group.
func (o *Organization) InGroup() civil.Interval {
	if o.Group == "" {
		return civil.Interval{}
	}
	return civil.Between(o.GroupFrom, o.GroupThrough)
}

// Check gives every fault that the organization shows by itself.
func (o *Organization) Check(l *law.Law) (faults fault.List) {
	faults.Add(
		CheckKey("id", o.ExternalID),
		required("name", o.Name),
		CheckText("name", o.Name),
		oneOf("kind", o.Kind, OrganizationKinds),
		country("country", o.Country, l),
		oneOf("sector", o.Sector, law.Sectors),
		checkGroup(o.Group),
		notBefore("group_through", o.GroupThrough, "the first day in the group", o.GroupFrom),
	)
	return append(faults, checkDomains(o.Domains)...)
}

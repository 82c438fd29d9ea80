package basis

import (
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Shape is all of a flow that its verdicts follow from, but for the days on which
// it is active: flows of one shape have the same verdict on a day on which both
// are.
type Shape struct {
	Exporter, Importer         fact.ID
	ExporterRole, ImporterRole law.Role
	Origin, Destination        string // as the flow has them
	HR, NonHR                  bool   // which data a certification must cover
	Declared                   fact.Declared
	OnwardOf                   fact.ID
}

// ShapeOf is the shape of a flow.
func ShapeOf(f *fact.Flow) Shape {
	return Shape{
		f.Exporter, f.Importer, f.ExporterRole, f.ImporterRole, f.Origin, f.Destination,
		f.Needs(fact.HR), f.Needs(fact.NonHR), f.Declared, f.OnwardOf,
	}
}

// Flow is a flow of the shape that is active on every day, and nothing else.
func (s Shape) Flow() *fact.Flow {
	f := &fact.Flow{
		Exporter: s.Exporter, ExporterRole: s.ExporterRole, Importer: s.Importer, ImporterRole: s.ImporterRole,
		Origin: s.Origin, Destination: s.Destination, Declared: s.Declared, OnwardOf: s.OnwardOf,
	}
	if s.HR {
		f.Data = append(f.Data, fact.HRData)
		if s.NonHR {
			f.Data = append(f.Data, fact.Content)
		}
	}
	return f
}

// IsOnward reports whether the data was received through another flow.
func (s *Shape) IsOnward() bool { return s.OnwardOf != (fact.ID{}) }

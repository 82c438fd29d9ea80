package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// touchedBy are the shapes of flows that a change of the law touches by themselves.
func touchedBy(ctx context.Context, change *basis.LawChange, flows *columns.Table, deciders []*decider) ([]int, error) {
	return flows.Where(ctx, len(deciders), func(worker, n int) (bool, error) {
		shape := flows.Shape(n)
		origin, destination := flows.Route(n)
		return change.Touches(&shape, origin, destination, recordsOf{deciders[worker], &shape})
	})
}

// recordsOf finds the evidence of the flows of a shape.
type recordsOf struct {
	*decider
	shape *basis.Shape
}

func (r recordsOf) Certifications() ([]*fact.Certification, error) {
	return r.evidence.certifications(r.shape.Importer)
}

func (r recordsOf) Agreements() ([]*fact.Agreement, error) {
	return r.evidence.agreements(r.shape.Exporter, r.shape.Importer)
}

func (r recordsOf) Group() (string, error) {
	erased, err := r.evidence.erased()
	if err != nil {
		return "", err
	}
	exporter, err := r.party(erased, r.shape.Exporter)
	if err != nil {
		return "", err
	}
	importer, err := r.party(erased, r.shape.Importer)
	if err != nil || exporter.Group != importer.Group {
		return "", err
	}
	return exporter.Group, nil
}

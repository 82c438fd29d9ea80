package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// touchLaw touches the shapes of flows that a change of the law touches by themselves,
// and says which of them only lose a basis that ends: those that are touched by nothing
// else, declare no basis and did not receive their data.
func (u *update) touchLaw(ctx context.Context, change *basis.LawChange, deciders []*decider) (columns.Ending, error) {
	if !change.OnlyEnds() {
		touched, err := touchedBy(ctx, change, u.flows, deciders)
		if err != nil {
			return columns.Ending{}, err
		}
		u.touch(touched)
	}
	ending := columns.Ending{Ends: change.Ends()}
	if len(ending.Ends) == 0 {
		return ending, nil
	}
	losing, err := u.before.view.RestingOn(ctx, len(deciders), ending.Ends)
	if err != nil {
		return columns.Ending{}, err
	}
	ending.Shapes = make([]bool, u.flows.Shapes())
	for _, n := range losing {
		shape := u.flows.Shape(n)
		ending.Shapes[n] = !u.isTouched(n) && shape.Declared.IsZero() && !shape.IsOnward()
	}
	u.touch(losing)
	return ending, nil
}

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

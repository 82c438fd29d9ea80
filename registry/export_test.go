package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/law"
)

// AnswerUnder has the columns of the latest state decided under another law than the
// registry's: a fault that no command can make.
func (r *Registry) AnswerUnder(ctx context.Context, other *law.Law) error {
	v, err := r.Now(ctx)
	if err != nil {
		return err
	}
	b, err := v.everything(ctx)
	if err != nil {
		return err
	}
	b.view, err = b.decide(ctx, other, &progress{all: b.flows.Shapes()})
	return err
}

// Before is the record as it was before the command.
func (c *Changed) Before() Node { return c.before }

// IsByKind reports whether an impact was counted without deciding what it touches.
func (i *Impact) IsByKind() bool { return i.effects == nil }

// KeepKinds counts the flows of the latest state by kind, as a server does.
func (r *Registry) KeepKinds(ctx context.Context) (bool, error) {
	v, err := r.Now(ctx)
	if err != nil {
		return false, err
	}
	b, err := v.everything(ctx)
	if err != nil {
		return false, err
	}
	return b.view.KeepKinds(ctx)
}

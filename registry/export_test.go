package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/table"
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

// StageAll has imports staged however few their rows are.
func (r *Registry) StageAll() { r.atOnce = 0 }

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

// After is the view of the state after a commit, as somebody has it whom later commits
// have overtaken.
func (r *Registry) After(seq int) *View { return r.after(table.Seq(seq)) }

// At is the number of the commit after which the view stands.
func (v *View) At() int { return int(v.at) }

// Making is closed when what is being made of the view's state ends; nil while nothing is.
func (v *View) Making() <-chan struct{} {
	v.book.mu.Lock()
	defer v.book.mu.Unlock()
	if v.book.making == nil {
		return nil
	}
	return v.book.making.done
}

// SharesWith reports whether two views have what is decided in common.
func (v *View) SharesWith(other *View) bool { return v.book == other.book }

// Occupy takes all the places in which hypotheses are decided, until it is told to leave.
func Occupy(ctx context.Context, r *Registry) (leave func(), err error) {
	return func() { r.supposing.Release(mostSupposing) }, r.supposing.Acquire(ctx, mostSupposing)
}

// KindsOfFlags counts the shapes of flows that are flagged on a day, and how many of them
// were different when it was found out what would mend them.
func KindsOfFlags(ctx context.Context, v *View, day civil.Date) (shapes, kinds int, err error) {
	b, err := v.everything(ctx)
	if err != nil {
		return 0, 0, err
	}
	all, err := v.mendsOn(ctx, b, day)
	if err != nil {
		return 0, 0, err
	}
	seen := map[*mends]bool{}
	for _, m := range all {
		if m != nil {
			seen[m] = true
			shapes++
		}
	}
	return shapes, len(seen), nil
}

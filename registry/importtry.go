package registry

import (
	"context"
	"errors"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/storage/table"
)

// mostTried is how many records an import may create and change for its effect to be told:
// they are held in memory, and change the book of flows one by one.
const mostTried = 5_000

// TryImport is [Registry.Import] run dry, and tells what the import would do to the
// verdicts of some days, in their order. It tells nothing of them where the import would
// write nothing, or more than [mostTried] records, or changes what was erased since.
func (r *Registry) TryImport(ctx context.Context, in Import, days []civil.Date) ([]*Imported, []*ChangeEffect, error) {
	job, err := r.surveyed(ctx, in)
	if err != nil {
		return nil, nil, err
	}
	if len(days) > 0 {
		job.kept.most = mostTried
	}
	asIs, err := r.Now(ctx)
	if err != nil {
		return nil, nil, err
	}
	read := func(fn func(*table.Reader) error) error { return asIs.read(ctx, fn) }
	if err := job.prepare(read, lookingBy(read)); err != nil {
		return nil, nil, known(err)
	}
	if !job.kept.all() {
		return job.report(), nil, nil
	}
	done := &Changed{}
	if done.trial, done.View, err = asIs.attempt(ctx, job.putKept); err != nil {
		if errors.Is(err, errAnew) {
			return job.report(), nil, nil
		}
		return nil, nil, err
	}
	effects := make([]*ChangeEffect, len(days))
	for i, day := range days {
		effects[i] = done.Effect(day)
	}
	return job.report(), effects, nil
}

// keptOfTry counts the records that a dry run keeps, so as to lay them over what is
// recorded: none, unless most says how many.
type keptOfTry struct{ most, changed int }

// takes counts a record that is created or changed, and reports whether it is kept.
func (k *keptOfTry) takes() bool {
	k.changed++
	return k.changed <= k.most
}

// all reports whether there are records, and every one of them was kept.
func (k *keptOfTry) all() bool { return 0 < k.changed && k.changed <= k.most }

// putKept puts the records that were kept.
func (j *importJob) putKept(w *table.Writer) error {
	defer j.end()
	for _, kind := range j.steps() {
		kind.begin(w)
		if err := kind.hold(); err != nil {
			return err
		}
		if err := kind.put(); err != nil {
			return err
		}
	}
	return nil
}

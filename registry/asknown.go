package registry

import (
	"context"
	"time"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// LawOf says under which law an earlier state is asked.
type LawOf string

// The laws.
const (
	LawOfNow  LawOf = "NOW"
	LawOfThen LawOf = "THEN" // the one in force in the registry at the moment
)

// AsKnownAt is the view of what the registry knew at a moment: every write with
// a time up to it, in milliseconds, and no later one. Without a day, its
// questions are about the moment's day in UTC. A moment in the future is refused:
// nobody knows what will be known.
func (r *Registry) AsKnownAt(ctx context.Context, moment time.Time, under LawOf) (*View, error) {
	v, head, err := r.knownAt(ctx, moment, under)
	if err != nil {
		return nil, err
	}
	if v.at == head && v.law == r.law {
		v.book = r.books.at(head)
	} else {
		v.book = r.books.under(v.at, v.law)
	}
	return v, nil
}

// knownAt is the view of a moment, which has no book yet, and the latest commit.
func (r *Registry) knownAt(ctx context.Context, moment time.Time, under LawOf) (v *View, head table.Seq, err error) {
	if head, err = r.db.Head(ctx); err != nil {
		return nil, 0, known(err)
	}
	v = &View{registry: r, law: r.law, today: civil.Of(moment)}
	err = r.db.Read(ctx, head, func(reader *table.Reader) error {
		if err := isPast("moment", moment, r.clock(), reader, head); err != nil {
			return err
		}
		v.at, err = reader.At(moment)
		return err
	})
	if err != nil {
		return nil, 0, known(err)
	}
	if under == LawOfThen {
		if v.law, err = r.lawAt(ctx, v.at); err != nil {
			return nil, 0, err
		}
	}
	return v, head, nil
}

// isPast refuses a moment in the future that a field names: one after the clock's, and
// after the last write, which may be later where the clock was put back.
func isPast(field string, moment, now time.Time, r *table.Reader, head table.Seq) error {
	if !moment.After(now) {
		return nil
	}
	if head > 0 {
		last, err := r.Commit(head)
		if err != nil {
			return err
		}
		if moment.UnixMilli() <= last.Time {
			return nil
		}
	}
	return fault.Bad(field, moment.UTC().Format(time.RFC3339Nano), "is in the future: it is %s", now.UTC().Format(time.RFC3339))
}

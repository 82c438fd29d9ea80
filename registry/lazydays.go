package registry

import (
	"context"
	"slices"
	"sync"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// lazyDays keeps what is found about each shape on a day, of the days that were asked
// about last. It is found when it is first asked for.
type lazyDays[T any] struct {
	mu   sync.Mutex
	days []*lazyDay[T] // the latest used last
}

type lazyDay[T any] struct {
	day   civil.Date
	turn  chan struct{} // holds a token while somebody finds it, or looks
	known []T           // by shape; nil until it is found
}

// mostDays is of how many days it is kept: each takes eight bytes a shape.
const mostDays = 2

// on gives what is known of a day, and finds it first where it is not: one caller at a
// time, for whom the others wait.
func (l *lazyDays[T]) on(ctx context.Context, day civil.Date, find func() ([]T, error)) ([]T, error) {
	asked := l.entry(day)
	select {
	case asked.turn <- struct{}{}:
		defer func() { <-asked.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if asked.known != nil {
		return asked.known, nil
	}
	found, err := find()
	if err == nil {
		asked.known = found
	}
	return found, err
}

func (l *lazyDays[T]) entry(day civil.Date) *lazyDay[T] {
	l.mu.Lock()
	defer l.mu.Unlock()
	asked := &lazyDay[T]{day: day, turn: make(chan struct{}, 1)}
	if i := slices.IndexFunc(l.days, func(d *lazyDay[T]) bool { return d.day == day }); i >= 0 {
		asked = l.days[i]
		l.days = slices.Delete(l.days, i, i+1)
	}
	l.days = append(l.days, asked)
	l.days = l.days[max(0, len(l.days)-mostDays):]
	return asked
}

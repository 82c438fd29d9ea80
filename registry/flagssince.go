package registry

import (
	"context"
	"errors"
	"time"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// FlagsSince tells how the flags of this state, on its day, differ from those of a moment
// of the past, on that moment's day and as the registry knew them then. Where so much was
// written since that all flows would have to be decided anew, none is named.
// BAD_USER_INPUT for a moment that is not before this state, and for a filter that is none.
func (v *View) FlagsSince(ctx context.Context, moment time.Time, filter *FlowFilter) (*FlagsChanged, error) {
	if err := v.checkFollowed(filter); err != nil {
		return nil, err
	}
	then, _, err := v.registry.knownAt(ctx, moment, LawOfThen)
	if err != nil {
		return nil, err
	}
	then.book = &lazyBook{} // which nobody else asks for: it is made of the one of now
	if then.at > v.at || then.Day(0) > v.Day(0) {
		return nil, fault.Bad("moment", moment.UTC().Format(time.RFC3339), "comes after the state that is asked about")
	}
	now, err := v.everything(ctx)
	if err != nil {
		return nil, err
	}
	is := &flagState{v.at, v.Day(0), now}
	was, err := v.earlierBook(ctx, now, then)
	turn := flagTurn{before: then.at, after: v.at, day: is.day, many: true}
	if err == nil {
		turn, err = turned(ctx, &flagState{then.at, then.Day(0), was}, is)
	}
	if err != nil && !errors.Is(err, errAnew) {
		return nil, err
	}
	return turn.tell(ctx, then, v, filter)
}

// earlierBook makes the book of an earlier state from that of this one. errAnew where it
// cannot, another law was in force then, or this one supposes what was not known then.
func (v *View) earlierBook(ctx context.Context, now *book, then *View) (*book, error) {
	if then.law != v.law || v.supposes() {
		return nil, errAnew
	}
	return then.updated(ctx, &earlier{now, v.at})
}

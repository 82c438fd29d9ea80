package signin_test

import (
	"context"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// TestSessionsAreClosed lists sessions and ends one, as every role and as nobody.
func TestSessionsAreClosed(t *testing.T) {
	door := signin.NewDoor(nil, time.Now)
	enterBy(t, door, door.Link("", access.Caller{Actor: "os:somebody", Role: access.Sales}))
	for _, c := range []struct {
		who       access.Caller
		list, end fault.Code // "" where it is done
	}{
		{access.Caller{}, fault.Unauthorized, fault.Unauthorized},
		{access.Caller{Role: access.Sales}, fault.Forbidden, fault.Forbidden},
		{access.Caller{Role: access.Compliance}, fault.Forbidden, fault.Forbidden},
		{access.Caller{Role: access.Auditor, Exporters: []string{"x"}}, fault.Forbidden, fault.Forbidden},
		{access.Caller{Role: access.Auditor}, "", fault.Forbidden},
		{access.Caller{Role: access.Admin}, "", ""},
	} {
		as := access.With(context.Background(), c.who)
		all, err := door.Sessions.All(as)
		if (err == nil) != (c.list == "") || err != nil && fault.CodeOf(err) != c.list || err == nil && len(all) != 1 {
			t.Errorf("%+v lists %v, %v", c.who, all, err)
		}
		known, err := door.Sessions.All(access.With(context.Background(), access.Caller{Role: access.Admin}))
		if err != nil || len(known) != 1 {
			t.Fatalf("before %+v ends it there are %v, %v", c.who, known, err)
		}
		if _, err := door.Sessions.End(as, known[0].ID); (err == nil) != (c.end == "") || err != nil && fault.CodeOf(err) != c.end {
			t.Errorf("%+v ends one: %v", c.who, err)
		}
	}
}

// TestWhatGoesOnByItselfUsesNoSession asks again and again about a request that goes on, as a
// subscription does, and ends the session without use all the same.
func TestWhatGoesOnByItselfUsesNoSession(t *testing.T) {
	now := time.Now()
	door := signin.NewDoor(nil, func() time.Time { return now })
	cookie := enterBy(t, door, door.Link("", access.Caller{Actor: "os:anna", Role: access.Admin}))
	goesOn := func() error {
		_, _, err := door.Again(asking(cookie))
		return err
	}
	for range 119 {
		now = now.Add(time.Minute)
		if err := goesOn(); err != nil {
			t.Fatal(err)
		}
	}
	if roleBy(door, cookie) != access.Admin {
		t.Fatal("the session has ended before two hours without use")
	}
	for range 119 {
		now = now.Add(time.Minute)
		if err := goesOn(); err != nil {
			t.Fatal("a request that was sent is no use: ", err)
		}
	}
	now = now.Add(time.Minute)
	if err := goesOn(); fault.CodeOf(err) != fault.Unauthorized {
		t.Errorf("after two hours without use: %v", err)
	}
}

// TestNobodyEndsTheSessionsOfOthers signs somebody in without end: of his own sessions the
// ones that were used last are left, and that of another one goes on.
func TestNobodyEndsTheSessionsOfOthers(t *testing.T) {
	now := time.Now()
	door := signin.NewDoor(nil, func() time.Time { return now })
	anna := access.Caller{Actor: "os:anna", Role: access.Admin}
	other := enterBy(t, door, door.Link("", access.Caller{Actor: "os:other", Role: access.Sales}))
	first := enterBy(t, door, door.Link("", anna))
	second := enterBy(t, door, door.Link("", anna))
	for range 48 {
		now = now.Add(time.Second)
		enterBy(t, door, door.Link("", anna))
	}
	if roleBy(door, first) == "" || roleBy(door, second) == "" {
		t.Fatal("one of fifty sessions has ended")
	}
	for range 10_000 {
		now = now.Add(100 * time.Millisecond)
		if roleBy(door, first) == "" {
			t.Fatal("a session that is used has ended before others that are not")
		}
		enterBy(t, door, door.Link("", anna))
	}
	if roleBy(door, other) == "" {
		t.Error("the session of somebody else has ended")
	}
	if roleBy(door, second) != "" {
		t.Error("a session that was not used goes on")
	}
	if all, err := door.Sessions.All(access.With(context.Background(), anna)); err != nil || len(all) != 51 {
		t.Errorf("there are %d sessions, %v", len(all), err)
	}
}

package registry_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// noting is a registry that keeps an access log by a clock that a test sets.
type noting struct {
	*registry.Registry
	store storage.Store
	log   *accesslog.Folder
	dir   string
	now   time.Time
}

func newNoting(t *testing.T) *noting {
	t.Helper()
	n := &noting{store: memkv.New(), dir: filepath.Join(t.TempDir(), "access"), now: time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return n.now }
	n.log = accesslog.New(n.dir, clock)
	r, err := registry.Open(anyone(), registry.Parts{Store: n.store, Law: law.Default(), Clock: clock, Access: n.log})
	if err != nil {
		t.Fatal(err)
	}
	n.Registry = r
	t.Cleanup(func() { r.Close() })
	return n
}

// keep notes a line on each of some days, which are kept for a number of days.
func (n *noting) keep(t *testing.T, days, kept int) {
	t.Helper()
	for range days {
		if err := n.KeepAccessLog(anyone(), kept); err != nil {
			t.Fatal(err)
		}
		if err := n.NoteAccess(&accesslog.Line{Actor: "a", Path: "/graphql", Outcome: accesslog.OK}); err != nil {
			t.Fatal(err)
		}
		n.now = n.now.AddDate(0, 0, 1)
	}
}

// verbs are the verbs of the log.
func (n *noting) verbs(t *testing.T) (all []string) {
	t.Helper()
	view, err := n.Now(anyone())
	if err != nil {
		t.Fatal(err)
	}
	page, err := view.Log(anyone(), registry.LogFilter{}, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range page.Nodes {
		all = append(all, e.Verb)
	}
	return all
}

// found is what a verification says of the access log.
func (n *noting) found(t *testing.T) (v *registry.Verified, findings []string) {
	t.Helper()
	v, err := registry.Verify(anyone(), n.store, registry.Files{Access: n.log}, nil, registry.Witness{
		Finding: func(where, what string) { findings = append(findings, where+" "+what) }, Progress: func(int) {},
	})
	if err != nil {
		t.Fatal(err)
	}
	return v, findings
}

// TestADayThatIsOverIsAnchored: once each, when it is over, and held to its hash.
func TestADayThatIsOverIsAnchored(t *testing.T) {
	n := newNoting(t)
	n.keep(t, 3, 400)
	n.keep(t, 0, 400)
	if got := n.verbs(t); !slices.Equal(got, []string{"anchor-access", "anchor-access"}) {
		t.Errorf("the log has %q", got)
	}
	if v, found := n.found(t); v.AccessDays != 2 || v.PrunedDays != 0 || len(found) != 0 {
		t.Errorf("%+v %q", v, found)
	}
	day := filepath.Join(n.dir, "2026-11-27.jsonl")
	text, err := os.ReadFile(day)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func() error{
		"was changed": func() error { return os.WriteFile(day, append(text, text...), 0o600) },
		"is missing":  func() error { return os.Remove(day) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if _, found := n.found(t); len(found) != 1 || !strings.HasPrefix(found[0], "access log of 2026-11-27 "+name) {
			t.Errorf("%s: %q", name, found)
		}
		if err := os.WriteFile(day, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// A server that was down for days anchors all of them at its start; one whose
	// clock was set back does not write to a day that is anchored.
	n.now = n.now.AddDate(0, 0, 5)
	n.keep(t, 1, 400)
	n.now = n.now.AddDate(0, 0, -8)
	n.keep(t, 1, 400)
	if v, found := n.found(t); v.AccessDays != 3 || len(found) != 0 {
		t.Errorf("%+v %q", v, found)
	}
}

// TestADayIsPrunedWhenItsTimeIsOver: after it was anchored, and the log says so.
func TestADayIsPrunedWhenItsTimeIsOver(t *testing.T) {
	n := newNoting(t)
	n.keep(t, 5, 2)
	if days, err := n.log.Days(); err != nil || !slices.Equal(days, []string{"2026-11-28", "2026-11-29", "2026-11-30"}) {
		t.Errorf("there are %v, %v", days, err)
	}
	if v, found := n.found(t); v.AccessDays != 4 || v.PrunedDays != 2 || len(found) != 0 {
		t.Errorf("%+v %q", v, found)
	}
	if got := n.verbs(t); !slices.Contains(got, "prune-access") || slices.Index(got, "anchor-access") > slices.Index(got, "prune-access") {
		t.Errorf("the log has %q", got)
	}
}

// TestWhoReadsIsReadByFew: by those who may, in pages that fit together.
func TestWhoReadsIsReadByFew(t *testing.T) {
	n := newNoting(t)
	n.keep(t, 7, 400)
	as := func(role access.Role) context.Context {
		return access.With(context.Background(), access.Caller{Actor: "x", Role: role})
	}
	for _, role := range access.Roles {
		_, err := n.AccessLog(as(role), accesslog.Filter{}, registry.Paging{})
		if may := role == access.Auditor || role == access.Admin; may != (err == nil) || err != nil && fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", role, err)
		}
	}
	if err := n.KeepAccessLog(as(access.Auditor), 1); fault.CodeOf(err) != fault.Forbidden {
		t.Errorf("an auditor prunes: %v", err)
	}
	three, after, lines := 3, (*string)(nil), 0
	for more := true; more; {
		page, err := n.AccessLog(as(access.Auditor), accesslog.Filter{}, registry.Paging{First: &three, After: after})
		if err != nil {
			t.Fatal(err)
		}
		lines += len(page.Nodes)
		after, more = page.PageInfo.EndCursor, page.PageInfo.HasNextPage
	}
	if lines != 7 {
		t.Errorf("the pages have %d lines", lines)
	}
}

// TestWhatCannotBeRecordedIsRefused: no line, no answer; and once there is room, all
// goes on.
func TestWhatCannotBeRecordedIsRefused(t *testing.T) {
	n := newNoting(t)
	if err := os.WriteFile(n.dir, nil, 0o600); err != nil { // where the folder has to be
		t.Fatal(err)
	}
	line := accesslog.Line{Actor: "a", Outcome: accesslog.OK}
	if err := n.NoteAccess(&line); fault.CodeOf(err) != fault.Unavailable || strings.Contains(err.Error(), n.dir) {
		t.Errorf("it is refused with %v", err)
	}
	if err := os.Remove(n.dir); err != nil {
		t.Fatal(err)
	}
	if err := n.NoteAccess(&line); err != nil {
		t.Error(err)
	}
}

package faults

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// kills is how often the server is killed.
func kills() int {
	if torture() {
		return 10_000
	}
	return 500
}

// The server is killed after it has taken writes for so long.
const (
	soonest = 5 * time.Millisecond
	latest  = 65 * time.Millisecond
)

// killed counts what a kill loop has seen.
type killed struct {
	kills, acknowledged, unknown, tookPlace int
	lost, notAgain                          int
	early                                   int // the control
}

func (k killed) String() string {
	return fmt.Sprintf("%d kills, %d writes acknowledged, %d of unknown outcome, of which %d had taken place, all sent again; %d lost, %d refused when sent again; control: acknowledged before the commit, %d found lost",
		k.kills, k.acknowledged, k.unknown, k.tookPlace, k.lost, k.notAgain, k.early)
}

// TestAKilledServerLosesNothingAcknowledged kills a server that is writing, starts
// it again, and looks for all that it acknowledged. A write of which the server
// said nothing is sent again with its key: it is done once, whatever happened to
// it before.
//
// The control takes every write that was sent for acknowledged, as a server would
// make believe that answers before its commit: some of them must be found lost.
func TestAKilledServerLosesNothingAcknowledged(t *testing.T) {
	w := &writer{data: filepath.Join(memory(t), "data")}
	for w.kills < kills() && !t.Failed() {
		w.round(t)
	}
	s := serve(t, w.data)
	w.resolve(t, s)
	s.stop(t)
	if _, wrong := examine(w.data, written(w.sent), verified); wrong != "" {
		t.Error(wrong)
	}
	if r := command(t, program, "verify", "--data", w.data); r.code != 0 {
		t.Errorf("verify: exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	t.Log("kill loop:", w.killed)
	if w.early == 0 || w.tookPlace == 0 {
		t.Errorf("no write of unknown outcome had taken place, or none had not: the control was not found: %v", w.killed)
	}
}

// writer sends numbered writes, one after the other.
type writer struct {
	killed
	data    string
	sent    int   // the number of the last write
	fresh   []int // acknowledged by the server that was killed last
	pending int   // of unknown outcome; 0: none
}

func idOf(n int) string   { return fmt.Sprint("write-", n) }
func nameOf(n int) string { return fmt.Sprint("Organization ", n) }

func (w *writer) write(s *server, n int) error {
	const record = `mutation($id: String!, $name: String!) {
		recordOrganization(input: {externalId: $id, name: $name, kind: VENDOR, country: "DE"}) { record { ... on Organization { name } } } }`
	a, err := s.ask(record, map[string]any{"id": idOf(n), "name": nameOf(n)}, idOf(n))
	if err != nil {
		return err
	}
	var done struct{ Record struct{ Name string } }
	if err := json.Unmarshal(a.Data["recordOrganization"], &done); a.refusal() != "" || err != nil || done.Record.Name != nameOf(n) {
		return errors.New(a.refusal() + string(a.Data["recordOrganization"]))
	}
	return nil
}

// there says which of some writes are there, with their values.
func there(t *testing.T, s *server, writes ...int) (found map[int]bool) {
	t.Helper()
	found = map[int]bool{}
	for part := range slices.Chunk(writes, 20) {
		query := "{"
		for _, n := range part {
			query += fmt.Sprintf(" o%d: organization(externalId: %q) { name }", n, idOf(n))
		}
		a, err := s.ask(query+" }", nil, "")
		if err != nil || a.Data == nil { // one that is not there is NOT_FOUND, and null
			t.Fatal(err, a.refusal())
		}
		for _, n := range part {
			var o struct{ Name string }
			if err := json.Unmarshal(a.Data[fmt.Sprint("o", n)], &o); err != nil {
				t.Fatal(err)
			}
			found[n] = o.Name == nameOf(n)
		}
	}
	return found
}

// round starts a server, looks for what the last one acknowledged, writes, and
// kills it.
func (w *writer) round(t *testing.T) {
	t.Helper()
	s := serve(t, w.data)
	w.resolve(t, s)
	dead := make(chan struct{})
	time.AfterFunc(soonest+rand.N(latest-soonest), func() {
		s.signal(t, syscall.SIGKILL)
		close(dead)
	})
	for {
		w.sent++
		if err := w.write(s, w.sent); err != nil {
			select {
			case <-dead:
			case <-time.After(patience):
				t.Fatalf("a server that is not killed refuses write %d: %v", w.sent, err)
			}
			break
		}
		w.acknowledged++
		w.fresh = append(w.fresh, w.sent)
	}
	w.pending = w.sent
	w.kills++
}

// resolve looks for what was acknowledged, and sends again what was not: were it
// done twice, it would be refused, for its id would be taken.
func (w *writer) resolve(t *testing.T, s *server) {
	t.Helper()
	found := there(t, s, append(w.fresh, w.pending)...)
	for _, n := range w.fresh {
		if !found[n] {
			w.lost++
			t.Errorf("LOST: the acknowledged write %d", n)
		}
	}
	w.fresh = nil
	if w.pending == 0 {
		return
	}
	w.unknown++
	if found[w.pending] {
		w.tookPlace++
	} else {
		w.early++
	}
	if err := w.write(s, w.pending); err != nil {
		w.notAgain++
		t.Errorf("write %d, sent again: %v", w.pending, err)
	}
	w.pending = 0
}

// written holds that all writes up to one are there, with their values, and
// nothing else.
func written(last int) claim {
	return func(f *found) string {
		for n := 1; n <= last; n++ {
			if wrong := named(idOf(n), nameOf(n))(f); wrong != "" {
				return wrong
			}
		}
		if f.tally.organizations != last {
			return fmt.Sprintf("%d organizations after %d different writes", f.tally.organizations, last)
		}
		return ""
	}
}

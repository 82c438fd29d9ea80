package faults

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"
)

// outage is what a power failure could leave: the disk, and what had been
// acknowledged before.
type outage struct {
	after int // how many steps came before
	loss  loss
	syncs int // how many syncs came before
}

// outages walks the outages of a recording: after each step, with none, each, all
// but one and one half of what was not synced by then. Syncs that are ignored
// count as not having happened.
func (r *recording) outages(ignored func(n int, s step) bool, of sampling, visit func(outage) (goOn bool)) {
	pending, syncs := map[int]bool{}, 0
	for n, s := range r.steps {
		switch {
		case s.kind == say:
		case s.kind == flush && !ignored(n, s):
			syncs++
			maps.DeleteFunc(pending, func(at int, _ bool) bool { return r.steps[at].object == s.object })
		case s.kind != flush:
			pending[n] = true
		}
		if s.kind != flush && n%of.step != 0 {
			continue
		}
		losses := r.losses(slices.Sorted(maps.Keys(pending)))
		stride := 1
		if of.losses > 0 {
			stride = max(1, len(losses)/of.losses)
		}
		for i, l := range losses {
			// The first two are always taken: nothing lost, and all.
			if (i < 2 || i%stride == n%stride) && !visit(outage{n + 1, l, syncs}) {
				return
			}
		}
	}
}

// losses are what can become of steps that were not synced.
func (r *recording) losses(open []int) (all []loss) {
	set := func(lost ...int) map[int]bool {
		m := map[int]bool{}
		for _, n := range lost {
			m[n] = true
		}
		return m
	}
	but := func(n int) []int { return slices.DeleteFunc(slices.Clone(open), func(m int) bool { return m == n }) }
	all = append(all, loss{set(), -1, 0}, loss{set(open...), -1, 0})
	for _, n := range open {
		all = append(all, loss{set(n), -1, 0}, loss{set(but(n)...), -1, 0})
		if r.steps[n].kind != write {
			continue
		}
		for half := range 2 {
			all = append(all, loss{set(), n, half}, loss{set(but(n)...), n, half})
		}
	}
	return all
}

// states counts what a test of outages has seen.
type states struct{ steps, tried, different, served, lost, broken int }

func (s states) String() string {
	return fmt.Sprintf("%d steps, %d crash states, %d of them different, %d also served; %d with an acknowledged write lost, %d otherwise broken",
		s.steps, s.tried, s.different, s.served, s.lost, s.broken)
}

// sampling says which outages are taken of too many.
type sampling struct {
	step   int // after every so many steps, and after every sync
	losses int // about so many there; 0: all
}

// unlessTorture is a sampling, or none in make torture.
func unlessTorture(s sampling) sampling {
	if torture() {
		return sampling{step: 1}
	}
	return s
}

// TestPowerLossLosesNothingAcknowledged fails the power after every step of the
// recorded work, with none, each, all but one and one half of what was not synced.
//
// The controls plant a missing sync: the same states, built as if some syncs had
// not happened, must show a loss, a half or a folder that does not open.
func TestPowerLossLosesNothingAcknowledged(t *testing.T) {
	needStrace(t)
	w := record(t)
	taken := unlessTorture(sampling{step: 1, losses: 24})
	told := 0
	seen := w.examineAll(t, noneIgnored, taken, []claim{sampleWhole, verified}, func(o outage, wrong string) bool {
		t.Errorf("after step %d of %d, %+v: %s", o.after, len(w.steps), o.loss, wrong)
		told++
		return told < mostTold
	})
	t.Log("power loss:", seen)
	if seen.different < 2000 {
		t.Errorf("only %d different crash states", seen.different)
	}
	for _, c := range w.controls() {
		var first string
		seen := w.examineAll(t, c.ignored, taken, []claim{sampleWhole}, func(o outage, wrong string) bool {
			first = cmp.Or(first, fmt.Sprintf("after step %d: %.100s", o.after, wrong))
			return !isLoss(wrong)
		})
		t.Logf("control, %s: %v; first %s", c.name, seen, first)
		if seen.lost == 0 && (c.loses || seen.broken == 0) {
			t.Errorf("control, %s: the harness does not find it", c.name)
		}
	}
}

// control is a planted bug: syncs that do not happen.
type control struct {
	name    string
	loses   bool // an acknowledged write must be found lost; else anything wrong will do
	ignored func(n int, s step) bool
}

func (w *workload) controls() []control {
	return []control{
		{"no sync at all", true, func(int, step) bool { return true }},
		{"no sync of folders", true, func(_ int, s step) bool { return w.isFolder(s.object) }},
		{"no sync after a commit's page", true, func(n int, s step) bool { return !w.isFolder(s.object) && w.committed(n) }},
		{"no sync before a commit's page", false, func(n int, s step) bool { return !w.isFolder(s.object) && w.commitsNext(n) }},
	}
}

func noneIgnored(int, step) bool { return false }

// mostTold is how many wrongs are told before a test ends.
const mostTold = 20

// isCommit reports whether a step writes one of the two pages that say which state
// the store is in.
func (s step) isCommit() bool { return s.kind == write && s.at < 2*4096 && len(s.data) == 4096 }

// commitsNext reports whether the next step but syncs and words is a commit's page.
func (r *recording) commitsNext(n int) bool {
	for _, s := range r.steps[n:] {
		if s.kind != flush && s.kind != say {
			return s.isCommit()
		}
	}
	return false
}

// committed reports whether the step before was a commit's page.
func (r *recording) committed(n int) bool { return n > 0 && r.steps[n-1].isCommit() }

// isFolder reports whether something has names in it.
func (r *recording) isFolder(id int) bool {
	return slices.ContainsFunc(r.steps, func(s step) bool { return s.kind == enter && s.object == id })
}

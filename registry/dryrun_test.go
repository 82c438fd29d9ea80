package registry_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestADryRunTellsWhatTheChangeDoes runs random writes dry, and then does them: the
// refusals are the same, nothing is written by the dry run, and what it told is how the
// decisions of all flows differ.
func TestADryRunTellsWhatTheChangeDoes(t *testing.T) {
	moved, refused := map[sheet.Kind]int{}, 0
	for seed := range uint64(60) {
		r := openWith(t, inMemory(naive.Random(seed)))
		random := rand.New(rand.NewPCG(seed, 11))
		for range 25 {
			kind, no := runDry(t, seed, r, random)
			moved[kind]++
			if no {
				refused++
			}
			if t.Failed() {
				return
			}
		}
	}
	for _, kind := range sheet.Kinds {
		if moved[kind] == 0 {
			t.Errorf("no change of %s moved a flow", kind)
		}
	}
	if refused == 0 {
		t.Error("no write was refused")
	}
}

// runDry holds one write against its dry run, on some days. It gives the kind of the
// record where flows have other statuses on one of them.
func runDry(t *testing.T, seed uint64, r *registry.Registry, random *rand.Rand) (moves sheet.Kind, refused bool) {
	t.Helper()
	kind, what, write := someWrite(anyone(), r, random)
	if write == nil {
		return "", false
	}
	was := now(t, r)
	before, entries := decidedFlows(t, was), entriesOf(t, was)
	tried, no := write(true)
	if n := entriesOf(t, now(t, r)); n != entries {
		t.Errorf("seed %d, %s: the log has %d entries after the dry run, %d before", seed, what, n, entries)
	}
	supposed := map[string]string{}
	if no == nil {
		supposed = concernedBy(t, tried)
	}
	done, err := write(false)
	if fmt.Sprint(no) != fmt.Sprint(err) {
		t.Errorf("seed %d, %s is refused with %v, run dry with %v", seed, what, err, no)
	}
	if err != nil {
		return "", true
	}
	if done.Effect(0) != nil {
		t.Errorf("seed %d, %s: what was done tells what it would do", seed, what)
	}
	if diff := cmp.Diff(concernedBy(t, done), supposed); diff != "" {
		t.Errorf("seed %d, %s: flows concerned (-done +dry):\n%s", seed, what, diff)
	}
	after := decidedFlows(t, now(t, r))
	for range 5 {
		day := civil.MustParse(fmt.Sprintf("20%02d-%02d-%02d", 1+random.IntN(29), 1+random.IntN(12), 1+random.IntN(28)))
		if effectAgrees(t, fmt.Sprintf("seed %d, %s, on %s", seed, what, day), tried.Effect(day), before, after) > 0 {
			moves = kind
		}
	}
	return moves, false
}

// concernedBy are the verdicts of the flows that a change names, by external id.
func concernedBy(t *testing.T, c *registry.Changed) map[string]string {
	t.Helper()
	page, err := c.Flows(anyone(), registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for i, d := range decide(t, c.View, page.Nodes) {
		f := page.Nodes[i]
		told[f.ExternalID] = fmt.Sprint(c.View.Verdict(d, civil.MustParse("2021-06-01")).Status, f.Version, partiesOf(t, c.View, f))
	}
	return told
}

// partiesOf is what a view tells of the parties of a flow, and of the agreements of the
// exporter with our companies.
func partiesOf(t *testing.T, view *registry.View, f *fact.Flow) (told []string) {
	t.Helper()
	for _, id := range []fact.ID{f.Exporter, f.Importer} {
		o, err := view.Party(anyone(), id)
		if err != nil {
			t.Fatal(err)
		}
		dpa, err := view.Dpa(anyone(), o, civil.MustParse("2021-06-01"))
		if err != nil {
			t.Fatal(err)
		}
		told = append(told, fmt.Sprint(o.Name, o.Country, o.Group, o.Version, dpa.Status))
	}
	return told
}

// effectAgrees holds what a dry run told of a day against the decisions before and after.
func effectAgrees(t *testing.T, name string, effect *registry.ChangeEffect, before, after []decidedFlow) (moved int) {
	t.Helper()
	was, is := statusesOn(before, effect.AsOf), statusesOn(after, effect.AsOf)
	counts, come, gone, others := map[string]int{}, []string{}, []string{}, []string{}
	ids := maps.Clone(was)
	maps.Copy(ids, is)
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		from, to := orInactive(was[id]), orInactive(is[id])
		if from == to {
			continue
		}
		counts[fmt.Sprint(from, to)]++
		line := fmt.Sprint(id, from, to)
		switch {
		case to == basis.NoValidBasis:
			come = append(come, line)
		case from == basis.NoValidBasis:
			gone = append(gone, line)
		default:
			others = append(others, line)
		}
	}
	told := map[string]int{}
	for _, move := range effect.ByStatus {
		told[fmt.Sprint(move.Before, move.After)] = move.Flows
	}
	if diff := cmp.Diff(counts, told); diff != "" || effect.FlaggedCount() != len(come) || effect.ClearedCount() != len(gone) {
		t.Errorf("%s: %d come and %d go, told are %d and %d (-decisions +dry run)\n%s", name, len(come), len(gone), effect.FlaggedCount(), effect.ClearedCount(), diff)
	}
	want := slices.Concat(come, gone, others)
	for _, first := range []int{1, 3, 1000} {
		listed := []string{}
		moves, err := effect.Flows(anyone(), first)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range moves {
			listed = append(listed, fmt.Sprint(m.Flow.ExternalID, m.Before, m.After))
		}
		if !slices.Equal(listed, want[:min(first, len(want))]) {
			t.Errorf("%s: the first %d are %v, want of %v", name, first, listed, want)
		}
	}
	return len(want)
}

func statusesOn(flows []decidedFlow, day civil.Date) map[string]basis.Status {
	statuses := map[string]basis.Status{}
	for _, f := range flows {
		statuses[f.ExternalID] = f.Timeline.On(day).Status
	}
	return statuses
}

func orInactive(s basis.Status) basis.Status {
	if s == "" {
		return basis.Inactive
	}
	return s
}

// entriesOf is how many entries the log has.
func entriesOf(t *testing.T, view *registry.View) int {
	t.Helper()
	log, err := view.Log(anyone(), registry.LogFilter{}, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	n, err := log.TotalCount(anyone())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestADryRunIsRefusedAsTheWriteIs to who may not write, and to who has gone away.
func TestADryRunIsRefusedAsTheWriteIs(t *testing.T) {
	r := verbsOn(t)
	on := civil.MustParse("2024-05-01")
	command := registry.Command{ExternalID: "a", DryRun: true}
	auditor := access.With(context.Background(), access.Caller{Actor: "x", Role: access.Auditor})
	if _, err := r.TerminateAgreement(auditor, command, on); fault.CodeOf(err) != fault.Forbidden {
		t.Errorf("an auditor: %v", err)
	}
	gone, leave := context.WithCancel(anyone())
	leave()
	if _, err := r.TerminateAgreement(gone, command, on); !errors.Is(err, context.Canceled) {
		t.Errorf("one who is gone: %v", err)
	}
	old := 2
	if _, err := r.TerminateAgreement(anyone(), registry.Command{ExternalID: "a", DryRun: true, Expected: &old}, on); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("of another version: %v", err)
	}
}

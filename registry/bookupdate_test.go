package registry_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// commits is how many random commits are followed: a thousand, ten thousand in
// make torture.
func commits() int {
	if os.Getenv("SAFECONDUCT_TORTURE") != "" {
		return 10_000
	}
	return 1_000
}

// TestWhatIsDecidedFollowsEveryCommit writes to random registries, and after each
// write holds what is decided of all flows, made from what was decided before,
// against what a second registry on the same store makes from nothing.
func TestWhatIsDecidedFollowsEveryCommit(t *testing.T) {
	const each = 50
	log := listen(t)
	written := 0
	for seed := uint64(1); written < commits(); seed++ {
		written += followCommits(t, seed, each)
		if said := log.since(); strings.Contains(said, tooMuch) {
			t.Errorf("seed %d: it was not followed: %s", seed, said)
		}
		if t.Failed() {
			return
		}
	}
}

func followCommits(t *testing.T, seed uint64, n int) (written int) {
	ctx := anyone()
	store := memkv.New()
	open := func() *registry.Registry {
		r, err := registry.Open(ctx, registry.Parts{Store: store, Law: law.Default(), Clock: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := open()
	defer r.Close()
	if _, err := r.Import(ctx, registry.Import{Sources: inMemory(naive.Random(seed))}); err != nil {
		t.Fatal(err)
	}
	told(t, now(t, r))
	if seed%2 == 0 {
		keepKinds(t, r)
	}
	if seed%4 < 2 {
		r.StageAll()
	}
	random := rand.New(rand.NewPCG(seed, 3))
	for range n {
		what, done := writeSomething(ctx, r, random)
		if !done {
			continue
		}
		written++
		if random.IntN(3) == 0 {
			continue // several commits at once
		}
		if diff := cmp.Diff(told(t, now(t, open())), told(t, now(t, r))); diff != "" {
			t.Errorf("seed %d, after %s (-anew +followed):\n%s", seed, what, diff)
			return written
		}
	}
	return written
}

// writeSomething records, amends or removes a random record, or imports some.
func writeSomething(ctx context.Context, r *registry.Registry, random *rand.Rand) (what string, done bool) {
	if random.IntN(6) == 0 {
		return importSomething(ctx, r, random)
	}
	_, what, write := someWrite(ctx, r, random)
	if write == nil {
		return "", false
	}
	_, err := write(false)
	return what, err == nil
}

// importSomething imports the organizations of another random registry and a half of its
// other rows: new records, and changes of those that are there. It is refused where one of
// them refers to a row that is left out.
func importSomething(ctx context.Context, r *registry.Registry, random *rand.Rand) (what string, done bool) {
	files := naive.Random(random.Uint64() % 1000)
	for name, content := range files {
		header, rows, _ := bytes.Cut(content, []byte("\n"))
		some := slices.Concat(header, []byte("\n"))
		for row := range bytes.Lines(rows) {
			if name == "organizations.csv" || random.IntN(2) == 0 {
				some = append(some, row...)
			}
		}
		files[name] = some
	}
	_, err := r.Import(ctx, registry.Import{Sources: inMemory(files)})
	return fmt.Sprintf("the import of %s", files), err == nil
}

// someWrite is a random write, with the fields of another random registry; nil where
// that has none.
func someWrite(ctx context.Context, r *registry.Registry, random *rand.Rand) (kind sheet.Kind, what string, write func(dryRun bool) (*registry.Changed, error)) {
	kind = sheet.Kinds[random.IntN(len(sheet.Kinds))]
	rows, err := csv.NewReader(bytes.NewReader(naive.Random(random.Uint64() % 1000)[string(kind)+".csv"])).ReadAll()
	if err != nil || len(rows) < 2 {
		return kind, "", nil
	}
	fields, row := registry.Fields{}, rows[1+random.IntN(len(rows)-1)]
	for i, column := range rows[0] {
		fields[column] = row[i]
	}
	id := fields["id"]
	command := func(dryRun bool) registry.Command {
		return registry.Command{ExternalID: id, Reason: "at random", DryRun: dryRun}
	}
	switch random.IntN(5) {
	case 0:
		return kind, fmt.Sprint("the removal of ", kind, " ", id), func(dryRun bool) (*registry.Changed, error) {
			return r.Remove(ctx, kind, command(dryRun))
		}
	case 1:
		return kind, fmt.Sprint(kind, " ", id, " was recorded as ", fields), func(dryRun bool) (*registry.Changed, error) {
			return r.Record(ctx, kind, registry.Command{DryRun: dryRun}, fields)
		}
	}
	delete(fields, "id")
	return kind, fmt.Sprint(kind, " ", id, " became ", fields), func(dryRun bool) (*registry.Changed, error) {
		return r.Amend(ctx, kind, command(dryRun), fields)
	}
}

// told is what is said of all flows: on some days, and what ends when.
func told(t *testing.T, view *registry.View) (all []string) {
	t.Helper()
	ctx := anyone()
	for _, day := range []string{"2005-03-01", "2014-01-01", "2018-06-01", "2021-02-01", "2023-09-01", "2027-01-01"} {
		on := civil.MustParse(day)
		s, err := view.Summary(ctx, on)
		if err != nil {
			t.Fatal(err)
		}
		routes, err := s.ByRoute(ctx)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%s: %d active, %v, routes %v", day, s.ActiveFlows, s.ByStatus, routes))
		instruments, err := s.ByInstrument(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range instruments {
			all = append(all, fmt.Sprint(i.Instrument.ID, " ", i.Flows))
		}
		for _, status := range basis.Statuses {
			page, err := view.ListFlows(ctx, &registry.FlowFilter{Status: []basis.Status{status}}, on, registry.Paging{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range page.Nodes {
				all = append(all, fmt.Sprint(status, " ", f.ExternalID, f.Version))
			}
		}
	}
	most := 1000
	deadlines, err := view.Deadlines(ctx, civil.MustParse("2000-01-01"), civil.MustParse("2035-01-01"), registry.Paging{First: &most})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deadlines.Nodes {
		all = append(all, fmt.Sprint(d.Date, d.Kind, d.Evidence, d.FlowsAffected))
	}
	return all
}

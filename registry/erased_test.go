package registry_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestErasingEvidenceNeverHelps erases the first versions of random records of a
// random registry and asks as known before they were changed. No day may become
// better, but for one case: an assessment that barred a transfer counts as absent,
// too, and then the answer is at risk at best and says that it is incomplete.
func TestErasingEvidenceNeverHelps(t *testing.T) {
	for seed := range twins() / 4 {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			files := naive.Random(seed)
			r, moment := changedSince(t, files)
			with := knownAt(t, r, moment)
			eraseSome(t, r, files, rand.New(rand.NewPCG(seed, 2)))
			for id, after := range knownAt(t, r, moment) {
				for _, s := range after {
					compareErased(t, id, with[id], s)
				}
				for _, s := range with[id] {
					compareErased(t, id, with[id], *after.On(s.From))
				}
			}
		})
	}
}

// compareErased holds a segment after the erasure against the day before it.
func compareErased(t *testing.T, flow string, with basis.Timeline, after basis.Segment) {
	t.Helper()
	told := slices.ContainsFunc(after.Reasons, func(r basis.Reason) bool { return r.Code == basis.EvidenceErased })
	was := with.On(after.From)
	if goodness(after.Status) > goodness(was.Status) && (!told || after.Status != basis.AtRisk) {
		t.Errorf("%s on %s: %s became %s; said to be incomplete: %v", flow, after.From, was.Status, after.Status, told)
	}
	if !told && after.Status != was.Status {
		t.Errorf("%s on %s: %s became %s, and nothing says that it is incomplete", flow, after.From, was.Status, after.Status)
	}
}

// changedSince is a registry whose every record has been changed after the moment.
func changedSince(t *testing.T, files map[string][]byte) (*registry.Registry, time.Time) {
	t.Helper()
	moment := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	clock := moment
	r, err := registry.Open(anyone(), registry.Parts{
		Store: memkv.New(), Law: law.Default(), Clock: func() time.Time { return clock },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	changed := map[string][]byte{}
	for name, content := range files {
		changed[name] = renamed(t, name, content)
	}
	for _, state := range []map[string][]byte{files, changed} {
		if _, err := r.Import(anyone(), registry.Import{Sources: inMemory(state)}); err != nil {
			t.Fatal(err)
		}
		clock = clock.Add(time.Hour)
	}
	return r, moment
}

// renamed changes a text without consequence in every row of a file.
func renamed(t *testing.T, name string, content []byte) []byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]string{
		"organizations.csv": "name", "flows.csv": "name", "agreements.csv": "terms", "certifications.csv": "recourse",
		"binding_rules.csv": "authority", "assessments.csv": "measures",
	}[name]
	at := slices.Index(rows[0], column)
	if at < 0 {
		at = len(rows[0])
		rows[0] = append(rows[0], column)
	}
	for i := range rows[1:] {
		rows[1+i] = append(rows[1+i][:at:at], append([]string{"of later"}, rows[1+i][min(at+1, len(rows[1+i])):]...)...)
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// eraseSome erases the first version of about every fourth record.
func eraseSome(t *testing.T, r *registry.Registry, files map[string][]byte, random *rand.Rand) {
	t.Helper()
	for _, kind := range sheet.Kinds {
		rows, err := csv.NewReader(bytes.NewReader(files[string(kind)+".csv"])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			if random.IntN(4) > 0 {
				continue
			}
			c := registry.Command{ExternalID: row[0], Reason: "a request"}
			if _, err := r.Erase(anyone(), kind, c, []int{1}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// knownAt decides every flow as it was known at a moment.
func knownAt(t *testing.T, r *registry.Registry, moment time.Time) map[string]basis.Timeline {
	t.Helper()
	view, err := r.AsKnownAt(anyone(), moment, registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	page, err := view.ListFlows(anyone(), nil, 0, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	decisions := decide(t, view, page.Nodes)
	all := map[string]basis.Timeline{}
	for i, f := range page.Nodes {
		all[f.ExternalID] = decisions[i].Timeline
	}
	summaryAgrees(t, view, all)
	return all
}

// summaryAgrees holds what is decided of all flows at once against each by itself.
func summaryAgrees(t *testing.T, view *registry.View, all map[string]basis.Timeline) {
	t.Helper()
	for _, day := range []civil.Date{civil.MustParse("2012-05-01"), civil.MustParse("2019-05-01"), view.Day(0)} {
		counted := map[basis.Status]int{}
		for _, timeline := range all {
			if status := timeline.On(day).Status; status != basis.Inactive {
				counted[status]++
			}
		}
		told, err := view.Summary(anyone(), day)
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range told.ByStatus {
			counted[by.Status] -= by.Flows
		}
		for status, off := range counted {
			if off != 0 {
				t.Errorf("%s: %d flows more are %s than the summary of that day says", day, off, status)
			}
		}
	}
}

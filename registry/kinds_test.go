package registry_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// keepKinds has all flows counted by kind, as a server has.
func keepKinds(t *testing.T, r *registry.Registry) {
	t.Helper()
	if kept, err := r.KeepKinds(anyone()); err != nil || !kept {
		t.Errorf("flows are not counted by kind: %v, %v", kept, err)
	}
}

// frameworks are what impacts without decisions end.
var frameworks = []string{"eu-us-dpf", "ch-us-dpf", "uk-ext-dpf", "eu-us-privacy-shield", "eu-adequacy-ca", "ch-adequacy-eea", "eu-adequacy-gb"}

// TestWhatEndsIsCountedByKind supposes that frameworks end, in random registries whose
// flows declare no basis and pass nothing on, before and after random commits: it is
// counted without a decision, and as the decisions say. Where some do, it is decided.
func TestWhatEndsIsCountedByKind(t *testing.T) {
	byKind, decided := 0, 0
	for seed := range twins() / 16 {
		random := rand.New(rand.NewPCG(seed, 13))
		files := withCustomers(t, random, naive.Random(seed))
		if seed%4 > 0 {
			files["flows.csv"] = withoutColumns(t, files["flows.csv"], "declared_basis", "onward_of")
		}
		r := openWith(t, inMemory(files))
		decidedFlows(t, now(t, r))
		keepKinds(t, r)
		for range 3 {
			day := civil.MustParse(fmt.Sprintf("20%02d-06-15", 10+random.IntN(18)))
			for _, i := range impactsOfEnds(t, seed, random, now(t, r), day) {
				if i.IsByKind() {
					byKind++
				} else {
					decided++
				}
			}
			for range 3 {
				writeSomething(anyone(), r, random)
			}
			decidedFlows(t, now(t, r))
		}
		if t.Failed() {
			return
		}
	}
	if byKind < 10 || decided < 10 {
		t.Errorf("%d impacts were counted by kind, %d decided", byKind, decided)
	}
}

// impactsOfEnds holds impacts against decisions.
func impactsOfEnds(t *testing.T, seed uint64, random *rand.Rand, view *registry.View, day civil.Date) (impacts []*registry.Impact) {
	t.Helper()
	before := decidedFlows(t, view)
	for range 2 {
		change := &registry.LawChange{Invalidate: &law.Invalidation{Instrument: frameworks[random.IntN(len(frameworks))], On: day - 30}}
		s, err := view.Suppose(anyone(), []*registry.LawChange{change})
		if err != nil {
			continue // it has not begun by then
		}
		after := decidedFlows(t, s.View())
		name := fmt.Sprintf("seed %d, %s on %s", seed, change.Invalidate.Instrument, day)
		impactAgrees(t, name, random, view, s, before, after, day)
		impact, err := s.Impact(anyone(), day, nil)
		if err != nil {
			t.Fatal(err)
		}
		impacts = append(impacts, impact)
	}
	return impacts
}

// withoutColumns is a table without some columns.
func withoutColumns(t *testing.T, file []byte, columns ...string) []byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, row := range rows {
		var kept []string
		for i, cell := range row {
			if !slices.Contains(columns, rows[0][i]) {
				kept = append(kept, cell)
			}
		}
		if err := w.Write(kept); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	return out.Bytes()
}

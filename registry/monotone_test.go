package registry_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestRemovingEvidenceNeverHelps takes one agreement, certification or approval
// out of a random registry: no flow's status may become better on any day. An
// assessment may (a negative one bars), and so may a declared basis or a link to
// the flow above; those stay.
func TestRemovingEvidenceNeverHelps(t *testing.T) {
	for seed := range twins() / 4 {
		files := naive.Random(seed)
		random := rand.New(rand.NewPCG(seed, 1))
		with := timelines(t, files)
		for _, kind := range []string{"agreements.csv", "certifications.csv", "binding_rules.csv"} {
			less, removed := without(t, files, kind, random)
			if removed == "" {
				continue
			}
			for id, after := range timelines(t, less) {
				for _, s := range after {
					compareWorse(t, fmt.Sprintf("seed %d, %s without %s", seed, id, removed), with[id], s)
				}
				for _, s := range with[id] {
					compareWorse(t, fmt.Sprintf("seed %d, %s without %s", seed, id, removed), with[id], *after.On(s.From))
				}
			}
		}
	}
}

// compareWorse holds a segment without the evidence against the day with it.
func compareWorse(t *testing.T, name string, with basis.Timeline, without basis.Segment) {
	t.Helper()
	if was := with.On(without.From).Status; goodness(without.Status) > goodness(was) {
		t.Errorf("%s on %s: %s became %s", name, without.From, was, without.Status)
	}
}

func goodness(s basis.Status) int {
	switch s {
	case basis.Inactive, basis.NotRestricted:
		return 3
	case basis.Valid:
		return 2
	case basis.AtRisk:
		return 1
	case basis.NoValidBasis:
		return 0
	}
	return -1
}

// timelines decides every flow of a registry.
func timelines(t *testing.T, files map[string][]byte) map[string]basis.Timeline {
	t.Helper()
	view := now(t, openWith(t, inMemory(files)))
	page, err := view.ListFlows(anyone(), nil, 0, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	decisions := decide(t, view, page.Nodes)
	all := map[string]basis.Timeline{}
	for i, f := range page.Nodes {
		all[f.ExternalID] = decisions[i].Timeline
	}
	return all
}

// without takes a random row out of a file, and the declarations that name it.
func without(t *testing.T, files map[string][]byte, name string, random *rand.Rand) (map[string][]byte, string) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(files[name])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 2 {
		return nil, ""
	}
	at := 1 + random.IntN(len(rows)-1)
	id := rows[at][0]
	if bytes.Contains(files["flows.csv"], []byte(","+id+",")) {
		return nil, "" // declared: taking it out would change the declaration too
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(append(rows[:at:at], rows[at+1:]...)); err != nil {
		t.Fatal(err)
	}
	less := map[string][]byte{}
	for file, content := range files {
		less[file] = content
	}
	less[name] = out.Bytes()
	return less, id
}

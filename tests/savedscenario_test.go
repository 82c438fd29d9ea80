package tests

import (
	"path/filepath"
	"strings"
	"testing"
)

// dpfFalls is a judgment on the framework of 2023.
const dpfFalls = `[{invalidate: {instrument: "eu-us-dpf", on: "2026-10-01"}}]`

// savedScenario is what these tests ask of one.
type savedScenario struct {
	ID, Name, Note, SavedBy, SavedAt, AsOf string
	Version                                int
	Changes                                []struct{ Kind, About, On, Message string }
	Counts                                 struct{ Hits, Worsened, NewlyWithoutBasis, FallingBack, Improved int }
	History                                []struct {
		Version int
		Verb    string
		Removed bool
		Changes []struct{ Field, Old, New string }
	}
	Now, Compare *scenarioComparison
}

type scenarioComparison struct {
	AsOf              string
	Before, After     struct{ Hits int }
	NewHits, GoneHits int
	New, Gone         struct {
		TotalCount int
		Nodes      []struct{ ExternalID string }
	}
}

const comparisonFields = `{ asOf before { hits } after { hits } newHits goneHits new { totalCount nodes { externalId } } gone { totalCount nodes { externalId } } }`

// save saves a scenario.
func (s *server) save(t *testing.T, name, changes, more string) (saved savedScenario) {
	t.Helper()
	var got struct{ SaveScenario savedScenario }
	errs := s.graphQL(t, `mutation { saveScenario(name: "`+name+`", changes: `+changes+`, `+more+`) {
		id name note version asOf savedBy savedAt changes { kind about on message } counts { hits worsened newlyWithoutBasis fallingBack improved }
	} }`, "", nil, &got)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return got.SaveScenario
}

// saved asks for a saved scenario.
func (s *server) saved(t *testing.T, name, fields string) savedScenario {
	t.Helper()
	var got struct{ SavedScenario savedScenario }
	if errs := s.graphQL(t, `{ savedScenario(name: "`+name+`") { `+fields+` } }`, "", nil, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	return got.SavedScenario
}

// TestAScenarioIsSavedAndAskedAgain saves a judgment, lets evidence end and come about,
// and asks what it hits now that it did not hit then, and the other way round.
func TestAScenarioIsSavedAndAskedAgain(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	saved := s.save(t, "DPF falls", dpfFalls, `note: "for the board", asOf: "2026-11-01", expectedVersion: 0`)
	if saved.Version != 1 || saved.Note != "for the board" || !strings.HasPrefix(saved.SavedBy, "link:") || saved.SavedAt == "" || saved.AsOf != "2026-11-01" || saved.Counts.NewlyWithoutBasis == 0 {
		t.Errorf("saved %+v", saved)
	}
	if want := "invalidate eu-us-dpf on 2026-10-01"; len(saved.Changes) != 1 || saved.Changes[0].Message != want || saved.Changes[0].About != "eu-us-dpf" || saved.Changes[0].On != "2026-10-01" {
		t.Errorf("it supposes %+v, want %q", saved.Changes, want)
	}
	var hit struct {
		Scenario struct {
			Impact struct {
				Hits     int
				FlowsHit struct {
					Nodes []struct {
						Flow struct {
							ExternalID, ExporterRole, ImporterRole string
							Exporter, Importer                     struct{ ExternalID string }
						}
					}
				}
			}
		}
	}
	if errs := s.graphQL(t, `{ scenario(changes: `+dpfFalls+`) { impact(asOf: "2026-11-01") { hits flowsHit(effect: [FALLS]) { nodes { flow { externalId exporterRole importerRole exporter { externalId } importer { externalId } } } } } } }`, "", nil, &hit); len(errs) > 0 {
		t.Fatal(errs)
	}
	if hit.Scenario.Impact.Hits != saved.Counts.Hits || len(hit.Scenario.Impact.FlowsHit.Nodes) == 0 {
		t.Fatalf("it hits %+v, saved %+v", hit, saved.Counts)
	}
	same := s.saved(t, "DPF falls", `now `+comparisonFields).Now
	if same.NewHits != 0 || same.GoneHits != 0 || same.Before != same.After || same.Before.Hits != saved.Counts.Hits {
		t.Errorf("nothing has changed, and it tells %+v", same)
	}
	flow := hit.Scenario.Impact.FlowsHit.Nodes[0].Flow
	ended := flow.ExternalID
	if errs := s.graphQL(t, `mutation {
		endFlow(externalId: "`+ended+`", endedOn: "2026-10-15") { record { id } }
		recordFlow(input: {externalId: "f-new", name: "New", exporter: "`+flow.Exporter.ExternalID+`", exporterRole: `+flow.ExporterRole+`, importer: "`+flow.Importer.ExternalID+`", importerRole: `+flow.ImporterRole+`}) { record { id } }
	}`, "", nil, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
	since := s.saved(t, "DPF falls", `now `+comparisonFields).Now
	if since.Before.Hits != saved.Counts.Hits || since.After.Hits != saved.Counts.Hits-1+since.NewHits || since.GoneHits != 1 || since.Gone.Nodes[0].ExternalID != ended {
		t.Errorf("since it was saved: %+v; want %s to be gone", since, ended)
	}
	if since.NewHits != since.New.TotalCount || since.NewHits != 1 || since.New.Nodes[0].ExternalID != "f-new" {
		t.Errorf("since it was saved: %+v; want f-new to be new", since)
	}
	if other := s.saved(t, "DPF falls", `now(asOf: "2026-09-30") `+comparisonFields).Now; other.AsOf != "2026-09-30" || other.Before.Hits != 0 || other.After.Hits != 0 {
		t.Errorf("on the eve: %+v", other)
	}
}

// TestSavedScenariosAreComparedAndChanged compares two scenarios, saves one again, and is
// refused what contradicts what is saved.
func TestSavedScenariosAreComparedAndChanged(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	one := s.save(t, "DPF falls", dpfFalls, `asOf: "2026-11-01"`)
	both := s.save(t, "both fall", `[{invalidate: {instrument: "eu-us-dpf", on: "2026-10-01"}}, {invalidate: {instrument: "scc-2021", on: "2026-10-01"}}]`, `asOf: "2026-11-01"`)
	compared := s.saved(t, "DPF falls", `compare(with: "both fall") `+comparisonFields).Compare
	if compared.Before.Hits != one.Counts.Hits || compared.After.Hits != both.Counts.Hits || compared.NewHits == 0 || compared.After.Hits != compared.Before.Hits+compared.NewHits-compared.GoneHits {
		t.Errorf("compared: %+v", compared)
	}
	if mirrored := s.saved(t, "both fall", `compare(with: "DPF falls") `+comparisonFields).Compare; mirrored.NewHits != compared.GoneHits || mirrored.GoneHits != compared.NewHits {
		t.Errorf("compared the other way round: %+v, want %+v", mirrored, compared)
	}
	if again := s.save(t, "DPF falls", `[{end: {instrument: "eu-us-dpf", through: "2027-01-31"}}]`, `expectedVersion: 1, reason: "later"`); again.Version != 2 || again.ID != one.ID || again.AsOf < "2027-02-01" {
		t.Errorf("saved again: %+v", again)
	}
	for _, refused := range []struct{ name, document, code, field string }{
		{"a version that is no more", `mutation { saveScenario(name: "DPF falls", changes: ` + dpfFalls + `, expectedVersion: 1) { id } }`, "CONFLICT", ""},
		{"one that is not new", `mutation { saveScenario(name: "DPF falls", changes: ` + dpfFalls + `, expectedVersion: 0) { id } }`, "CONFLICT", ""},
		{"one that is not there", `mutation { saveScenario(name: "third", changes: ` + dpfFalls + `, expectedVersion: 2) { id } }`, "CONFLICT", ""},
		{"no name", `mutation { saveScenario(name: "", changes: ` + dpfFalls + `) { id } }`, "BAD_USER_INPUT", "name"},
		{"an unknown instrument", `mutation { saveScenario(name: "x", changes: [{end: {instrument: "nope", through: "2027-01-01"}}]) { id } }`, "BAD_USER_INPUT", "instrument"},
		{"a contradiction", `mutation { saveScenario(name: "x", changes: [{leave: {country: "FR", on: "2027-01-01"}}, {leave: {country: "FR", on: "2028-01-01"}}]) { id } }`, "BAD_USER_INPUT", "leave"},
		{"a comparison with nothing", `{ savedScenario(name: "DPF falls") { compare(with: "none") { newHits } } }`, "NOT_FOUND", ""},
		{"none of that name", `{ savedScenario(name: "none") { id } }`, "NOT_FOUND", ""},
		{"a removal without a reason", `mutation { removeScenario(name: "both fall", reason: " ") { record { id } } }`, "BAD_USER_INPUT", "reason"},
		{"a removal of another version", `mutation { removeScenario(name: "both fall", reason: "r", expectedVersion: 3) { record { id } } }`, "CONFLICT", ""},
		{"a file of scenarios", `mutation { importFiles(files: [{name: "scenarios.csv", kind: SCENARIO, content: "name\nx\n"}]) { created } }`, "BAD_USER_INPUT", "kind"},
		{"an earlier state within", `{ savedScenario(name: "both fall") { scenario { registry { asKnownAt(moment: "2026-01-01T00:00:00Z") { checkpoint { size } } } } } }`, "BAD_USER_INPUT", ""},
		{"an earlier state within, by a fragment", `{ savedScenario(name: "both fall") { scenario { ...s } } } fragment s on Scenario { registry { ...q } } fragment q on Query { asKnownAt(moment: "2026-01-01T00:00:00Z") { checkpoint { size } } }`, "BAD_USER_INPUT", ""},
	} {
		t.Run(refused.name, func(t *testing.T) {
			errs := s.graphQL(t, refused.document, "", nil, nil)
			if len(errs) != 1 || errs[0].Extensions.Code != refused.code || errs[0].Extensions.Field != refused.field {
				t.Errorf("got %+v, want %s at %q", errs, refused.code, refused.field)
			}
		})
	}
}

// TestASavedScenarioIsARecord finds one by its id and in lists, in its history, in the
// log, in earlier states, after a restart and after its removal; and the folder is sound.
func TestASavedScenarioIsARecord(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	saved := s.save(t, "DPF falls", dpfFalls, `asOf: "2026-11-01"`)
	s.save(t, "Another", `[{adequate: {country: "IN", from: "2027-01-01"}}]`, `note: "n"`)
	moment := lastWrite(t, s)
	s.save(t, "DPF falls", dpfFalls, `asOf: "2026-12-01", note: "checked", reason: "for the audit"`)
	var got struct {
		Node      struct{ Name string }
		Scenarios struct {
			TotalCount int
			Nodes      []savedScenario
		}
		AsKnownAt struct{ SavedScenario savedScenario }
		Log       struct {
			Nodes []struct {
				Verb, Reason string
				Records      []struct{ Kind, ExternalID string }
			}
		}
		SavedScenario struct {
			Scenario struct {
				Registry struct{ Flows struct{ TotalCount int } }
			}
		}
	}
	const ask = `query($id: ID!, $moment: DateTime!) {
		node(id: $id) { ... on SavedScenario { name } }
		scenarios { totalCount nodes { name version } }
		asKnownAt(moment: $moment) { savedScenario(name: "DPF falls") { version note scenario { impact { worsened } } } }
		log(first: 1000, verb: "save") { nodes { verb reason records { kind externalId } } }
		savedScenario(name: "DPF falls") { scenario { registry { flows(filter: {status: [NO_VALID_BASIS]}, asOf: "2026-11-01") { totalCount } } } }
	}`
	if errs := s.graphQL(t, ask, "", map[string]any{"id": saved.ID, "moment": moment}, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	if got.Node.Name != "DPF falls" || got.Scenarios.TotalCount != 2 || got.Scenarios.Nodes[0].Name != "Another" || got.Scenarios.Nodes[1].Version != 2 {
		t.Errorf("found %+v and %+v", got.Node, got.Scenarios)
	}
	if then := got.AsKnownAt.SavedScenario; then.Version != 1 || then.Note != "" {
		t.Errorf("as known before it was saved again: %+v", then)
	}
	if log := got.Log.Nodes; len(log) != 3 || log[2].Reason != "for the audit" || log[2].Records[0].Kind != "scenario" || log[2].Records[0].ExternalID != "DPF falls" {
		t.Errorf("the log tells %+v", log)
	}
	if got.SavedScenario.Scenario.Registry.Flows.TotalCount == 0 {
		t.Error("under the saved scenario, no flow is without a basis")
	}
	history := s.saved(t, "DPF falls", `history { version verb removed changes { field old new } proof { change } }`).History
	if len(history) != 2 || history[1].Verb != "save" || len(history[1].Changes) != 2 || history[1].Changes[0].Field != "note" || history[1].Changes[0].New != "checked" || history[1].Changes[1].Field != "asOf" {
		t.Errorf("its history is %+v", history)
	}
	var removed struct {
		RemoveScenario struct{ Record *struct{ ID string } }
	}
	if errs := s.graphQL(t, `mutation { removeScenario(name: "DPF falls", reason: "done", expectedVersion: 2) { record { id } flows { totalCount } } }`, "", nil, &removed); len(errs) > 0 || removed.RemoveScenario.Record != nil {
		t.Fatal(errs, removed)
	}
	var all struct{ History []struct{ Removed bool } }
	if errs := s.graphQL(t, `{ history(kind: SCENARIO, externalId: "DPF falls") { removed } }`, "", nil, &all); len(errs) > 0 || len(all.History) != 3 || !all.History[2].Removed {
		t.Errorf("the history of what was removed is %+v, %v", all, errs)
	}
	erased := mustRun(t, "erase", "scenarios", "DPF falls", "--reason", "no longer needed", "--yes", "--data", s.data)
	if !strings.Contains(erased.stdout, "3") {
		t.Errorf("erased: %q", erased.stdout)
	}
	mustRun(t, "verify", "--data", s.data)
}

// TestSavedScenariosComeThroughABackup restores a registry and asks what was saved.
func TestSavedScenariosComeThroughABackup(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	saved := s.save(t, "DPF falls", dpfFalls, `asOf: "2026-11-01"`)
	again := serve(t, restored(t, backedUp(t, "--data", s.data), s.data))
	if got := again.saved(t, "DPF falls", `id version counts { hits } now { newHits goneHits }`); got.ID != saved.ID || got.Counts.Hits != saved.Counts.Hits || got.Now.NewHits+got.Now.GoneHits != 0 {
		t.Errorf("restored %+v, saved %+v", got, saved)
	}
}

// TestASavedScenarioIsChecked audits a day under a saved scenario, beside a server and
// without one, and is told of one that is not there.
func TestASavedScenarioIsChecked(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	s.save(t, "Relay is struck off", `[{withdraw: {externalId: "relay-us", on: "2026-10-01"}}, {invalidate: {instrument: "scc-2021", on: "2026-10-01"}}]`, `asOf: "2026-11-01"`)
	check := func(more ...string) result {
		return run(t, append([]string{"check", "--data", s.data, "--as-of", "2026-11-01", "--format", "csv"}, more...)...)
	}
	var got struct {
		SavedScenario struct {
			Scenario struct {
				Registry struct{ Flows struct{ TotalCount int } }
			}
		}
	}
	if errs := s.graphQL(t, `{ savedScenario(name: "Relay is struck off") { scenario { registry { flows(filter: {status: [NO_VALID_BASIS]}, asOf: "2026-11-01") { totalCount } } } } }`, "", nil, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	asIs, served := check(), check("--scenario", "Relay is struck off")
	flagged := strings.Count(served.stdout, "\n") - 1
	if served.code != 1 || flagged != got.SavedScenario.Scenario.Registry.Flows.TotalCount || flagged <= strings.Count(asIs.stdout, "\n")-1 {
		t.Errorf("flagged under the scenario: %s\nas things are: %s", served.stdout, asIs.stdout)
	}
	if none := check("--scenario", "none"); none.code != 2 || !strings.Contains(none.stderr, `there is no scenario "none"`) {
		t.Errorf("of no scenario: %+v", none)
	}
	s.stop(t)
	if alone := check("--scenario", "Relay is struck off"); alone != served {
		t.Errorf("without a server: %+v, with one %+v", alone, served)
	}
	if empty := check("--scenario", ""); empty.code != 2 {
		t.Errorf("of an empty name: %+v", empty)
	}
}

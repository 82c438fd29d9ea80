package naive

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"strings"
)

// Random makes a small registry as CSV files by base name: always the same for
// the same seed, always valid by the contract, and crowded around the days on
// which the law changes.
func Random(seed uint64) map[string][]byte {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x5afec0de)), rows: map[string][][]string{}}
	g.chooseFocus()
	g.chooseStage()
	g.organizations()
	g.planFlows()
	g.agreements()
	g.certifications()
	g.bindingRules()
	g.assessments()
	g.flows()
	return g.files()
}

// generator holds what later records of one random registry refer to.
type generator struct {
	*rand.Rand
	rows map[string][][]string

	focus   string // the regime that most of this registry is about
	public  bool   // mostly about public bodies
	stage   []Day  // the days around which this registry happens
	orgs    []randomOrganization
	plans   []flowPlan
	pairs   []pair            // of the flows, without repetition
	between map[pair][]string // agreement ids
}

type randomOrganization struct{ id, country string }

// columns names the columns of every file, in the order in which they are
// written.
var columns = map[string][]string{
	"organizations.csv":  {"id", "name", "kind", "country", "sector", "group", "group_from", "group_through"},
	"agreements.csv":     {"id", "kind", "exporter", "importer", "clauses", "exporter_signed_on", "importer_signed_on", "effective_on", "through", "terminated_on", "authorised_on", "manner"},
	"certifications.csv": {"id", "organization", "framework", "covers", "certified_on", "next_due_on", "ended_on", "ended_reason"},
	"binding_rules.csv":  {"id", "group", "type", "regime", "approved_on", "withdrawn_on"},
	"assessments.csv":    {"id", "exporter", "importer", "completed_on", "review_due_on", "outcome"},
	"flows.csv":          {"id", "name", "exporter", "exporter_role", "importer", "importer_role", "origin", "destination", "data", "means", "starts_on", "ended_on", "declared_basis", "onward_of"},
}

// write adds one row; absent cells are empty.
func (g *generator) write(file string, cells row) {
	var record []string
	for _, column := range columns[file] {
		record = append(record, cells[column])
	}
	g.rows[file] = append(g.rows[file], record)
}

// files shuffles the rows, as the order of a file decides nothing.
func (g *generator) files() map[string][]byte {
	files := map[string][]byte{}
	for _, name := range []string{"organizations.csv", "agreements.csv", "certifications.csv", "binding_rules.csv", "assessments.csv", "flows.csv"} {
		rows := g.rows[name]
		g.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		// Writing to memory cannot fail, and Random has no error to give.
		_ = w.Write(columns[name])
		_ = w.WriteAll(rows)
		files[name] = text.Bytes()
	}
	return files
}

// chance is true in so many of a hundred cases.
func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

// pick chooses one of the values; a value that stands twice comes twice as often.
func pick[T any](g *generator, values ...T) T { return values[g.IntN(len(values))] }

// chooseFocus takes the regime and the sector under which most evidence will
// meet.
func (g *generator) chooseFocus() {
	g.focus = pick(g, "EU", "EU", "UK", "CH")
	g.public = g.chance(25)
}

// focused gives the values of the focus in most cases, else those of any regime.
func (g *generator) focused(byRegime map[string][]string) []string {
	if g.chance(70) {
		return byRegime[g.focus]
	}
	return byRegime[pick(g, "EU", "UK", "CH")]
}

// some chooses up to limit different values, at least one, in random order.
func some[T any](g *generator, limit int, values []T) []T {
	count := min(1+g.IntN(limit), len(values))
	var chosen []T
	for _, i := range g.Perm(len(values))[:count] {
		chosen = append(chosen, values[i])
	}
	return chosen
}

func words(text string) []string { return strings.Fields(text) }

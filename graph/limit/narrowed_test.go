package limit_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/graph/limit"
)

// TestWhatNarrowsCosts asks lists and counts by what has them look at more, and by nothing.
func TestWhatNarrowsCosts(t *testing.T) {
	s := schema(t)
	const flows = "query($f: FlowFilter) { flows(filter: $f) { totalCount } }"
	by := func(filter map[string]any) map[string]any { return map[string]any{"f": filter} }
	for _, c := range []struct {
		name, document string
		variables      map[string]any
		want           int64
	}{
		{"flows of all kinds", flows, nil, 500 + 50},
		{"by a filter of nothing", flows, by(map[string]any{"text": "", "exporter": nil, "importer": []any{}}), 500 + 50},
		{"by exporters", flows, by(map[string]any{"exporter": make([]any, 1000)}), 500 + 50 + 10*1000},
		{"by an exporter alone", flows, by(map[string]any{"exporter": "x"}), 500 + 50 + 10},
		{"by parties", flows, by(map[string]any{"exporter": make([]any, 3), "importer": make([]any, 4), "customer": make([]any, 5)}), 500 + 50 + 10*12},
		{"by text", flows, by(map[string]any{"text": "x"}), 500 + 50 + 50_000 + 10},
		{"by a remedy", flows, by(map[string]any{"remedy": []any{"x"}}), 500 + 50 + 50_000 + 10},
		{"by what stands in the document", `query($e: String!) { flows(filter: {exporter: [$e, "y"], remedy: "x"}) { totalCount } }`, map[string]any{"e": "x"}, 500 + 50 + 50_000 + 30},
		{"remedies by exporters", "query($f: FlowFilter) { remedies(filter: $f, first: 1) { flows } }", by(map[string]any{"exporter": make([]any, 1000)}), 50_000 + 10*1000 + 1},
		{"an impact by importers", "query($f: FlowFilter) { scenario(changes: []) { impact(filter: $f) { worsened } } }", by(map[string]any{"importer": make([]any, 7)}), 400_000 + 1 + 10*7 + 1},
		{"agreements", "{ agreements { totalCount } }", nil, 1 + 50},
		{"agreements that are signed", "{ agreements(executed: false) { totalCount } }", nil, 1 + 5_000 + 10 + 50},
		{"companies of a country", `{ organizations(country: "ZW", first: 1) { nodes { id } } }`, nil, 200 + 600 + 5_000 + 10 + 2},
		{"companies of a kind", `query($k: [OrganizationKind!]) { organizations(kind: $k, first: 1) { nodes { id } } }`, map[string]any{"k": []any{"VENDOR", "SELF"}}, 200 + 600 + 5_000 + 20 + 2},
		{"companies of any country", `query($c: String) { organizations(country: $c, first: 1) { nodes { id } } }`, map[string]any{"c": nil}, 200 + 600 + 2},
		{"all customers", "{ customers(first: 1) { totalCount } }", nil, 100 + 600 + 1},
		{"customers by a letter", `{ customers(search: "a", first: 1) { totalCount } }`, nil, 100 + 600 + 1},
		{"customers by a name", `query($s: String!) { customers(search: $s, first: 1) { totalCount } }`, map[string]any{"s": "nordwind"}, 100 + 1},
		{"the log", `{ log(first: 1, actor: "x") { totalCount nodes { commit } } }`, nil, 10_000 + 3},
		{"days by status", `{ series(from: "2020-01-01", through: "2020-01-10", step: DAY) { days } }`, nil, 5_000 + 10*6 + 1},
		{"months, as nobody says else", `{ series(from: "2020-01-01", through: "2020-12-31") { days } }`, nil, 5_000 + 14*6 + 1},
		{"years by route", `query($s: SeriesStep!) { series(from: "0001-01-01", through: "9999-12-31", step: $s, by: ROUTE) { days } }`, map[string]any{"s": "YEAR"}, 5_000 + 10_006*91 + 1},
		{"days without an end", `{ series(from: "0001-01-01", through: "9999-12-31", step: DAY, by: INSTRUMENT) { days } }`, nil, 5_000 + 20_000*31 + 1},
		{"what is no period", `query($d: Date!) { series(from: $d, through: $d, step: DAY, by: ROUTE) { days } }`, map[string]any{"d": []any{}}, 5_000 + 20_000*91 + 1},
		{"a series of exporters", `query($f: FlowFilter) { series(from: "2020-01-01", through: "2020-01-01", step: DAY, filter: $f) { days } }`, by(map[string]any{"exporter": make([]any, 1000)}), 5_000 + 6 + 10*1000 + 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := cost(t, s, c.document, c.variables); got != c.want {
				t.Errorf("costs %d, want %d", got, c.want)
			}
		})
	}
}

// TestTwentySeriesOfDaysAreRefused: one alone is not, by whatever its lines stand for.
func TestTwentySeriesOfDaysAreRefused(t *testing.T) {
	s := schema(t)
	const series = `series(from: "1990-01-01", through: "2044-12-31", step: DAY, by: `
	for _, by := range []string{"STATUS", "REGIME", "INSTRUMENT", "ORIGIN", "DESTINATION", "ROUTE"} {
		one := " " + series + by + ") { days lines { name counts } }"
		if err := limit.CheckCost(cost(t, s, "{"+one+"}", nil)); err != nil {
			t.Errorf("one by %s: %v", by, err)
		}
		twenty := "{"
		for alias := range 20 {
			twenty += string(rune('a'+alias)) + ":" + one
		}
		if err := limit.CheckCost(cost(t, s, twenty+"}", nil)); err == nil {
			t.Errorf("twenty by %s are admitted", by)
		}
	}
}

package naive_test

import (
	"bytes"
	"encoding/csv"
	"maps"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/tests/naive"
)

func TestRandomIsTheSameForTheSameSeed(t *testing.T) {
	for seed := range uint64(20) {
		if !maps.EqualFunc(naive.Random(seed), naive.Random(seed), bytes.Equal) {
			t.Fatalf("seed %d gives two registries", seed)
		}
	}
	if maps.EqualFunc(naive.Random(1), naive.Random(2), bytes.Equal) {
		t.Fatal("two seeds give one registry")
	}
}

// sheet reads a generated file back as cells by column.
func sheet(t *testing.T, files map[string][]byte, name string) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(files[name])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		cells := map[string]string{}
		for i, column := range records[0] {
			cells[column] = record[i]
		}
		rows = append(rows, cells)
	}
	return rows
}

// The contract, "Refused as contradictory". Dates compare as text.
func TestRandomIsNeverRefused(t *testing.T) {
	law := loadLaw(t)
	for seed := range uint64(2000) {
		files := naive.Random(seed)
		refuse := func(bad bool, file string, cells map[string]string, why string) {
			if bad {
				t.Errorf("seed %d, %s: %v: %s", seed, file, cells, why)
			}
		}
		known := knownIDs(t, law, files)
		for name := range files {
			seen := map[string]bool{}
			for _, c := range sheet(t, files, name) {
				refuse(c["id"] == "" || seen[c["id"]], name, c, "id missing or twice")
				seen[c["id"]] = true
				refuse(c["exporter"] != "" && c["exporter"] == c["importer"], name, c, "one party")
				refuse(endsBefore(c["group_from"], c["group_through"]), name, c, "membership")
				refuse(endsBefore(c["completed_on"], c["review_due_on"]), name, c, "review")
				refuse(endsBy(c["starts_on"], c["ended_on"]), name, c, "end of flow")
				refuse(endsBy(c["certified_on"], c["ended_on"]), name, c, "end of certification")
				refuse(endsBy(c["approved_on"], c["withdrawn_on"]), name, c, "withdrawal")
				refuse(c["withdrawn_on"] != "" && c["approved_on"] == "", name, c, "withdrawal without approval")
				refuse(c["ended_reason"] != "" && c["ended_on"] == "", name, c, "reason without end")
				refuse(!known(c["declared_basis"]), name, c, "declared basis")
				refuse(!known(c["framework"]), name, c, "framework")
				refuse(!known(c["onward_of"]), name, c, "upstream")
			}
		}
		for _, c := range sheet(t, files, "agreements.csv") {
			exporter, importer := c["exporter_signed_on"], c["importer_signed_on"]
			executed := max(exporter, importer)
			if exporter == "" || importer == "" {
				executed = ""
			}
			refuse(endsBefore(executed, c["through"]) || endsBefore(executed, c["terminated_on"]), "agreements.csv", c, "ends before execution")
			refuse(c["manner"] == "ACCEPTED" && exporter != importer, "agreements.csv", c, "two days of acceptance")
			refuse(badSets(known, c["clauses"]), "agreements.csv", c, "sets")
		}
		refuse(circle(sheet(t, files, "flows.csv")), "flows.csv", nil, "circle")
	}
}

// knownIDs tells whether a reference leads to an instrument, an agreement or a
// flow; an empty one leads nowhere and may.
func knownIDs(t *testing.T, law *naive.Law, files map[string][]byte) func(string) bool {
	ids := map[string]bool{"": true}
	for _, a := range law.Adequacy {
		ids[a.ID] = true
	}
	for _, f := range law.Frameworks {
		ids[f.ID] = true
	}
	for _, c := range law.Clauses {
		ids[c.ID] = true
	}
	for _, b := range law.BindingRules {
		ids[b.ID] = true
	}
	for _, o := range law.OtherSafeguards {
		ids[o.ID] = true
	}
	for _, d := range law.Derogations {
		ids[d.ID] = true
	}
	for _, name := range []string{"agreements.csv", "flows.csv"} {
		for _, c := range sheet(t, files, name) {
			ids[c["id"]] = true
		}
	}
	return func(id string) bool { return ids[id] }
}

func endsBefore(start, end string) bool { return start != "" && end != "" && end < start }

func endsBy(start, end string) bool { return start != "" && end != "" && end <= start }

// badSets finds a set that stands twice, or modules where none belong.
func badSets(known func(string) bool, cell string) bool {
	seen := map[string]bool{}
	for item := range strings.SplitSeq(cell, ";") {
		set, modules, with := strings.Cut(item, "/")
		if seen[set] || !known(set) || with && (set != "scc-2021" || modules == "") {
			return true
		}
		seen[set] = true
	}
	return false
}

func circle(flows []map[string]string) bool {
	upstream := map[string]string{}
	for _, f := range flows {
		upstream[f["id"]] = f["onward_of"]
	}
	for id := range upstream {
		steps := 0
		for at := id; at != ""; at = upstream[at] {
			if steps++; steps > 5 {
				return true
			}
		}
	}
	return false
}

// Every status, kind and code of rules.md must come up, and not by accident
// once: else the comparison with the engine would prove little.
func TestRandomIsInteresting(t *testing.T) {
	law, seen, decided := loadLaw(t), map[string]int{}, 0
	for seed := range uint64(800) {
		reg, err := naive.ReadCSV(naive.Random(seed))
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range reg.Flows {
			for i, d := range law.Boundaries(reg, id) {
				if i%4 == 0 {
					count(seen, law.Decide(reg, id, d))
					decided++
				}
			}
		}
	}
	t.Logf("%d decisions", decided)
	for _, what := range strings.Fields(everything) {
		t.Logf("%8d %s", seen[what], what)
		if seen[what] < 20 {
			t.Errorf("%s came up %d times in %d decisions", what, seen[what], decided)
		}
	}
}

const everything = `INACTIVE NOT_RESTRICTED VALID AT_RISK NO_VALID_BASIS regime:EU regime:CH regime:UK regime:
	ADEQUACY SAFEGUARD DEROGATION certification rules accountability
	ASSESSMENT_MISSING ASSESSMENT_OVERDUE ASSESSMENT_NEGATIVE RECERTIFICATION_OVERDUE
	PROCESSOR_TERMS_MISSING DECLARED_BASIS_FAILS DEROGATION_ONLY
	INSTRUMENT_INVALIDATED INSTRUMENT_NOT_IN_FORCE CERTIFICATION_ENDED CERTIFICATION_NOT_YET
	CERTIFICATION_SCOPE REQUIRED_CERTIFICATION_MISSING AGREEMENT_NOT_EXECUTED
	AGREEMENT_NOT_YET_EFFECTIVE AGREEMENT_ENDED CLAUSES_CONCLUDED_OUTSIDE_WINDOW
	CLAUSES_NO_LONGER_RELIABLE NO_TRANSFER_CLAUSES WRONG_MODULE WRONG_ROLES WRONG_SECTOR
	ADDENDUM_MISSING AUTHORISATION_MISSING RULES_NOT_APPROVED RULES_WITHDRAWN WRONG_RULES_TYPE
	ADEQUACY_SCOPE UPSTREAM_WITHOUT_BASIS NO_MECHANISM
	scc-2001 scc-2002 scc-2004 scc-2010 scc-2021 uk-idta bcr-directive bcr-controller bcr-processor
	uk-bcr ch-bcr gdpr-46-2-a gdpr-46-3-b directive-26-2 ch-16-2-a ch-16-2-b ch-16-2-c uk-46-2
	eu-us-safe-harbor ch-us-safe-harbor eu-us-privacy-shield ch-us-privacy-shield
	eu-us-dpf uk-ext-dpf ch-us-dpf`

func count(seen map[string]int, v naive.Verdict) {
	seen[v.Status]++
	seen["regime:"+v.Regime]++
	for _, code := range v.Reasons {
		seen[code]++
	}
	for _, b := range v.Bases {
		seen[b.Kind]++
		seen[b.Instrument]++
		switch {
		case b.Certification != "":
			seen["certification"]++
		case b.Rules != "":
			seen["rules"]++
		case strings.HasSuffix(b.Instrument, "-dpf") || strings.Contains(b.Instrument, "-us-"):
			seen["accountability"]++
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	law := loadLaw(b)
	var registries []*naive.Registry
	for seed := range uint64(50) {
		reg, err := naive.ReadCSV(naive.Random(seed))
		if err != nil {
			b.Fatal(err)
		}
		registries = append(registries, reg)
	}
	day := naive.MustDay("2015-01-01")
	for i := 0; b.Loop(); i++ {
		reg := registries[i%len(registries)]
		law.Decide(reg, reg.Flows[i%len(reg.Flows)], day+naive.Day(i%4000))
	}
}

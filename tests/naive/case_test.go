package naive_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/tests/naive"
)

// ruleCase is a rule of rules.md, facts that it speaks of, and what flow f
// answers.
//
// A line of facts is a kind, exporter>importer where the kind has them, and
// cells by column; signed= fills both signatures and roles= both roles.
// A line of want is a day, the status, the regime (- for none), the bases as
// KIND:instrument:evidence+RISK, and the reasons, each after a "!".
type ruleCase struct {
	rule   string
	facts  string
	want   string
	change func(*naive.Law) *naive.Law
}

// seats are the parties of all cases; pub- ones are public bodies.
const seats = `
	organization id=de country=DE group=G
	organization id=fr country=FR
	organization id=hr country=HR
	organization id=no country=NO
	organization id=ch country=CH
	organization id=gb country=GB
	organization id=gi country=GI
	organization id=bl country=BL
	organization id=ax country=AX
	organization id=hu country=HU
	organization id=us country=US group=G group_from=2010-01-01 group_through=2024-12-31
	organization id=us2 country=US
	organization id=in country=IN
	organization id=ca country=CA
	organization id=ar country=AR
	organization id=pub-de country=DE sector=PUBLIC
	organization id=pub-ca country=CA sector=PUBLIC
	organization id=pub-us country=US sector=PUBLIC`

var fileOf = map[string]string{
	"organization":  "organizations.csv",
	"agreement":     "agreements.csv",
	"certification": "certifications.csv",
	"rules":         "binding_rules.csv",
	"assessment":    "assessments.csv",
	"flow":          "flows.csv",
}

var roleNames = map[byte]string{'C': "CONTROLLER", 'P': "PROCESSOR"}

func runCases(t *testing.T, cases []ruleCase) {
	law := loadLaw(t)
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			reg, changed := registryOf(t, seats+"\n"+c.facts), law
			if c.change != nil {
				changed = c.change(law)
			}
			for line := range strings.Lines(strings.TrimSpace(c.want)) {
				day, want, _ := strings.Cut(strings.Join(strings.Fields(line), " "), " ")
				if got := render(changed.Decide(reg, "f", naive.MustDay(day))); got != want {
					t.Errorf("%s\n got %s\nwant %s", day, got, want)
				}
			}
		})
	}
}

// render writes a verdict as a line of want.
func render(v naive.Verdict) string {
	words := []string{v.Status, "-"}
	if v.Regime != "" {
		words[1] = v.Regime
	}
	for _, b := range v.Bases {
		basis := b.Kind + ":" + b.Instrument + ":" + b.Agreement + b.Certification + b.Rules
		for _, risk := range b.Risks {
			basis += "+" + risk
		}
		words = append(words, basis)
	}
	for _, reason := range v.Reasons {
		words = append(words, "!"+reason)
	}
	return strings.Join(words, " ")
}

// registryOf turns lines of facts into CSV files and reads them.
func registryOf(t *testing.T, facts string) *naive.Registry {
	t.Helper()
	files := map[string][]byte{}
	for line := range strings.Lines(facts) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		name, ok := fileOf[fields[0]]
		if !ok {
			t.Fatalf("no such kind: %s", line)
		}
		files[name] = appendRow(t, files[name], cellsOf(fields[1:]))
	}
	reg, err := naive.ReadCSV(files)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func cellsOf(fields []string) map[string]string {
	cells := map[string]string{}
	for _, field := range fields {
		if exporter, importer, ok := strings.Cut(field, ">"); ok {
			cells["exporter"], cells["importer"] = exporter, importer
			continue
		}
		switch column, cell, _ := strings.Cut(field, "="); column {
		case "signed":
			cells["exporter_signed_on"], cells["importer_signed_on"] = cell, cell
		case "roles":
			cells["exporter_role"], cells["importer_role"] = roleNames[cell[0]], roleNames[cell[1]]
		default:
			cells[column] = cell
		}
	}
	return cells
}

const caseColumns = `id country sector group group_from group_through kind exporter importer clauses
	exporter_signed_on importer_signed_on effective_on through terminated_on authorised_on
	organization framework covers certified_on next_due_on ended_on type regime approved_on
	withdrawn_on completed_on review_due_on outcome exporter_role importer_role origin
	destination data starts_on declared_basis onward_of`

// appendRow writes all columns into every file: the reader takes those it knows.
func appendRow(t *testing.T, file []byte, cells map[string]string) []byte {
	t.Helper()
	columns := strings.Fields(caseColumns)
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	if len(file) == 0 {
		_ = w.Write(columns)
	}
	var record []string
	for _, column := range columns {
		record = append(record, cells[column])
		delete(cells, column)
	}
	for column := range cells {
		t.Fatalf("no such column: %s", column)
	}
	_ = w.Write(record)
	w.Flush()
	return append(file, text.Bytes()...)
}

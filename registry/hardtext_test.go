package registry_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// hard makes the texts, the ids and the documents of a random registry hard to
// write. It gives the contents of the documents by their names.
func hard(t *rapid.T, files map[string][]byte) map[string]string {
	rows := map[string][][]string{}
	for name, content := range files {
		all, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		rows[name] = all
	}
	renamed := map[string]string{}
	for _, name := range []string{"organizations.csv", "agreements.csv", "certifications.csv", "binding_rules.csv", "assessments.csv", "flows.csv"} {
		for _, row := range rows[name][1:] {
			renamed[row[0]] = rapid.SampledFrom(idBeginnings).Draw(t, "id of "+row[0]) + row[0]
		}
	}
	for name, all := range rows {
		for _, column := range texts[name] {
			addColumn(t, all, column, hardText)
		}
		for _, row := range all[1:] {
			for i, cell := range row {
				if refers(all[0][i]) && renamed[cell] != "" {
					row[i] = renamed[cell]
				}
			}
		}
	}
	for _, row := range rows["organizations.csv"][1:] {
		row[1] = hardText.Draw(t, "name") + "n" // a name is required
	}
	addColumn(t, rows["organizations.csv"], "domain", hardDomains)
	addColumn(t, rows["agreements.csv"], "document", rapid.SampledFrom(documentNames))
	for name, all := range rows {
		var text bytes.Buffer
		if err := csv.NewWriter(&text).WriteAll(all); err != nil {
			t.Fatal(err)
		}
		files[name] = text.Bytes()
	}
	return map[string]string{documentNames[1]: "one", documentNames[2]: "two", documentNames[3]: "two", documentNames[4]: "", documentNames[5]: "other"}
}

// texts are the columns that take any text and that no random registry has.
var texts = map[string][]string{
	"agreements.csv":     {"terms"},
	"certifications.csv": {"recourse"},
	"binding_rules.csv":  {"authority"},
	"assessments.csv":    {"measures"},
	"flows.csv":          {"purpose", "product"},
}

// documentNames name no document, five of which two are equal and two others have
// one name, one that nobody has, and one that is told by its sum.
var documentNames = []string{"", "dpa.pdf", "signed/=1, \"a\".pdf", "twin.pdf", "'...", "signed/dpa.pdf", "nobody has it.pdf", "sha256:" + strings.Repeat("ab", 32)}

var idBeginnings = []string{"", "=", "+", "-", "@", "'", "'=", "''=", "'a", "\"", ",", ";", "#", "é", "=a,\"b"}

var (
	hardText = rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"'", "=", "+", "-", "@", "＝", "\n", "\r\n", "\t", " ", ",", `"`, ";", "a", "é", "\u200d", `\.`, "=cmd|' /C calc'!A0", "\u2028", "#",
		}), 0, 6).Draw(t, "parts"), "")
	})
	hardDomains = rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"'", "=", "b.example", " a.example", "=", "'=", "''", ",", `"`, ""}), 0, 5).Draw(t, "domains"), ";")
	})
)

// addColumn adds a column that the files have not.
func addColumn(t *rapid.T, rows [][]string, column string, cells *rapid.Generator[string]) {
	rows[0] = append(rows[0], column)
	for i := range rows[1:] {
		rows[i+1] = append(rows[i+1], cells.Draw(t, column))
	}
}

// refers reports whether a column has ids of records.
func refers(column string) bool {
	return slices.Contains([]string{"id", "exporter", "importer", "organization", "customer", "declared_basis", "onward_of"}, column)
}

package tests

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestTextIsNoNumber asks for pages by every kind of JSON: only a whole number is one, as
// GraphQL says, wherever it stands.
func TestTextIsNoNumber(t *testing.T) {
	s := harbourServed(t)
	const page, version = `query($n: Int) { flows(first: $n) { nodes { externalId } } }`, `mutation($n: Int) { endFlow(externalId: "f-website", endedOn: "2026-01-01", expectedVersion: $n, dryRun: true) { record { id } } }`
	const flags = `mutation($n: [FlagInput!]!) { wakeFlags(flags: $n) { id } }`
	for _, c := range []struct{ document, json, words string }{
		{page, `3`, ""},
		{page, `null`, ""},
		{page, `"3"`, `is text: expected a whole number, without quotes`},
		{page, `"1000"`, `is text: expected a whole number, without quotes`},
		{page, `""`, "Int"},
		{page, `1.5`, "Int"},
		{page, `true`, "Int"},
		{page, `[3]`, "Int"},
		{page, `{"a": 3}`, "Int"},
		{page, `0`, "expected 1 to 1000"},
		{version, `1`, ""},
		{version, `"1"`, "is text: expected a whole number, without quotes"},
		{flags, `[{"flow": "f-website", "expectedVersion": "1"}]`, "is text: expected a whole number, without quotes"},
	} {
		errs := s.graphQL(t, c.document, "", map[string]any{"n": json.RawMessage(c.json)}, nil)
		if c.words == "" && len(errs) > 0 {
			t.Errorf("%s is refused: %v", c.json, errs)
		}
		if c.words != "" && (len(errs) != 1 || errs[0].Extensions.Code != "BAD_USER_INPUT" || errs[0].Extensions.Field == "" || !strings.Contains(errs[0].Message, c.words)) {
			t.Errorf("%s is answered %v, want %q", c.json, errs, c.words)
		}
	}
}

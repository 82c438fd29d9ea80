package tests

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestASeriesCountsAsChecksDo prints ten years and holds each day against a check
// of that day; the server says the same.
func TestASeriesCountsAsChecksDo(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	ask := []string{"check", "--data", data, "--from", "2014-03-01", "--through", "2024-12-31", "--step", "year", "--format", "csv"}
	r := run(t, ask...)
	rows := strings.Split(strings.TrimSpace(r.stdout), "\n")
	if r.code != 1 || len(rows) != 12 || rows[0] != "day,not_restricted,valid,at_risk,no_valid_basis" {
		t.Fatalf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	for _, row := range rows[1:] {
		var day string
		var unrestricted, valid, risky, without int
		if _, err := fmt.Sscanf(strings.ReplaceAll(row, ",", " "), "%s %d %d %d %d", &day, &unrestricted, &valid, &risky, &without); err != nil {
			t.Fatal(row, err)
		}
		var check struct {
			ActiveFlows int
			Flagged     []any
		}
		if err := json.Unmarshal([]byte(run(t, "check", "--data", data, "--as-of", day, "--format", "json").stdout), &check); err != nil {
			t.Fatal(err)
		}
		if check.ActiveFlows != unrestricted+valid+risky+without || len(check.Flagged) != without {
			t.Errorf("%s: the check has %d active and %d flagged flows", row, check.ActiveFlows, len(check.Flagged))
		}
	}
	serve(t, data)
	if beside := run(t, ask...); beside.stdout != r.stdout || beside.code != 1 {
		t.Errorf("beside a server: exit %d\n%s%s", beside.code, beside.stdout, beside.stderr)
	}
}

func TestAPeriodIsRefusedInWords(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	for want, args := range map[string][]string{
		"--through is missing":        {"--from", "2020-01-01"},
		"one day or about a period":   {"--from", "2020-01-01", "--through", "2020-02-01", "--as-of", "2020-01-01"},
		"--step fortnight is unknown": {"--from", "2020-01-01", "--through", "2020-02-01", "--step", "fortnight"},
		"2020-13-01":                  {"--from", "2020-13-01", "--through", "2020-02-01"},
		"lies before from":            {"--from", "2020-03-01", "--through", "2020-02-01"},
		"makes more than 20000 days":  {"--from", "1900-01-01", "--through", "2020-02-01", "--step", "day"},
		"--format xml is unknown":     {"--from", "2020-01-01", "--through", "2020-02-01", "--format", "xml"},
	} {
		if r := run(t, append([]string{"check", "--data", data}, args...)...); r.code != 2 || !strings.Contains(r.stderr, want) {
			t.Errorf("%v: exit %d, %q, want %q", args, r.code, r.stderr, want)
		}
	}
}

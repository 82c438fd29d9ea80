package tests

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// asked finds a sample query of the README with the answer printed under it.
var asked = regexp.MustCompile(`-d '(\{[^']*\})'\n\n    (\{.*\})\n`)

// shown finds a query or a mutation of the README that stands by itself, on one line or
// on several that are indented further.
var shown = regexp.MustCompile(`(?m)^    ((?:mutation )?\{ .*(?:\n     +.*)* \})$`)

// TestTheReadmeTellsTheTruth runs the samples of the README and compares what
// they answer with what it prints.
func TestTheReadmeTellsTheTruth(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	s := serve(t, data)
	samples := asked.FindAllSubmatch(readme, -1)
	if len(samples) < 2 {
		t.Fatalf("the README has %d samples", len(samples))
	}
	for _, sample := range samples {
		document := regexp.MustCompile(`\n\s*`).ReplaceAll(sample[1], nil) // the README breaks the line for its readers
		q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", bytes.NewReader(document))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", "application/json")
		response := s.send(t, q)
		answer, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || strings.TrimSpace(string(answer)) != string(sample[2]) {
			t.Errorf("%s\nanswers %s\nnot     %s", document, answer, sample[2])
		}
	}
	for _, sample := range shown.FindAllSubmatch(readme, -1) {
		if errs := s.graphQL(t, string(sample[1]), "", nil, nil); len(errs) > 0 {
			t.Errorf("%s\nis refused: %v", sample[1], errs)
		}
	}
	_, printed, found := strings.Cut(string(readme), "check  --data ./data --as-of 2020-07-16\n\n")
	if !found {
		t.Fatal("the README shows no check")
	}
	printed, _, _ = strings.Cut(printed, "\n\n")
	var want []string
	for line := range strings.Lines(printed + "\n") {
		want = append(want, strings.TrimPrefix(strings.TrimRight(line, "\n"), "    "))
	}
	if got := run(t, "check", "--data", data, "--as-of", "2020-07-16").stdout; got != strings.Join(want, "\n")+"\n" {
		t.Errorf("check prints\n%s\nnot\n%s", got, strings.Join(want, "\n"))
	}
}

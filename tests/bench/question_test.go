package main

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"
	"time"
)

// says is a contestant that always answers the same.
func says(name string, rows ...[]string) contestant {
	return contestant{name, func(string) (answer, error) { return answer{rows: rows, took: time.Millisecond}, nil }, overFacts}
}

func TestAnswersThatDifferFail(t *testing.T) {
	q := question{"count", func(int) asking { return asking{facts: []string{"how many?"}} }, nil}
	three, four := []string{"VALID", "3"}, []string{"VALID", "4"}
	for _, c := range []struct {
		name string
		all  []contestant
		want string // in the error; empty: there is none
	}{
		{"all say the same", []contestant{says("a", three), says("b", three)}, ""},
		{"a number differs", []contestant{says("a", three), says("b", four)}, "a says VALID 3, b says VALID 4"},
		{"a row is missing", []contestant{says("a", three, four), says("b", three)}, "b says nothing"},
		{"nobody says anything", []contestant{says("a"), says("b")}, "empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			took, err := compare(q, 0, 1, c.all)
			switch {
			case c.want == "" && (err != nil || took["b"].median != time.Millisecond):
				t.Errorf("took %v, error %v", took, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// TestTheRegistryIsTheSame keeps figures of different days comparable.
func TestTheRegistryIsTheSame(t *testing.T) {
	files, _, err := generate(t.TempDir(), small)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(content)
	}
	const want = "84fd58ca422be50de2b4cacf6cf0bb7ef3deacd4daa3e2b2164505afc0a42367"
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("the generated registry is another one: its sum is %s, not %s; new figures cannot be held against old ones", got, want)
	}
}

package graph_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/safeconduct/safeconduct/graph"
)

// TestQuestionsOfOneCallerLeaveCores has one caller ask as much at once as he may: little
// more than keeps the cores busy. Another one, and the first one's mutations, need not wait.
func TestQuestionsOfOneCallerLeaveCores(t *testing.T) {
	reading, writing, each := graph.Gates()
	if cores := runtime.GOMAXPROCS(0); each < cores || each > max(8, 2*cores) {
		t.Errorf("%d questions of one caller run at once on %d cores", each, cores)
	}
	over, cancel := context.WithCancel(context.Background())
	cancel()
	for range each {
		leave, err := reading.Enter(over, "greedy")
		if err != nil {
			t.Fatal(err)
		}
		defer leave()
	}
	if _, err := reading.Enter(over, "greedy"); err == nil {
		t.Error("one question more runs at once")
	}
	for name, enter := range map[string]func() (func(), error){
		"another caller's question": func() (func(), error) { return reading.Enter(over, "modest") },
		"a mutation":                func() (func(), error) { return writing.Enter(over, "greedy") },
	} {
		leave, err := enter()
		if err != nil {
			t.Errorf("%s waits", name)
			continue
		}
		leave()
	}
}

// Command report reads the events of "go test -json" and the results of the
// other checks, prints what failed, and ends with one line of real counts:
// N passed, N failed, N skipped.
//
// Usage: go test -json ./... | report CHECK=STATUS…
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// event is one line of go test -json.
type event struct {
	Action, Package, Test, Output string
}

func main() {
	counts := map[string]int{}
	for _, check := range os.Args[1:] {
		name, status, _ := strings.Cut(check, "=")
		if status == "0" {
			counts["pass"]++
			continue
		}
		counts["fail"]++
		fmt.Println("FAILED:", name)
	}
	tests := read(counts)
	if tests == 0 {
		counts["fail"]++
		fmt.Println("FAILED: no test ran")
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", counts["pass"], counts["fail"], counts["skip"])
	if counts["fail"] > 0 {
		os.Exit(1)
	}
}

// read counts the tests and prints the output of those that failed or were
// skipped, and of packages that did not build.
func read(counts map[string]int) (tests int) {
	output := map[string][]string{}
	failedTests := map[string]bool{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Println(lines.Text())
			continue
		}
		name := e.Package + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			output[name] = append(output[name], e.Output)
		case "pass", "fail", "skip":
			if e.Test != "" {
				tests++
				counts[e.Action]++
				failedTests[e.Package] = failedTests[e.Package] || e.Action == "fail"
			} else if e.Action == "fail" && !failedTests[e.Package] {
				counts["fail"]++ // the package itself: it did not build, or died
			}
			if e.Action == "fail" || e.Action == "skip" && e.Test != "" {
				fmt.Printf("%s: %s\n%s", strings.ToUpper(e.Action), name, strings.Join(output[name], ""))
			}
			delete(output, name)
		}
	}
	return tests
}

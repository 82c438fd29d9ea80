package tests

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestTheReportTellsWhatFell: a turn on which no number differs says why, and
// reasons and risks stand with the most frequent first.
func TestTheReportTellsWhatFell(t *testing.T) {
	sections := strings.Split(mustRun(t, "demo", "--report").stdout, "\n## ")[1:]
	if len(sections) < 9 {
		t.Fatalf("%d sections", len(sections))
	}
	for _, section := range sections {
		title, _, _ := strings.Cut(section, "\n")
		moved := strings.Contains(section, "| +")
		explained := strings.Contains(section, "No vendor of the list states") || strings.Contains(section, "for the first of these certifications is of")
		if !moved && !explained {
			t.Errorf("%s: nothing moved, and the page does not say why", title)
		}
		checkOrder(t, title, section)
	}
	for _, said := range []string{
		"| 0 | 499 | ASSESSMENT_MISSING | CJEU C-311/18",
		"Directive 95/46/EC, OJ L 281, 23.11.1995, p. 31, art. 32(1); on transfers art. 25, 26",
		"It does not move with the calendar",
		"| 0 | 47 | CLAUSES_CONCLUDED_OUTSIDE_WINDOW |",
	} {
		if !strings.Contains(strings.Join(sections, ""), said) {
			t.Errorf("the page does not say %q", said)
		}
	}
}

// checkOrder wants the counts after the turn to fall within each table of
// reasons.
func checkOrder(t *testing.T, title, section string) {
	t.Helper()
	for table := range strings.SplitSeq(section, "| reason | decided by |\n") {
		var counts []int
		for line := range strings.Lines(table) {
			cells := strings.Split(line, " | ")
			if after, err := strconv.Atoi(cells[min(1, len(cells)-1)]); err == nil && strings.HasPrefix(line, "| ") && len(cells) == 4 && !strings.Contains(line, "| +") {
				counts = append(counts, -after)
			}
		}
		if strings.HasPrefix(table, "| ---: | ---: | --- | --- |") && !slices.IsSorted(counts) {
			t.Errorf("%s: %v", title, counts)
		}
	}
}

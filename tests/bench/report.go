package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// table is a table in Markdown.
type table struct{ rows [][]string }

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// print prints it; the first row is the head.
func (t *table) print(to io.Writer) {
	for i, row := range t.rows {
		fmt.Fprintf(to, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			fmt.Fprintf(to, "| %s |\n", strings.Join(slicesOf("---", len(row)), " | "))
		}
	}
	fmt.Fprintln(to)
}

func slicesOf(cell string, n int) (cells []string) {
	for range n {
		cells = append(cells, cell)
	}
	return cells
}

// duration writes a time with two significant digits.
func duration(d time.Duration) string {
	switch ms := float64(d) / float64(time.Millisecond); {
	case ms < 0.1:
		return fmt.Sprintf("%.0f µs", ms*1000)
	case ms < 1:
		return fmt.Sprintf("%.2f ms", ms)
	case ms < 10:
		return fmt.Sprintf("%.1f ms", ms)
	case ms < 1000:
		return fmt.Sprintf("%.0f ms", ms)
	case ms < 10_000:
		return fmt.Sprintf("%.1f s", ms/1000)
	}
	return fmt.Sprintf("%.0f s", float64(d)/float64(time.Second))
}

// times writes a ratio.
func times(ratio float64) string {
	switch {
	case ratio < 0.1:
		return fmt.Sprintf("%.2f ×", ratio)
	case ratio < 10:
		return fmt.Sprintf("%.1f ×", ratio)
	}
	return fmt.Sprintf("%.0f ×", ratio)
}

// compared is the table of questions: the median, how many times that of the first
// contestant it is, and how long the first time took.
func compared(all []contestant, questions []question, took []map[string]timing) *table {
	t := &table{}
	head := []string{"median, × the first column (first time)"}
	for _, c := range all {
		head = append(head, c.name)
	}
	t.add(head...)
	for i, q := range questions {
		row := []string{q.name}
		for n, c := range all {
			got, asked := took[i][c.name]
			if !asked {
				row = append(row, "–")
				continue
			}
			cell := duration(got.median)
			if ours := took[i][all[0].name]; n > 0 {
				cell += ", **" + times(float64(got.median)/float64(ours.median)) + "**"
			}
			row = append(row, cell+" ("+duration(got.first)+")")
		}
		t.add(row...)
	}
	return t
}

func mebibytes(bytes int64) string { return fmt.Sprintf("%d MiB", bytes>>20) }

package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// period is the days of which a check counts the flows.
type period struct{ from, through, step string }

func (p *period) flags(c *cobra.Command) {
	c.Flags().StringVar(&p.from, "from", "", "first day of a period: count the flows on its days by status, and list none")
	c.Flags().StringVar(&p.through, "through", "", "last day of the period")
	c.Flags().StringVar(&p.step, "step", "month", "how far the days lie apart: day, week, month or year")
	completeWith(c, "step", "day", "week", "month", "year")
}

// isGiven reports whether a period is asked about.
func (p *period) isGiven() bool { return p.from != "" || p.through != "" }

// query is the question, once the flags make sense.
func (p *period) query(c *cobra.Command) (q registry.SeriesQuery, err error) {
	if c.Flags().Changed("as-of") {
		return q, errors.New("--as-of and --from: ask about one day or about a period")
	}
	if c.Flags().Changed("scenario") {
		return q, errors.New("--scenario and --from: a saved scenario is checked on one day")
	}
	for _, day := range []struct {
		flag, given string
		to          *civil.Date
	}{{"from", p.from, &q.From}, {"through", p.through, &q.Through}} {
		if day.given == "" {
			return q, fmt.Errorf("--%s is missing: a period has a first and a last day", day.flag)
		}
		if err := day.to.UnmarshalText([]byte(day.given)); err != nil {
			return q, fmt.Errorf("--%s: %w", day.flag, err)
		}
	}
	q.Step, q.By = registry.SeriesStep(strings.ToUpper(p.step)), registry.ByStatus
	if !slices.Contains(registry.SeriesSteps, q.Step) {
		return q, fmt.Errorf("--step %s is unknown: expected %s", p.step, sentence.Either([]string{"day", "week", "month", "year"}))
	}
	return q, nil
}

// checkSeries prints a series; exit code 1 says that flows are flagged on one of its
// days.
func (t *target) checkSeries(c *cobra.Command, p *period, format string) error {
	q, err := p.query(c)
	if err != nil {
		return err
	}
	s, err := t.series(c.Context(), q)
	if err != nil {
		return err
	}
	if err := printSeries(os.Stdout, s, format); err != nil {
		return err
	}
	if slices.ContainsFunc(s.Lines, func(l registry.SeriesLine) bool { return l.Name == string(basis.NoValidBasis) }) {
		return errNo
	}
	return nil
}

// series asks the folder, or the server that is asked.
func (t *target) series(ctx context.Context, q registry.SeriesQuery) (s *registry.Series, err error) {
	server, err := t.remote()
	if err != nil {
		return nil, err
	}
	if server != nil {
		return server.series(ctx, q)
	}
	debug.SetGCPercent(checkGC)
	err = t.ask(ctx, "check", func(view *registry.View) (err error) {
		s, err = view.Series(ctx, q)
		return err
	})
	return s, err
}

var seriesDocument = own(`query($from: Date!, $through: Date!, $step: SeriesStep!) {
	series(from: $from, through: $through, step: $step) { days lines { name counts } }
}`)

func (r *remote) series(ctx context.Context, q registry.SeriesQuery) (*registry.Series, error) {
	var answer struct{ Series *registry.Series }
	err := r.operate(ctx, seriesDocument, map[string]any{"from": q.From, "through": q.Through, "step": q.Step}, &answer)
	return answer.Series, err
}

func printSeries(w io.Writer, s *registry.Series, format string) error {
	switch format {
	case "json":
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(s)
	case "csv":
		return csv.NewWriter(w).WriteAll(seriesRows(s))
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range seriesRows(s) {
		fmt.Fprintln(out, strings.Join(row, "\t")+"\t")
	}
	return out.Flush()
}

// seriesRows are a head and a row for each day, with the flows of each status.
func seriesRows(s *registry.Series) [][]string {
	counts := map[string][]int{}
	for _, line := range s.Lines {
		counts[line.Name] = line.Counts
	}
	head := []string{"day"}
	rows := make([][]string, len(s.Days))
	for i, day := range s.Days {
		rows[i] = []string{day.String()}
	}
	for _, status := range basis.Statuses {
		if status == basis.Inactive {
			continue
		}
		head = append(head, strings.ToLower(string(status)))
		for i := range rows {
			n := 0
			if line := counts[string(status)]; line != nil {
				n = line[i]
			}
			rows[i] = append(rows[i], strconv.Itoa(n))
		}
	}
	return append([][]string{head}, rows...)
}

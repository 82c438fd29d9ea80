package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

func checkCommand() *cobra.Command {
	var at target
	var asOf, scenario, format string
	var over period
	c := &cobra.Command{
		Use:   "check",
		Short: "List the active flows without a valid basis: exit 0 none, 1 some, 2 could not check",
		Example: `  safeconduct check --data ./data
  safeconduct check --data ./data --as-of 2020-07-16 --format json
  safeconduct check --data ./data --as-of 2027-01-01 --scenario "DPF falls"
  safeconduct check --data ./data --from 2015-01-01 --through 2024-12-31 --step year`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			print, known := formats[format]
			if !known {
				return fmt.Errorf("--format %s is unknown: expected table, json or csv", format)
			}
			if over.isGiven() {
				return at.checkSeries(c, &over, format)
			}
			var day civil.Date
			if c.Flags().Changed("as-of") && asOf == "" {
				return errors.New("--as-of is empty: give a day, or leave it out for today")
			}
			if err := day.UnmarshalText([]byte(asOf)); err != nil {
				return fmt.Errorf("--as-of: %w", err)
			}
			if c.Flags().Changed("scenario") && scenario == "" {
				return errors.New("--scenario is empty: give the name of a saved one, or leave it out")
			}
			return at.check(c.Context(), day, scenario, func(check *registry.Check) error {
				if check.Recorded == 0 {
					fmt.Fprintln(os.Stderr, "no flow is recorded")
				}
				out := bufio.NewWriter(os.Stdout)
				flagged, err := print(out, check)
				if err := errors.Join(err, out.Flush()); err != nil {
					return err
				}
				if flagged > 0 {
					return errNo
				}
				return nil
			})
		},
	}
	at.flags(c)
	at.serverFlag(c)
	c.Flags().StringVar(&asOf, "as-of", "", "day to check, YYYY-MM-DD (default: today, UTC)")
	c.Flags().StringVar(&scenario, "scenario", "", "check what a saved scenario supposes, by its name")
	c.Flags().StringVar(&format, "format", "table", "table, json or csv")
	completeWith(c, "format", "table", "json", "csv")
	over.flags(c)
	return c
}

// checkGC lets a short-lived check collect less often, for memory.
const checkGC = 800

// check asks the folder, or the server that is asked, and hands the answer to
// show.
func (t *target) check(ctx context.Context, asOf civil.Date, scenario string, show func(*registry.Check) error) (err error) {
	server, err := t.remote()
	if err != nil {
		return err
	}
	if server != nil {
		return server.check(ctx, asOf, scenario, show)
	}
	debug.SetGCPercent(checkGC)
	return t.ask(ctx, "check", func(view *registry.View) error {
		view, err := view.UnderSaved(ctx, scenario)
		if err != nil {
			return err
		}
		check, err := view.Check(ctx, asOf)
		if err != nil {
			return err
		}
		return show(check)
	})
}

// formats are the forms in which a check is printed; each says how many flows
// are flagged.
var formats = map[string]func(io.Writer, *registry.Check) (int, error){
	"table": printTable, "json": printJSON, "csv": printCSV,
}

// printJSON prints one object, flow by flow as they are found.
func printJSON(w io.Writer, check *registry.Check) (flagged int, err error) {
	fmt.Fprintf(w, "{\n  \"asOf\": %q,\n  \"activeFlows\": %d,\n  \"flagged\": [", check.AsOf, check.ActiveFlows)
	var flow bytes.Buffer
	encoder := json.NewEncoder(&flow)
	encoder.SetIndent("    ", "  ")
	encoder.SetEscapeHTML(false)
	for f, err := range check.Flagged {
		if err != nil {
			return flagged, err
		}
		flow.Reset()
		if err := encoder.Encode(f); err != nil {
			return flagged, err
		}
		separator := ","
		if flagged == 0 {
			separator = ""
		}
		fmt.Fprintf(w, "%s\n    %s", separator, bytes.TrimRight(flow.Bytes(), "\n"))
		flagged++
	}
	end := "]\n}\n"
	if flagged > 0 {
		end = "\n  " + end
	}
	_, err = io.WriteString(w, end)
	return flagged, err
}

var columns = []string{"id", "name", "exporter", "importer", "customer", "origin", "destination", "regime", "reasons"}

func cells(f *registry.FlaggedFlow) []string {
	customer := ""
	if f.Customer != nil {
		customer = *f.Customer
	}
	var codes []string // each once: several pieces of evidence may fail alike
	for _, r := range f.Reasons {
		if !slices.Contains(codes, string(r.Code)) {
			codes = append(codes, string(r.Code))
		}
	}
	return []string{f.ID, f.Name, f.Exporter, f.Importer, customer, f.Origin, f.Destination, string(f.Regime), strings.Join(codes, ";")}
}

func printCSV(w io.Writer, check *registry.Check) (flagged int, err error) {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return 0, err
	}
	for f, err := range check.Flagged {
		if err != nil {
			return flagged, err
		}
		row := cells(f)
		for i := range row {
			row[i] = sheet.Defuse(row[i]) // names are what anybody has typed
		}
		if err := out.Write(row); err != nil {
			return flagged, err
		}
		flagged++
	}
	out.Flush()
	return flagged, out.Error()
}

// printTable prints for people: how many first, then the flows.
func printTable(w io.Writer, check *registry.Check) (int, error) {
	var rows [][]string
	for f, err := range check.Flagged {
		if err != nil {
			return 0, err
		}
		rows = append(rows, cells(f))
	}
	_, err := fmt.Fprintf(w, "%d of %d active flows lack a valid basis on %s\n", len(rows), check.ActiveFlows, check.AsOf)
	if len(rows) == 0 {
		return 0, err
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, strings.ToUpper(strings.Join(columns, "\t")))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = strings.Join(strings.Fields(cell), " ") // a cell may have several lines
		}
		fmt.Fprintln(out, strings.Join(row, "\t"))
	}
	return len(rows), out.Flush()
}

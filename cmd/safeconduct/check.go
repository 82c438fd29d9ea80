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
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
)

func checkCommand() *cobra.Command {
	var at target
	var asOf, format string
	c := &cobra.Command{
		Use:   "check",
		Short: "List the active flows without a valid basis: exit 0 none, 1 some, 2 could not check",
		Example: `  safeconduct check --data ./data
  safeconduct check --data ./data --as-of 2020-07-16 --format json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			print, known := formats[format]
			if !known {
				return fmt.Errorf("--format %s is unknown: expected table, json or csv", format)
			}
			var day civil.Date
			if err := day.UnmarshalText([]byte(asOf)); err != nil {
				return fmt.Errorf("--as-of: %w", err)
			}
			check, err := at.check(c.Context(), day)
			if err != nil {
				return err
			}
			if check.Recorded == 0 {
				fmt.Fprintln(os.Stderr, "no flow is recorded")
			}
			if err := print(os.Stdout, check); err != nil {
				return err
			}
			if len(check.Flagged) > 0 {
				return errNo
			}
			return nil
		},
	}
	at.flags(c)
	at.serverFlag(c)
	c.Flags().StringVar(&asOf, "as-of", "", "day to check, YYYY-MM-DD (default: today, UTC)")
	c.Flags().StringVar(&format, "format", "table", "table, json or csv")
	return c
}

// checkGC lets a short-lived check collect less often, for memory.
const checkGC = 300

// check asks the folder, or the server that is asked.
func (t *target) check(ctx context.Context, asOf civil.Date) (check *registry.Check, err error) {
	server, err := t.remote()
	if err != nil {
		return nil, err
	}
	if server != nil {
		return server.check(ctx, asOf)
	}
	debug.SetGCPercent(checkGC)
	r, err := t.open(ctx, "check", false)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	view, err := r.Now(ctx)
	if err != nil {
		return nil, err
	}
	return view.Check(ctx, asOf)
}

// formats are the forms in which a check is printed.
var formats = map[string]func(io.Writer, *registry.Check) error{
	"table": printTable, "json": printJSON, "csv": printCSV,
}

func printJSON(w io.Writer, check *registry.Check) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(check)
}

var columns = []string{"id", "name", "exporter", "importer", "customer", "origin", "destination", "regime", "reasons"}

func cells(f registry.FlaggedFlow) []string {
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

func printCSV(w io.Writer, check *registry.Check) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for _, f := range check.Flagged {
		if err := out.Write(cells(f)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func printTable(w io.Writer, check *registry.Check) error {
	fmt.Fprintf(w, "%d of %d active flows lack a valid basis on %s\n", len(check.Flagged), check.ActiveFlows, check.AsOf)
	if len(check.Flagged) == 0 {
		return nil
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, strings.ToUpper(strings.Join(columns, "\t")))
	for _, f := range check.Flagged {
		fmt.Fprintln(out, strings.Join(cells(f), "\t"))
	}
	return out.Flush()
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/user"
	"runtime/debug"
	"slices"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
)

func importCommand() *cobra.Command {
	var at target
	var kind string
	var dryRun bool
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Import CSV files and workbooks (XLSX): all of them, or nothing",
		Long: `Import CSV files and workbooks (XLSX), in any order. The kind of a file is its
base name (organizations, agreements, certifications, binding_rules, assessments,
flows) or --kind. Of a workbook each sheet that is not hidden is a table; its kind
is its name, where that is one. Every bad row is reported; one is enough for
nothing to be written.`,
		Example: `  safeconduct import --data ./data organizations.csv flows.csv
  safeconduct import --data ./data --dry-run evidence.xlsx
  safeconduct import --data ./data --dry-run --kind flows monday.csv`,
		RunE: func(c *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				return errors.New("import what? Name at least one file, such as flows.csv")
			}
			spool := &spool{}
			defer spool.remove()
			sources, err := sourcesOf(c.Context(), paths, sheet.Kind(kind), spool)
			if err != nil {
				return err
			}
			imported, err := at.importFiles(c.Context(), sources, dryRun)
			if err != nil {
				return err
			}
			report(imported, dryRun)
			return nil
		},
	}
	at.flags(c)
	at.serverFlag(c)
	c.Flags().StringVar(&kind, "kind", "", "kind of the files, where it is not their base name")
	completeWith(c, "kind", sheet.KindNames()...)
	c.Flags().BoolVar(&dryRun, "dry-run", false, "check everything, write nothing")
	return c
}

// importMemory is the memory that an import aims to stay within: beyond it the
// collector works harder.
const importMemory = 1 << 30

// importFiles imports into the folder, or through the server that is asked.
func (t *target) importFiles(ctx context.Context, sources []sheet.Source, dryRun bool) ([]*registry.Imported, error) {
	server, err := t.remote()
	if err != nil {
		return nil, err
	}
	if server != nil {
		return server.importFiles(ctx, sources, dryRun)
	}
	debug.SetMemoryLimit(importMemory)
	made := !t.exists()
	r, err := t.open(ctx, "import", !dryRun)
	if dryRun && errors.Is(err, storage.ErrNoStore) {
		r, err = t.openEmpty(ctx)
	}
	if err != nil {
		return nil, err
	}
	in := registry.Import{Sources: sources, DryRun: dryRun, Progress: progress()}
	imported, err := importInto(ctx, r, in)
	if err != nil && made && !dryRun {
		err = errors.Join(err, t.unmake(ctx, r)) // a registry begins with what was imported, or not at all
	}
	if closing := r.Close(); closing != nil && err == nil && !dryRun { // what was written stays
		slog.Warn("the import took place; the registry could not be closed", "folder", t.data, "error", closing)
	}
	return imported, err
}

// importInto keeps the documents that the rows name and imports the rows.
func importInto(ctx context.Context, r *registry.Registry, in registry.Import) ([]*registry.Imported, error) {
	keep := keeping(sumOf)
	if !in.DryRun {
		keep = func(ctx context.Context, name string, content io.Reader) (string, error) {
			d, err := r.Keep(ctx, name, content)
			if err != nil {
				return "", err
			}
			in.Documents = append(in.Documents, d)
			return d.Sum(), nil
		}
	}
	documents, err := keepDocuments(ctx, in.Sources, keep)
	if err != nil {
		return nil, err
	}
	for i, source := range in.Sources {
		in.Sources[i].Document = documents.Of(source.Name)
	}
	return r.Import(ctx, in)
}

func report(imported []*registry.Imported, dryRun bool) {
	would := ""
	if dryRun {
		would = " (dry run: nothing was written)"
	}
	for _, one := range imported {
		fmt.Printf("%s: %d created, %d changed, %d left alone%s\n", one.Kind, one.Created, one.Changed, one.Unchanged, would)
	}
}

// progress shows how far a command is, on a terminal only.
func progress() func(stage string, done int) { return progressBy(progressbar.OptionShowCount()) }

// progressBy is progress in other units than counts.
func progressBy(how progressbar.Option) func(stage string, done int) {
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return nil
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish(), how)
	var last string
	return func(stage string, done int) {
		if stage != last {
			last = stage
			bar.Reset()
			bar.Describe(stage)
		}
		_ = bar.Add(done) // a bar that cannot be drawn is no reason to stop
	}
}

// sourcesOf names the files to import.
func sourcesOf(ctx context.Context, paths []string, kind sheet.Kind, spool *spool) (sources []sheet.Source, err error) {
	if kind != "" && !slices.Contains(sheet.Kinds, kind) {
		return nil, fmt.Errorf("--kind %s is unknown: expected one of %v", kind, sheet.Kinds)
	}
	for _, path := range paths {
		of := kind
		if of == "" {
			if of, err = sheet.KindOf(path); err != nil {
				return nil, err
			}
		}
		stored, err := spool.take(ctx, path)
		if err != nil {
			return nil, err
		}
		sources = append(sources, sheet.Source{
			Name: path, Kind: of,
			Open: func() (io.ReadCloser, error) { return os.Open(stored) },
		})
	}
	return sources, nil
}

// userName is who runs the command, for the record of the write.
func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "unknown"
}

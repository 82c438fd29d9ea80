package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry"
)

func exportCommand() *cobra.Command {
	var at target
	c := &cobra.Command{
		Use:   "export DIR",
		Short: "Export all records as the CSV files of an import, with their documents",
		Long: `Export all records as the six CSV files that import takes, and the documents
that agreements name, into a new folder. To import them again makes an equal
registry. The history is not exported: that is what a copy of the registry is for.

A cell that a spreadsheet would run as a formula has an apostrophe before it,
which import takes away.`,
		Example: `  safeconduct export --data ./data monday
  safeconduct import --data ./copy monday/*.csv`,
		RunE: func(c *cobra.Command, dirs []string) error {
			if len(dirs) != 1 {
				return errors.New("export where? Name one folder that does not exist yet, or is empty")
			}
			exported, err := at.export(c.Context(), dirs[0])
			if err != nil {
				return err
			}
			reportExport(exported)
			return nil
		},
	}
	at.flags(c)
	at.serverFlag(c)
	return c
}

func reportExport(exported *registry.Exported) {
	for _, one := range exported.Rows {
		fmt.Printf("%s: %d exported\n", one.Kind, one.Rows)
	}
	fmt.Printf("documents: %d exported\n", exported.Documents)
	if exported.NotKept > 0 {
		fmt.Fprintf(os.Stderr, "agreements name %d documents that are not kept: the column document tells their SHA-256 alone\n", exported.NotKept)
	}
}

// export exports the registry of the folder, or of the server that is asked, into
// a new folder.
func (t *target) export(ctx context.Context, dir string) (exported *registry.Exported, err error) {
	server, err := t.remote()
	if err != nil {
		return nil, err
	}
	from := t.exportFolder
	if server != nil {
		from = server.export
	}
	err = makeWhole(dir, func(to *newFolder) error {
		exported, err = from(ctx, to)
		return err
	})
	return exported, err
}

// exportFolder exports the registry of the folder.
func (t *target) exportFolder(ctx context.Context, to *newFolder) (exported *registry.Exported, err error) {
	err = t.ask(ctx, "export", func(view *registry.View) (err error) {
		exported, err = view.Export(ctx, registry.Export{Create: to.create, Progress: progress()})
		return err
	})
	return exported, err
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

func lawCommand() *cobra.Command {
	c := &cobra.Command{Use: "law", Short: "Read and check the law as data"}
	c.AddCommand(lawLintCommand(), lawShowCommand())
	return c
}

func lawLintCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lint [DIR]",
		Short: "Report every fault of the law: exit 0 none, 1 some",
		Long:  "Report every fault of the built-in law, or of the files *.yaml in DIR laid over it.",
		Example: `  safeconduct law lint
  safeconduct law lint ./our-law && safeconduct check --data ./data --law ./our-law`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if slices.Contains(args, "") {
				return errors.New("the name of the folder is empty: leave it out to check the built-in law alone")
			}
			l, err := loadLaw(strings.Join(args, ""))
			var faults fault.List
			if errors.As(err, &faults) {
				fmt.Println(faults)
				return errNo
			}
			if err == nil {
				fmt.Printf("%d entries, no fault\n", l.Entries())
			}
			return err
		},
	}
}

func lawShowCommand() *cobra.Command {
	var at target
	var asOf string
	c := &cobra.Command{
		Use:   "show [ID]",
		Short: "Print an entry of the law, or a list of the instruments that hold on a day",
		Long: `Print an entry of the law by its id or code: an instrument, a requirement, an act,
a regime, a state or territory. Without one, list the instruments.`,
		Example: `  safeconduct law show eu-us-dpf
  safeconduct law show gdpr
  safeconduct law show --as-of 2015-10-05`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return at.completeIDs(args), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			l, err := at.loadLaw()
			if err != nil {
				return err
			}
			var day civil.Date
			if err := day.UnmarshalText([]byte(asOf)); err != nil {
				return fmt.Errorf("--as-of: %w", err)
			}
			if len(args) == 1 {
				return l.Show(os.Stdout, args[0], day)
			}
			return l.List(os.Stdout, day)
		},
	}
	table.Add(c.Flags(), "law", &at.law)
	c.Flags().StringVar(&asOf, "as-of", "", "day, YYYY-MM-DD (default: all days)")
	return c
}

// completeIDs offers the ids of the law, while none is given yet.
func (t *target) completeIDs(given []string) (ids []string) {
	l, err := t.loadLaw()
	if err != nil || len(given) > 0 {
		return nil
	}
	for id, name := range l.Known() {
		ids = append(ids, cobra.CompletionWithDesc(id, name))
	}
	return ids
}

// loadLaw is the built-in law with that of a folder, if one is given, over it.
func loadLaw(dir string) (*law.Law, error) {
	if dir == "" {
		return law.Default(), nil
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s does not exist: expected a folder with law, files *.yaml", dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is no folder: give the one that holds it, %s", dir, filepath.Dir(dir))
	}
	folder := law.Folder{FS: os.DirFS(dir), Path: dir}
	if files, err := fs.Glob(folder, "*.y*ml"); err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s holds no file *.yaml: expected law", dir)
	}
	return law.Load(law.Embedded(), folder)
}

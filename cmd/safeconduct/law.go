package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry/civil"
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
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			faults := law.Lint(law.Embedded())
			if len(args) == 1 {
				faults = law.Lint(law.Embedded(), os.DirFS(args[0]))
			}
			for _, one := range faults {
				fmt.Println(one)
			}
			if len(faults) > 0 {
				return errNo
			}
			return nil
		},
	}
}

func lawShowCommand() *cobra.Command {
	var at target
	var asOf string
	c := &cobra.Command{
		Use:   "show [ID]",
		Short: "Print an instrument, or a list of those that hold on a day",
		Example: `  safeconduct law show eu-us-dpf
  safeconduct law show --as-of 2015-10-05`,
		Args: cobra.MaximumNArgs(1),
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
	c.Flags().StringVar(&at.law, "law", "", "folder with further law (*.yaml), laid over the built-in one")
	c.Flags().StringVar(&asOf, "as-of", "", "day, YYYY-MM-DD (default: all days)")
	return c
}

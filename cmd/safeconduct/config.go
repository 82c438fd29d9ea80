package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/settings"
)

func configCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Check, show and explain what is configured",
	}
	c.AddCommand(configCheckCommand(), configShowCommand(), configReferenceCommand())
	return c
}

// configured is every setting at once.
type configured struct {
	at  target
	how serving
	key string
}

func (all *configured) flags(c *cobra.Command) {
	all.at.flags(c)
	all.at.serverFlag(c)
	all.how.allFlags(c)
	table.Add(c.Flags(), "log-key", &all.key)
}

func configCheckCommand() *cobra.Command {
	var all configured
	c := &cobra.Command{
		Use:   "check",
		Short: "Report every fault in what is configured: exit 0 none, 1 some",
		Long: `Report every fault in the file of settings, the environment and the flags, with its
place, as a server would find it: what is unknown, what is no value, what does not go
together, files that are not there, and faults of the further law. Names in the environment that begin with
SAFECONDUCT_ and are no settings are told, and are no faults.`,
		Example: "  safeconduct config check --config safeconduct.yaml",
		Args:    cobra.NoArgs,
		// Unlike for other commands, faults are what is asked for.
		PersistentPreRunE: func(*cobra.Command, []string) error { return nil },
		RunE: func(c *cobra.Command, _ []string) error {
			for _, stranger := range table.Strangers(os.Environ()) {
				fmt.Fprintln(os.Stderr, "note: "+stranger)
			}
			faults := faultsIn(table.Resolve(c.Flags(), os.LookupEnv))
			faults.Add(faultsIn(all.how.check())...)
			faults.Add(all.at.lawFaults()...)
			faults.Sort()
			for _, one := range faults {
				fmt.Println(one)
			}
			if len(faults) > 0 {
				return errNo
			}
			return nil
		},
	}
	all.flags(c)
	return c
}

// lawFaults are those of the further law.
func (t *target) lawFaults() fault.List {
	_, err := t.loadLaw()
	if faults := faultsIn(err); err == nil || len(faults) > 0 {
		return faults
	}
	return fault.List{settings.Fault(t.set, "law", "cannot be read: %s", err)}
}

// faultsIn are the faults that an error lists.
func faultsIn(err error) (faults fault.List) {
	errors.As(err, &faults)
	return faults
}

func configShowCommand() *cobra.Command {
	var all configured
	c := &cobra.Command{
		Use:     "show",
		Short:   "Print what is configured and where each value comes from; no secrets",
		Example: "  safeconduct config show --config safeconduct.yaml",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return table.Show(os.Stdout, c.Flags(), os.LookupEnv)
		},
	}
	all.flags(c)
	return c
}

//go:embed configuration.md
var configurationText string

func configReferenceCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "reference",
		Short: "Print all settings as Markdown: docs/configuration.md",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			fmt.Print(configurationText)
			return table.WriteTable(os.Stdout)
		},
	}
}

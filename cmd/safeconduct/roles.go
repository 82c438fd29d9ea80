package main

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry/access"
)

func rolesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "roles",
		Short: "Print who may do what: every path, field and argument by role",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return access.WriteTable(os.Stdout) },
	}
}

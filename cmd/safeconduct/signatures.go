package main

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry/signature"
)

// readSignaturesCommand is what the server starts for each PDF file that it is
// given; it is of no use to people.
func readSignaturesCommand() *cobra.Command {
	return &cobra.Command{
		Use:    signature.Command,
		Short:  "Print who signed the PDF file that is standard input, as JSON",
		Args:   cobra.NoArgs,
		Hidden: true,
		RunE:   func(*cobra.Command, []string) error { return signature.Child(os.Stdin, os.Stdout) },
	}
}

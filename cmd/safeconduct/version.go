package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry/law"
)

func versionCommand() *cobra.Command {
	var sbom bool
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and of the built-in law, or what it is made of",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			info, ok := debug.ReadBuildInfo()
			if sbom {
				if !ok {
					return errors.New("the program was built without a note of what it is made of")
				}
				return writeBill(os.Stdout, info)
			}
			version := "(unknown)"
			if ok {
				version = info.Main.Version
			}
			l := law.Default()
			fmt.Printf("safeconduct %s, law version %d, known up to %s\n", version, l.Version, l.AsOfKnowledge)
			return nil
		},
	}
	c.Flags().BoolVar(&sbom, "sbom", false, "print what this program is made of, as a bill of materials (CycloneDX 1.6, JSON)")
	return c
}

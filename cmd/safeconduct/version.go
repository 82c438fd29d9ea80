package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry/law"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and of the built-in law",
		Args:  cobra.NoArgs,
		Run: func(*cobra.Command, []string) {
			version := "(unknown)"
			if info, ok := debug.ReadBuildInfo(); ok {
				version = info.Main.Version
			}
			l := law.Default()
			fmt.Printf("safeconduct %s, law version %d, known up to %s\n", version, l.Version, l.AsOfKnowledge)
		},
	}
}

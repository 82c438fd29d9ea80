// Command safeconduct is a registry of the legal bases of cross-border transfers
// of personal data: it serves, imports and checks.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// The exit codes, everywhere.
const (
	exitDone   = 0
	exitNo     = 1 // the answer is "no": flagged, unsound, faults found by a lint
	exitFailed = 2 // it could not be done, wrong usage included
)

// errNo ends a command whose answer is "no", which has been told already.
var errNo = errors.New("no")

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the first signal asks, the second one kills
	root := rootCommand()
	root.SetArgs(args)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitDone
	case errors.Is(err, errNo):
		return exitNo
	default:
		printFaults(os.Stderr, err)
		return exitFailed
	}
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "safeconduct",
		Short: "On what legal basis may this personal data leave the EEA, Switzerland or the United Kingdom?",
		Long: `Safeconduct keeps organizations, their evidence (agreements, certifications,
binding rules, assessments) and the flows of personal data between them, and
answers for every flow, on any day: which legal basis holds, or why none does.`,
		Example: `  safeconduct demo
  safeconduct import --data ./data organizations.csv agreements.csv flows.csv
  safeconduct check --data ./data --as-of 2020-07-16
  safeconduct serve --data ./data --listen 127.0.0.1:8080`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(serveCommand(), importCommand(), checkCommand(), demoCommand(), lawCommand(), versionCommand())
	return root
}

// mostFaults is how many faults are printed; the rest are counted.
const mostFaults = 1000

// printFaults prints every fault on a line of its own.
func printFaults(to *os.File, err error) {
	var faults fault.List
	if !errors.As(err, &faults) {
		fmt.Fprintln(to, "safeconduct: "+err.Error())
		return
	}
	for _, one := range faults[:min(len(faults), mostFaults)] {
		fmt.Fprintln(to, one)
	}
	if more := len(faults) - mostFaults; more > 0 {
		fmt.Fprintf(to, "… and %d further faults\n", more)
	}
}

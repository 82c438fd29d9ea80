// Command safeconduct is a registry of the legal bases of cross-border transfers
// of personal data: it serves, imports and checks.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/settings"
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
	ctx = access.With(ctx, operator())
	root := rootCommand()
	root.SetArgs(args)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitDone
	case errors.Is(err, errNo):
		return exitNo
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "safeconduct: interrupted")
		return exitFailed
	default:
		printFaults(os.Stderr, err)
		return exitFailed
	}
}

// operator is who runs the command. Whoever may write the folder has all of it in his
// hands: there is nothing that a command could keep from him.
func operator() access.Caller { return access.Caller{Actor: "os:" + userName(), Role: access.Admin} }

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
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			if c.Name() != "serve" && c.Name() != "demo" {
				slog.SetLogLoggerLevel(slog.LevelWarn) // how a command comes by its answer is nobody's question
			}
			return table.Resolve(c.Flags(), os.LookupEnv)
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return settings.FlagFault(err) })
	root.AddCommand(
		serveCommand(), importCommand(), exportCommand(), checkCommand(),
		tokenCommand(), rolesCommand(), signInCommand(), accessCommand(), checkpointCommand(), verifyCommand(), eraseCommand(), backupCommand(), restoreCommand(),
		demoCommand(), lawCommand(), configCommand(), versionCommand(), verifyFolderCommand(), readSignaturesCommand(),
	)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		refuseUnknown(c)
	}
	return root
}

// refuseUnknown makes a command that only has subcommands refuse others, as the
// root does; cobra would print the help and succeed.
func refuseUnknown(c *cobra.Command) {
	if !c.HasSubCommands() || c.Runnable() {
		return
	}
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return c.Help()
		}
		var names []string
		for _, sub := range c.Commands() {
			names = append(names, sub.Name())
		}
		return fmt.Errorf("unknown command %q for %q: expected %s%s", args[0], c.CommandPath(), sentence.Either(names), fault.DidYouMean(args[0], names))
	}
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
	switch more := len(faults) - mostFaults; {
	case more > 0:
		fmt.Fprintf(to, "safeconduct: %d faults, of which the first %d are shown; nothing was written\n", len(faults), mostFaults)
	case len(faults) > 1:
		fmt.Fprintf(to, "safeconduct: %d faults; nothing was written\n", len(faults))
	}
}

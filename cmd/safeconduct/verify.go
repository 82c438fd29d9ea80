package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry"
)

func verifyCommand() *cobra.Command {
	var at target
	var checkpoint string
	c := &cobra.Command{
		Use:   "verify",
		Short: "Verify that nobody rewrote or lost anything",
		Long: `Verify the registry in a folder: every version of every record against its entry
in the log, every index, every reference, every document, the whole tree of
the log, and each day of the access log that is over. Of what a server keeps decided, 1,000 flows (all, where there are no more)
are held on all days to what is decided from their records alone, and the counts of
100 days are counted again. Whoever can write the folder can write a log that fits: give --checkpoint
a checkpoint that was kept elsewhere to find a log that was truncated, rolled back,
reordered or forked. Nothing in the folder is changed; beside a server, a copy of
its database is verified, and the server compares what it has in memory.

With --server, the log of a running server is verified from the outside, with
nothing but the checkpoint; what it keeps decided, it compares itself.

Exit code 0: sound. 1: not; every finding is printed. 2: could not be verified.`,
		Example: `  safeconduct verify --data ./data
  safeconduct verify --data ./data --checkpoint last-month.checkpoint
  safeconduct verify --server http://127.0.0.1:8080 --checkpoint last-month.checkpoint`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			kept, err := keptCheckpoint(c, checkpoint)
			if err != nil {
				return err
			}
			found, err := at.verify(c.Context(), kept)
			if err != nil {
				return err
			}
			return tellVerified(found, kept != nil)
		},
	}
	at.dataFlag(c)
	at.serverFlag(c)
	c.Flags().StringVar(&checkpoint, "checkpoint", "", "file with a signed checkpoint of the log that was kept elsewhere")
	return c
}

// keptCheckpoint reads the file that --checkpoint names, nil where it is not given.
func keptCheckpoint(c *cobra.Command, path string) ([]byte, error) {
	if !c.Flags().Changed("checkpoint") {
		return nil, nil
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("--checkpoint: %w", err)
	}
	if err := registry.CheckCheckpoint(kept); err != nil {
		return nil, fmt.Errorf("--checkpoint %s: %w: expected what safeconduct checkpoint prints", path, err)
	}
	return kept, nil
}

func (t *target) verify(ctx context.Context, kept []byte) (*registry.Verified, error) {
	if t.asksServer() && kept == nil {
		return nil, errors.New("--server without --checkpoint: who trusts nothing of the server needs a checkpoint that was kept elsewhere")
	}
	server, err := t.remote()
	switch {
	case err != nil:
		return nil, err
	case t.asksServer():
		return server.verify(ctx, kept)
	case server != nil:
		return t.verifyHeld(ctx, server, kept)
	}
	return verifyInChild(ctx, t.data, t.data, kept, findings(os.Stdout))
}

// tellVerified prints what came of a verification whose findings are printed
// already.
func tellVerified(v *registry.Verified, held bool) error {
	if v.Findings > mostFaults {
		fmt.Printf("… and %d more\n", v.Findings-mostFaults)
	}
	read := fmt.Sprintf("%d commits", v.Commits)
	if v.Versions > 0 {
		read += fmt.Sprintf(", %d versions of records and %d documents", v.Versions, v.Documents)
	}
	if v.Flows+v.Days > 0 {
		read += fmt.Sprintf(", the columns of %d flows and %d days", v.Flows, v.Days)
	}
	if v.AccessDays > 0 {
		read += fmt.Sprintf(", %d days of the access log, %d of them pruned", v.AccessDays, v.PrunedDays)
	}
	if v.Findings > 0 {
		fmt.Printf("NOT SOUND: findings %d, read %s\n", v.Findings, read)
		return errNo
	}
	fmt.Printf("sound: %s; the root of the log is %s\n", read, v.Root)
	if !held {
		fmt.Fprintln(os.Stderr, "Without --checkpoint nobody can tell a log that was rewritten as a whole.")
	}
	return nil
}

// findings prints them as they come, up to as many as anybody reads.
func findings(to io.Writer) func(where, what string) {
	n := 0
	return func(where, what string) {
		if n++; n <= mostFaults {
			fmt.Fprintf(to, "%s: %s\n", where, what)
		}
	}
}

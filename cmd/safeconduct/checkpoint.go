package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func checkpointCommand() *cobra.Command {
	var at target
	var key string
	c := &cobra.Command{
		Use:   "checkpoint",
		Short: "Print the signed checkpoint of the log: what to keep elsewhere",
		Long: `Print the signed checkpoint of the log. Whoever keeps it, with a witness, in a mail,
on paper, can tell later whether anything up to now was changed: see verify.`,
		Example: `  safeconduct checkpoint --data ./data > monday.checkpoint
  safeconduct verify --data ./data --checkpoint monday.checkpoint`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			note, err := at.checkpoint(c.Context(), key)
			if err == nil {
				fmt.Print(note)
			}
			return err
		},
	}
	at.dataFlag(c)
	at.serverFlag(c)
	table.Add(c.Flags(), "log-key", &key)
	return c
}

// checkpoint asks the folder, or the server that is asked.
func (t *target) checkpoint(ctx context.Context, key string) (note string, err error) {
	server, err := t.remote()
	if err != nil {
		return "", err
	}
	if server != nil {
		part, err := server.logPart(ctx, "checkpoint")
		return string(part), err
	}
	r, err := t.open(ctx, "checkpoint", false)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if err := r.UseKey(ctx, logKey(key, t.data)); err != nil {
		return "", err
	}
	c, err := r.Checkpoint(ctx)
	if err != nil {
		return "", err
	}
	return *c.Note, nil
}

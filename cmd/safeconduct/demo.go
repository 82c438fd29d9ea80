package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/sample"
)

func demoCommand() *cobra.Command {
	at := target{}
	var how exposure
	var report bool
	c := &cobra.Command{
		Use:   "demo",
		Short: "Serve a sample registry in a folder of its own",
		Long: `Serve the sample registry: the port of a small communications group, and an
Irish and a Swiss company with flows to several hundred real vendors. The
agreements and certifications of the vendors' part are invented and marked so.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if report {
				return writeReport(c.Context(), os.Stdout)
			}
			if err := how.faults().Err(); err != nil {
				return err
			}
			r, err := at.open(c.Context(), "demo", true)
			if err != nil {
				return err
			}
			err = addSample(c.Context(), r, at.data)
			if err == nil {
				err = demoToken(c.Context(), r)
			}
			if err == nil {
				err = serve(c.Context(), r, at.data, serving{exposure: how, key: logKey("", at.data), documentLimit: graph.LargestDocument, accessDays: usualAccessDays})
			}
			return errors.Join(err, r.Close())
		},
	}
	c.Flags().StringVar(&at.data, "data", "demo-data", "folder of the sample registry")
	c.Flags().StringVar(&at.law, "law", "", "folder with further law (*.yaml), laid over the built-in one")
	c.Flags().BoolVar(&report, "report", false, "print what the sample shows on the days on which the law turned, and end")
	how.flags(c)
	return c
}

// demoLasts is how long the token of a demonstration lets in.
const demoLasts = 24 * time.Hour

// demoToken prints a token for the samples of the README.
func demoToken(ctx context.Context, r *registry.Registry) error {
	until := time.Now().Add(demoLasts)
	made, err := r.CreateToken(ctx, registry.TokenInput{Name: "demo", Role: access.Admin, ExpiresAt: &until})
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "For the samples of the README, until tomorrow:\nexport SAFECONDUCT_TOKEN=%s\n", made.Secret)
	return nil
}

// addSample imports the sample into an empty registry. One that holds anything
// else is somebody's: a file never deletes, so that the sample would stay in it.
func addSample(ctx context.Context, r *registry.Registry, folder string) error {
	in := registry.Import{Sources: sample.Sources()}
	empty, err := r.IsEmpty(ctx)
	if err != nil {
		return err
	}
	if !empty {
		in.DryRun = true
		would, err := r.Import(ctx, in)
		if err != nil {
			return err
		}
		for _, one := range would {
			if one.Created > 0 {
				return fmt.Errorf("%s holds another registry than the sample: give the demonstration a folder of its own with --data", folder)
			}
		}
		return nil
	}
	_, err = r.Import(ctx, in)
	return err
}

package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/graph"
)

func signInCommand() *cobra.Command {
	var at target
	c := &cobra.Command{
		Use:   "sign-in",
		Short: "Print a link that signs you in at a running server, once and within ten minutes",
		Long: `Print a link that signs you in at the server that holds the folder, as an ADMIN: once
and within ten minutes. Open it in a browser.`,
		Example: "  safeconduct sign-in --data ./data",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			server, err := at.remote()
			if err == nil && server == nil {
				err = fmt.Errorf("no server holds %s: start one with safeconduct serve, which prints a link", at.data)
			}
			if err != nil {
				return err
			}
			link, err := server.signInLink(c.Context())
			if err == nil {
				fmt.Println(link)
			}
			return err
		},
	}
	at.dataFlag(c)
	at.serverFlag(c)
	return c
}

// signInLink gets a link from the server.
func (r *remote) signInLink(ctx context.Context) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.under(graph.LinkPath), nil)
	if err != nil {
		return "", err
	}
	request.Header.Set(graph.ClientHeader, "safeconduct")
	var answer graph.LinkAnswer
	err = r.ask(request, &answer)
	if err == nil && answer.Link == "" {
		err = errors.New("the server gave no link")
	}
	return answer.Link, err
}

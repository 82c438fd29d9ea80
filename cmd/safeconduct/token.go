package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

func tokenCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "token",
		Short: "Create, list and revoke the tokens that let programs in",
	}
	c.AddCommand(tokenCreateCommand(), tokenListCommand(), tokenRevokeCommand())
	return c
}

func tokenCreateCommand() *cobra.Command {
	var at target
	var name, role, expires string
	var exporters []string
	c := &cobra.Command{
		Use:   "create --role ROLE --name NAME",
		Short: "Create a token and print it: now and never again",
		Long: `Create a token and print it, alone on standard output. Only a hash of it is kept: who
loses it creates another one. ROLE is one of ` + sentence.Either(access.RoleNames()).String() + `.
With --exporter it is limited to the flows of these organizations, and to the evidence
that bears on them, which it reads and does not change (docs/roles.md).`,
		Example: `  safeconduct token create --data ./data --role AUDITOR --name "nightly check" > token
  safeconduct token create --data ./data --role COMPLIANCE --name "officer in Lyon" --exporter lyon-sas
  safeconduct check --server https://registry.example --token-file token`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			in := registry.TokenInput{Name: name, Role: access.Role(strings.ToUpper(role)), Exporters: exporters}
			if c.Flags().Changed("expires") {
				until, err := momentIn(expires, time.Now())
				if err != nil {
					return err
				}
				in.ExpiresAt = &until
			}
			secret, err := at.createToken(c.Context(), in)
			if err == nil {
				fmt.Println(secret)
			}
			return err
		},
	}
	at.flags(c)
	at.serverFlag(c)
	c.Flags().StringVar(&name, "name", "", "what it is for")
	c.Flags().StringVar(&role, "role", "", "what it lets do")
	completeWith(c, "role", access.RoleNames()...)
	c.Flags().StringArrayVar(&exporters, "exporter", nil, "id of an organization to whose flows it is limited; repeatable")
	c.Flags().StringVar(&expires, "expires", "", "when it expires: 90d, 12h or a moment such as 2027-01-01T00:00:00Z (default: in a year)")
	return c
}

// momentIn reads a moment, or how far away it is.
func momentIn(given string, now time.Time) (time.Time, error) {
	if days, isDays := strings.CutSuffix(given, "d"); isDays {
		if n, err := strconv.Atoi(days); err == nil {
			return now.AddDate(0, 0, n), nil
		}
	}
	if away, err := time.ParseDuration(given); err == nil {
		return now.Add(away), nil
	}
	at, err := time.Parse(time.RFC3339, given)
	if err != nil {
		err = fmt.Errorf("--expires %s is no moment: expected 90d, 12h or RFC 3339 such as 2027-01-01T00:00:00Z", given)
	}
	return at, err
}

// What a server is asked.
var (
	createsToken = own(`mutation($name: String!, $role: AccessRole!, $exporters: [String!], $until: DateTime) {
	createToken(name: $name, role: $role, exporters: $exporters, expiresAt: $until) { secret }
}`)
	listsTokens = own(`query($after: String) { tokens(after: $after) {
	pageInfo { hasNextPage endCursor }
	nodes { id name role exporters createdAt createdBy expiresAt lastUsedAt revokedAt }
} }`)
	revokesToken = own(`mutation($id: ID!, $reason: String!) { revokeToken(id: $id, reason: $reason) { id } }`)
)

// createToken creates a token in the folder, or through the server that is asked.
func (t *target) createToken(ctx context.Context, in registry.TokenInput) (secret string, err error) {
	server, err := t.remote()
	if err != nil {
		return "", err
	}
	if server != nil {
		var answer struct{ CreateToken struct{ Secret string } }
		err := server.operate(ctx, createsToken, map[string]any{"name": in.Name, "role": in.Role, "exporters": in.Exporters, "until": in.ExpiresAt}, &answer)
		return answer.CreateToken.Secret, err
	}
	made := !t.exists()
	r, err := t.open(ctx, "token", true)
	if err != nil {
		return "", err
	}
	created, err := r.CreateToken(ctx, in)
	if err != nil && made {
		err = errors.Join(err, t.unmake(ctx, r))
	}
	if err := errors.Join(err, r.Close()); err != nil {
		return "", err
	}
	return created.Secret, nil
}

func tokenListCommand() *cobra.Command {
	var at target
	var format string
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the tokens, revoked and expired ones, too",
		Example: "  safeconduct token list --data ./data",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if format != "table" && format != "json" {
				return fmt.Errorf("--format %s is unknown: expected table or json", format)
			}
			all, err := at.listTokens(c.Context())
			if err != nil {
				return err
			}
			if format == "json" {
				out := json.NewEncoder(os.Stdout)
				out.SetIndent("", "  ")
				return out.Encode(all)
			}
			return printTokens(os.Stdout, all, time.Now())
		},
	}
	at.flags(c)
	at.serverFlag(c)
	c.Flags().StringVar(&format, "format", "table", "table or json")
	completeWith(c, "format", "table", "json")
	return c
}

// listedToken is a token as a list tells it.
type listedToken struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Role       access.Role `json:"role"`
	Exporters  []string    `json:"exporters"` // to which it is limited; none: it is not
	CreatedAt  time.Time   `json:"createdAt"`
	CreatedBy  string      `json:"createdBy"`
	ExpiresAt  time.Time   `json:"expiresAt"`
	LastUsedAt *time.Time  `json:"lastUsedAt"`
	RevokedAt  *time.Time  `json:"revokedAt"`
}

// listTokens lists the tokens of the folder, or of the server that is asked.
func (t *target) listTokens(ctx context.Context) (all []listedToken, err error) {
	server, err := t.remote()
	if err != nil {
		return nil, err
	}
	page := server.tokenPage
	if server == nil {
		r, err := t.open(ctx, "token", false)
		if err != nil {
			return nil, err
		}
		defer r.Close()
		page = func(ctx context.Context, paging registry.Paging) ([]listedToken, *string, error) {
			return tokenPage(ctx, r, paging)
		}
	}
	all = []listedToken{}
	for paging := (registry.Paging{}); ; {
		some, end, err := page(ctx, paging)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		if end == nil {
			return all, nil
		}
		paging.After = end
	}
}

// tokenPage is a page of tokens, with the cursor behind it; nil on the last one.
func tokenPage(ctx context.Context, r *registry.Registry, paging registry.Paging) (all []listedToken, end *string, err error) {
	page, err := r.Tokens(ctx, paging)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range page.Nodes {
		all = append(all, listedToken{t.ExternalID, t.Name, t.Role, append([]string{}, t.Exporters...), t.CreatedAt, t.CreatedBy, t.ExpiresAt, t.LastUsedAt, t.RevokedAt})
	}
	if page.PageInfo.HasNextPage {
		end = page.PageInfo.EndCursor
	}
	return all, end, nil
}

func (r *remote) tokenPage(ctx context.Context, paging registry.Paging) (all []listedToken, end *string, err error) {
	var answer struct {
		Tokens struct {
			PageInfo struct {
				HasNextPage bool
				EndCursor   *string
			}
			Nodes []listedToken
		}
	}
	err = r.operate(ctx, listsTokens, map[string]any{"after": paging.After}, &answer)
	if answer.Tokens.PageInfo.HasNextPage {
		end = answer.Tokens.PageInfo.EndCursor
	}
	return answer.Tokens.Nodes, end, err
}

// printTokens prints for people.
func printTokens(w io.Writer, all []listedToken, now time.Time) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "ID\tNAME\tROLE\tLIMITED TO\tCREATED\tBY\tLAST USED\tSTATE")
	for _, t := range all {
		limit := "-"
		if len(t.Exporters) > 0 {
			limit = strings.Join(t.Exporters, ", ")
		}
		used, state := "never", "until "+t.ExpiresAt.UTC().Format(time.DateOnly)
		if t.LastUsedAt != nil {
			used = t.LastUsedAt.UTC().Format("2006-01-02 15:04")
		}
		switch {
		case t.RevokedAt != nil:
			state = "revoked " + t.RevokedAt.UTC().Format(time.DateOnly)
		case !now.Before(t.ExpiresAt):
			state = "expired " + t.ExpiresAt.UTC().Format(time.DateOnly)
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", t.ID, t.Name, t.Role, limit, t.CreatedAt.UTC().Format(time.DateOnly), t.CreatedBy, used, state)
	}
	return out.Flush()
}

func tokenRevokeCommand() *cobra.Command {
	var at target
	var reason string
	c := &cobra.Command{
		Use:     "revoke ID",
		Short:   "Revoke a token: it lets nobody in from now on",
		Example: `  safeconduct token revoke k3v9q2m8x7d4 --reason "left the company" --data ./data`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return at.revokeToken(c.Context(), registry.Command{ExternalID: args[0], Reason: reason})
		},
	}
	at.flags(c)
	at.serverFlag(c)
	c.Flags().StringVar(&reason, "reason", "", "why; it is kept in the log")
	return c
}

// revokeToken revokes a token in the folder, or through the server that is asked.
func (t *target) revokeToken(ctx context.Context, c registry.Command) error {
	server, err := t.remote()
	if err != nil {
		return err
	}
	if server != nil {
		return server.operate(ctx, revokesToken,
			map[string]any{"id": c.ExternalID, "reason": c.Reason}, &struct{}{})
	}
	r, err := t.open(ctx, "token", false)
	if err != nil {
		return err
	}
	_, err = r.RevokeToken(ctx, c)
	return errors.Join(err, r.Close())
}

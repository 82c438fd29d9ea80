package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// people says how people sign in, beside the link that is printed.
type people struct {
	issuer, client string
	secretFile     string
	claim          string
	scopes         []string
	roles          []string // ROLE=GROUP
}

func (p *people) flags(c *cobra.Command) {
	c.Flags().StringVar(&p.issuer, "oidc-issuer", "", "OpenID provider at which people sign in, such as https://id.example")
	c.Flags().StringVar(&p.client, "oidc-client", "", "id of this server at the provider")
	c.Flags().StringVar(&p.secretFile, "oidc-secret-file", "", "file of its secret there (default: SAFECONDUCT_OIDC_SECRET)")
	c.Flags().StringVar(&p.claim, "oidc-groups-claim", "groups", "claim that has the groups of a person")
	c.Flags().StringSliceVar(&p.scopes, "oidc-scopes", []string{"profile", "email"}, "what is asked for beside openid")
	c.Flags().StringArrayVar(&p.roles, "oidc-role", nil, "role of a group, as ROLE=GROUP; of several groups of a person the greatest")
}

// oidc is the provider for a server at an address; nil where none is configured.
func (p *people) oidc(base string) (*signin.OIDC, error) {
	if p.issuer == "" {
		return nil, nil //nolint:nilnil // people sign in by links
	}
	at, err := url.Parse(p.issuer)
	switch {
	case err != nil || at.Host == "" || at.Scheme != "https" && at.Hostname() != "localhost" && at.Hostname() != "127.0.0.1":
		return nil, fmt.Errorf("--oidc-issuer %s is no provider that can be trusted: expected https://HOST", p.issuer)
	case p.client == "":
		return nil, errors.New("--oidc-client is missing: who is this server at the provider?")
	}
	secret, err := p.secret()
	if err != nil {
		return nil, err
	}
	groups, err := p.groups()
	if err != nil {
		return nil, err
	}
	return &signin.OIDC{Clock: time.Now, Provider: signin.Provider{
		Issuer: p.issuer, ClientID: p.client, ClientSecret: secret, Scopes: p.scopes, GroupsClaim: p.claim, Groups: groups,
		Callback: base + signin.CallbackPath,
	}}, nil
}

func (p *people) secret() (string, error) {
	if p.secretFile == "" {
		return os.Getenv("SAFECONDUCT_OIDC_SECRET"), nil // a public client has none: PKCE stands for it
	}
	content, err := os.ReadFile(p.secretFile)
	if err != nil {
		return "", fmt.Errorf("--oidc-secret-file %s: %w", p.secretFile, root(err))
	}
	return strings.TrimSpace(string(content)), nil
}

// groups are the roles of groups.
func (p *people) groups() (map[string]access.Role, error) {
	groups := map[string]access.Role{}
	for _, one := range p.roles {
		name, group, _ := strings.Cut(one, "=")
		role := access.Role(strings.ToUpper(name))
		if !role.IsKnown() || group == "" {
			return nil, fmt.Errorf("--oidc-role %s: expected ROLE=GROUP, and as the role %s", one, fault.Either(access.RoleNames()))
		}
		if slices.Index(access.Roles, role) > slices.Index(access.Roles, groups[group]) {
			groups[group] = role
		}
	}
	if len(groups) == 0 {
		return nil, errors.New("--oidc-role is missing: nobody who signs in would have a role; expected ROLE=GROUP")
	}
	return groups, nil
}

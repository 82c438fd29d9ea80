package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/settings"
)

// people says how people sign in, beside the link that is printed.
type people struct {
	set            *pflag.FlagSet
	issuer, client string
	secretFile     string
	claim          string
	scopes         []string
	roles          []string // as [roleOfGroup] reads them
}

func (p *people) flags(c *cobra.Command) {
	p.set = c.Flags()
	table.Add(p.set, "oidc-issuer", &p.issuer)
	table.Add(p.set, "oidc-client", &p.client)
	table.Add(p.set, "oidc-secret-file", &p.secretFile)
	table.Add(p.set, "oidc-groups-claim", &p.claim)
	table.Add(p.set, "oidc-scopes", &p.scopes)
	table.Add(p.set, "oidc-role", &p.roles)
}

// faults are what keeps people from signing in at the provider, where one is configured.
func (p *people) faults() (faults fault.List) {
	if p.issuer == "" {
		return nil
	}
	if p.client == "" {
		faults.Add(settings.Fault(p.set, "oidc-issuer", "needs --oidc-client: who is this server at the provider?"))
	}
	if len(p.roles) == 0 {
		faults.Add(settings.Fault(p.set, "oidc-issuer", "needs --oidc-role: nobody who signs in would have a role; expected ROLE=GROUP"))
	}
	var refused *fault.Error
	if _, err := p.secret(); errors.As(err, &refused) {
		faults.Add(refused)
	}
	return faults
}

// secret is that of the server at the provider; a public client has none: PKCE stands
// for it.
func (p *people) secret() (string, error) {
	return table.Secret(p.set, "oidc-secret", os.LookupEnv)
}

// oidc is the provider for a server at an address; nil where none is configured.
func (p *people) oidc(base string) (*signin.OIDC, error) {
	if p.issuer == "" {
		return nil, nil //nolint:nilnil // people sign in by links
	}
	secret, err := p.secret()
	if err != nil {
		return nil, err
	}
	return &signin.OIDC{Clock: time.Now, Provider: signin.Provider{
		Issuer: p.issuer, ClientID: p.client, ClientSecret: secret, Scopes: p.scopes, GroupsClaim: p.claim, Groups: p.groups(),
		Callback: base + signin.CallbackPath,
	}}, nil
}

// groups are what groups may do.
func (p *people) groups() map[string]access.Caller {
	groups := map[string]access.Caller{}
	for _, one := range p.roles {
		may, group, _ := roleOfGroup(one)
		groups[group] = groups[group].And(may)
	}
	return groups
}

// roleOfGroup reads ROLE=GROUP, or ROLE:EXPORTER,EXPORTER=GROUP of a group that is limited
// to some exporters.
func roleOfGroup(given string) (may access.Caller, group string, err error) {
	role, group, _ := strings.Cut(given, "=")
	role, exporters, limited := strings.Cut(role, ":")
	may.Role = access.Role(strings.ToUpper(role))
	if limited {
		may.Exporters = access.LimitOf(strings.Split(exporters, ","))
	}
	if !may.Role.IsKnown() || group == "" || slices.Contains(may.Exporters, "") {
		return may, group, fmt.Errorf("expected ROLE=GROUP or ROLE:EXPORTER,EXPORTER=GROUP, and as the role %s", sentence.Either(access.RoleNames()))
	}
	if why := access.CheckLimit(may.Role, may.Exporters); why != nil {
		return may, group, errors.New(why.Msg)
	}
	return may, group, nil
}

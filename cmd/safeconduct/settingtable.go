package main

import (
	"errors"
	"net"
	"net/url"
	"strconv"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/settings"
)

// table is everything that an installation configures: the only place where a setting
// has its name, its default and its sense.
var table = settings.Table{
	{Name: "data", Kind: settings.Path, About: "folder of the registry (or SAFECONDUCT_DATA)"},
	{Name: "law", Kind: settings.Path, About: "folder with further law (*.yaml), laid over the built-in one"},
	{Name: "log-key", Kind: settings.Path, About: "file of the key that signs the log's checkpoints (default: log.key in the data folder)"},
	{Name: "document-limit", Kind: settings.Number, Default: strconv.Itoa(graph.LargestDocument), About: "largest document that is taken, in bytes", Check: isSize},
	{Name: "access-days", Kind: settings.Number, Default: strconv.Itoa(usualAccessDays), About: "for how many days the access log is kept", Check: isTime},

	{Name: "listen", Kind: settings.Text, Default: "127.0.0.1:8080", About: "address to listen on; beyond the loopback with TLS or behind a proxy only", Check: isAddress},
	{Name: "host", Kind: settings.Text, About: "name under which the server is reached, such as registry.example or registry.example:8443", Check: isHost},
	{Name: "tls-cert", Kind: settings.Path, About: "file of the certificate, in PEM"},
	{Name: "tls-key", Kind: settings.Path, About: "file of the certificate's key, in PEM"},
	{Name: "behind-proxy", Kind: settings.YesNo, Default: "false", About: "a proxy before the server does TLS, and is the only one that reaches it"},

	{Name: "trusted-documents", Kind: settings.Path, About: "folder of the GraphQL documents that are answered, beside those of the page and of these commands: others are refused"},

	{Name: "oidc-issuer", Kind: settings.Text, About: "OpenID provider at which people sign in, such as https://id.example", Check: isSafeURL},
	{Name: "oidc-client", Kind: settings.Text, About: "id of this server at the provider"},
	{Name: "oidc-secret-file", Kind: settings.Path, About: "file of its secret there (default: SAFECONDUCT_OIDC_SECRET)"},
	{Name: "oidc-secret", Kind: settings.Secret, About: "its secret there; a public client has none"},
	{Name: "oidc-groups-claim", Kind: settings.Text, Default: "groups", About: "claim that has the groups of a person"},
	{Name: "oidc-scopes", Kind: settings.List, Separator: ",", Default: "profile,email", About: "what is asked for beside openid"},
	{Name: "oidc-role", Kind: settings.List, Separator: ";", About: "role of a group, as ROLE=GROUP, or ROLE:EXPORTER,EXPORTER=GROUP where the group is limited to some exporters, by their ids; of several groups of a person the greatest counts, and limits add up", Check: isRoleOfGroup},

	{Name: "server", Kind: settings.Text, About: "URL of a running server to ask instead, with the token in SAFECONDUCT_TOKEN", Check: isSafeURL},
	{Name: "token-file", Kind: settings.Path, About: "file of the token that is shown to --server (default: SAFECONDUCT_TOKEN)"},
	{Name: "token", Kind: settings.Secret, About: "the token that is shown to --server"},
}

func isSize(text string) error {
	if n, err := strconv.ParseInt(text, 10, 64); err != nil || n < 1 {
		return errors.New("is no size: expected a number of bytes above 0")
	}
	return nil
}

func isTime(text string) error {
	if n, err := strconv.ParseInt(text, 10, 32); err != nil || n < 1 {
		return errors.New("is no time: expected a number of days above 0")
	}
	return nil
}

func isAddress(text string) error {
	_, port, err := net.SplitHostPort(text)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil {
		return errors.New("is no address: expected HOST:PORT such as 127.0.0.1:8080")
	}
	return nil
}

func isHost(text string) error {
	at, err := url.Parse("https://" + text)
	if err != nil || at.Host != text || at.Hostname() == "" {
		return errors.New("is no name of a host: expected one such as registry.example or registry.example:8443")
	}
	return nil
}

// isSafeURL wants TLS, as secrets are sent there: but not within this machine.
func isSafeURL(text string) error {
	at, err := url.ParseRequestURI(text)
	if err != nil || at.Hostname() == "" || at.Scheme != "http" && at.Scheme != "https" {
		return errors.New("is no URL: expected https://HOST, or http:// on this machine's loopback")
	}
	if at.User != nil {
		return errors.New("has a user in it: secrets stand in no URL")
	}
	if at.Scheme == "http" && at.Hostname() != "localhost" && !net.ParseIP(at.Hostname()).IsLoopback() {
		return errors.New("is not safe, whoever is on the way could read what is shown there: expected https://HOST")
	}
	return nil
}

func isRoleOfGroup(text string) error {
	_, _, err := roleOfGroup(text)
	return err
}

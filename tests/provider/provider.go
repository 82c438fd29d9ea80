// Package provider is an OpenID provider for tests: the real one of another project, which
// knows one client, Safeconduct, and one person, whose groups can be changed while it runs.
package provider

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// The client, the person, and what the two show the provider.
const (
	Client   = "safeconduct"
	Secret   = "a secret of both"
	User     = "test-user@localhost"
	Password = "verysecure"
	subject  = "id1"
)

// patience is how long the provider waits for an answer.
const patience = 30 * time.Second

// Provider is one that runs.
type Provider struct {
	*storage.Storage
	URL    string // its issuer
	server *http.Server
	groups atomic.Pointer[[]string]
}

// Start starts a provider on a free port, whose client has people sent back to an address.
// It is reached by another name than a server on 127.0.0.1: for a browser it is another
// site, as it is elsewhere.
func Start(callback string) (*Provider, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	p := &Provider{URL: "http://localhost:" + port}
	p.SetGroups()
	storage.RegisterClients(storage.WebClient(Client, Secret, callback))
	p.Storage = storage.NewStorage(storage.NewUserStore(p.URL))
	p.server = &http.Server{Handler: exampleop.SetupServer(p.URL, p, nil, false), ReadHeaderTimeout: patience}
	go func() { _ = p.server.Serve(listener) }() // it ends with Close
	return p, nil
}

// Close ends it at once.
func (p *Provider) Close() error { return p.server.Close() }

// SetGroups says in which groups the person is from now on.
func (p *Provider) SetGroups(groups ...string) { p.groups.Store(&groups) }

// SetUserinfoFromToken tells the groups beside what the provider tells by itself.
func (p *Provider) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, tokenID, subject, origin string) error {
	info.AppendClaims("groups", *p.groups.Load())
	return p.Storage.SetUserinfoFromToken(ctx, info, tokenID, subject, origin)
}

// LogoutToken says, signed, that the person was signed out; some claims are changed.
func (p *Provider) LogoutToken(changed map[string]any) (string, error) {
	claims := map[string]any{
		"iss": p.URL, "aud": Client, "sub": subject, "jti": "1", "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
		"events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}},
	}
	for name, value := range changed {
		claims[name] = value
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	key, err := p.SigningKey(context.Background())
	if err != nil {
		return "", err
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: key.SignatureAlgorithm(), Key: jose.JSONWebKey{Key: key.Key(), KeyID: key.ID()}}, nil)
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(body)
	if err != nil {
		return "", err
	}
	return signed.CompactSerialize()
}

// SignOut sends a logout token to an address, and gives the status of the answer.
func SignOut(address, token string) (status int, err error) {
	response, err := (&http.Client{Timeout: patience}).PostForm(address, url.Values{"logout_token": {token}})
	if err != nil {
		return 0, err
	}
	return response.StatusCode, response.Body.Close()
}

package signin_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry/access"
)

// provider is an OpenID provider that does what it is told.
type provider struct {
	*httptest.Server
	key    *ecdsa.PrivateKey // by which it signs
	public *ecdsa.PublicKey  // that it shows
	keyID  string
	nonce  string
	claims map[string]any // of the ID token
	info   map[string]any // what it tells of the person; nil: nothing to this token
	token  map[string]any // of the token answer, beside the ID token
	gone   bool           // it knows the refresh token no longer
	asked  []string       // the paths at which it was asked
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{token: map[string]any{"access_token": "a", "token_type": "Bearer", "expires_in": 3600}}
	p.rotate(t, "first")
	mux := http.NewServeMux()
	answer := func(path string, with func(w http.ResponseWriter, q *http.Request) any) {
		mux.HandleFunc(path, func(w http.ResponseWriter, q *http.Request) {
			p.asked = append(p.asked, path)
			w.Header().Set("Content-Type", "application/json")
			if body := with(w, q); body != nil {
				_ = json.NewEncoder(w).Encode(body)
			}
		})
	}
	answer("/.well-known/openid-configuration", func(http.ResponseWriter, *http.Request) any {
		return map[string]any{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
			"jwks_uri": p.URL + "/keys", "userinfo_endpoint": p.URL + "/userinfo", "id_token_signing_alg_values_supported": []string{"ES256"},
		}
	})
	answer("/keys", func(http.ResponseWriter, *http.Request) any {
		return jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.public, KeyID: p.keyID, Algorithm: "ES256", Use: "sig"}}}
	})
	answer("/token", func(w http.ResponseWriter, q *http.Request) any {
		if q.FormValue("grant_type") == "refresh_token" && p.gone {
			w.WriteHeader(http.StatusBadRequest)
			return map[string]any{"error": "invalid_grant"}
		}
		p.token["id_token"] = p.signed(t)
		return p.token
	})
	answer("/userinfo", func(w http.ResponseWriter, _ *http.Request) any {
		if p.info == nil {
			w.WriteHeader(http.StatusUnauthorized)
			return nil
		}
		return p.info
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// rotate has it sign with another key from now on.
func (p *provider) rotate(t *testing.T, id string) {
	t.Helper()
	var err error
	if p.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	p.public, p.keyID = &p.key.PublicKey, id
}

// signed is an ID token.
func (p *provider) signed(t *testing.T) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: p.key, KeyID: p.keyID}}, nil)
	if err != nil {
		t.Error(err)
		return ""
	}
	claims := map[string]any{"iss": p.URL, "aud": "safeconduct", "sub": "1", "exp": time.Now().Add(24 * time.Hour).Unix(), "iat": time.Now().Unix(), "nonce": p.nonce}
	for name, value := range p.claims {
		claims[name] = value
	}
	body, err := json.Marshal(claims)
	if err != nil {
		t.Error(err)
	}
	jws, err := signer.Sign(body)
	if err != nil {
		t.Error(err)
		return ""
	}
	text, err := jws.CompactSerialize()
	if err != nil {
		t.Error(err)
	}
	return text
}

// signedIn is a door through which somebody has come by way of a provider.
type signedIn struct {
	*signin.Door
	cookie *http.Cookie
	now    time.Time
}

// signIn signs somebody in.
func signIn(t *testing.T, p *provider) *signedIn {
	t.Helper()
	s := &signedIn{now: time.Now()}
	clock := func() time.Time { return s.now }
	s.Door = signin.NewDoor(nil, clock)
	s.OIDC = &signin.OIDC{Clock: clock, Provider: signin.Provider{
		Issuer: p.URL, ClientID: "safeconduct", GroupsClaim: "groups", Groups: map[string]access.Caller{"sellers": {Role: access.Sales}, "revision": {Role: access.Auditor}},
	}}
	address, state, err := s.OIDC.Begin(context.Background(), "/")
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	p.nonce = at.Query().Get("nonce")
	w := httptest.NewRecorder()
	if _, err := s.EnterFrom(w, cameBack(state)); err != nil {
		t.Fatal(err)
	}
	s.cookie = w.Result().Cookies()[0]
	return s
}

// cameBack is a request with which the provider sends a browser back.
func cameBack(state string) *http.Request {
	return httptest.NewRequest(http.MethodGet, signin.CallbackPath+"?code=code&state="+state, nil)
}

// role is that of who asks with the cookie, "" for nobody.
func (s *signedIn) role() access.Role {
	q := httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/", nil)
	q.AddCookie(s.cookie)
	who, _, err := s.Who(q)
	if err != nil {
		return ""
	}
	return who.Role
}

func groups(of ...string) map[string]any { return map[string]any{"sub": "1", "groups": of} }

// TestARoleThatIsTakenIsGoneWithinAMinute signs in and has the provider change its mind.
func TestARoleThatIsTakenIsGoneWithinAMinute(t *testing.T) {
	refreshed := map[string]any{"access_token": "a", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "r"}
	usedUp := map[string]any{"access_token": "a", "token_type": "Bearer", "expires_in": 1} // by a clock of its own
	for name, c := range map[string]struct {
		before, after func(*provider)
		want          access.Role
	}{
		"the same":       {func(p *provider) { p.info = groups("sellers") }, func(*provider) {}, access.Sales},
		"another group":  {func(p *provider) { p.info = groups("sellers") }, func(p *provider) { p.info = groups("revision") }, access.Auditor},
		"no group":       {func(p *provider) { p.info = groups("sellers") }, func(p *provider) { p.info = groups() }, ""},
		"nothing said":   {func(p *provider) { p.info = groups("sellers") }, func(p *provider) { p.info = map[string]any{"sub": "1"} }, ""},
		"used up":        {func(p *provider) { p.info, p.token = groups("sellers"), usedUp }, func(p *provider) { p.info = groups("revision") }, access.Auditor},
		"not let in":     {func(p *provider) { p.info = groups("sellers") }, func(p *provider) { p.info = nil }, ""},
		"it is away":     {func(p *provider) { p.info = groups("sellers") }, func(p *provider) { p.CloseClientConnections(); p.Close() }, access.Sales},
		"somebody else":  {func(p *provider) { p.info = groups("sellers") }, func(p *provider) { p.info = map[string]any{"sub": "2", "groups": []string{"revision"}} }, access.Sales},
		"in the token":   {func(p *provider) { p.claims, p.info = groups("sellers"), map[string]any{"sub": "1"} }, func(p *provider) { p.claims = groups("revision") }, access.Sales},
		"in a new token": {func(p *provider) { p.claims, p.token = groups("sellers"), refreshed }, func(p *provider) { p.claims = groups("revision") }, access.Auditor},
		"no new token":   {func(p *provider) { p.claims, p.token = groups("sellers"), refreshed }, func(p *provider) { p.gone = true }, ""},
		"no group in it": {func(p *provider) { p.claims, p.token = groups("sellers"), refreshed }, func(p *provider) { p.claims = groups() }, ""},
		"of a stranger":  {func(p *provider) { p.claims, p.token = groups("sellers"), refreshed }, func(p *provider) { p.claims = map[string]any{"sub": "2", "groups": []string{"revision"}} }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProvider(t)
			c.before(p)
			s := signIn(t, p)
			c.after(p)
			asked := len(p.asked)
			if role := s.role(); role != access.Sales || len(p.asked) > asked {
				t.Errorf("at once it is %q, and the provider was asked %v", role, p.asked[asked:])
			}
			s.now = s.now.Add(50 * time.Second)
			if role := s.role(); role != c.want {
				t.Errorf("later it is %q, not %q; the provider was asked %v", role, c.want, p.asked[asked:])
			}
			asked = len(p.asked)
			if role := s.role(); role != c.want || len(p.asked) > asked {
				t.Errorf("and then %q, and the provider was asked again", role)
			}
		})
	}
}

// TestAProviderMayChangeItsKeys signs in with a key, and then with another one.
func TestAProviderMayChangeItsKeys(t *testing.T) {
	p := newProvider(t)
	p.claims = groups("sellers")
	s := signIn(t, p)
	shown := p.public
	p.rotate(t, "second")
	begin := func() *http.Request {
		t.Helper()
		address, state, err := s.OIDC.Begin(context.Background(), "/")
		if err != nil {
			t.Fatal(err)
		}
		at, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		p.nonce = at.Query().Get("nonce")
		return cameBack(state)
	}
	if _, err := s.EnterFrom(httptest.NewRecorder(), begin()); err != nil {
		t.Errorf("with a new key: %v", err)
	}
	p.public = shown // the key of somebody else signs
	p.keyID = "third"
	if _, err := s.EnterFrom(httptest.NewRecorder(), begin()); err == nil {
		t.Error("a key that the provider does not show signs in")
	}
}

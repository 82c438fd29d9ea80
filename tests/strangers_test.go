package tests

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// from sends requests from the nth further address of the loopback.
func from(t *testing.T, n int) *http.Transport {
	t.Helper()
	at := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 1, byte(n>>8), byte(n))}}
	transport := &http.Transport{DialContext: at.DialContext}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// TestWhoTriesTooMuchIsToldToWait tries, from one address, whatever lets nobody in: it is
// refused for a while, whoever has a token is not, and neither is another address.
func TestWhoTriesTooMuchIsToldToWait(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	good := tokenOf(t, s.data, "SALES")
	json := map[string]string{"Content-Type": "application/json", "Safeconduct-Client": "t"}
	with := func(name, value string) map[string]string {
		return map[string]string{"Content-Type": "application/json", "Safeconduct-Client": "t", name: value}
	}
	for n, c := range []struct {
		name string
		ask  func() request
	}{
		{"a token", func() request {
			return request{"POST", "/graphql", with("Authorization", "Bearer sc_x"), question("{ __typename }")}
		}},
		{"a cookie", func() request {
			return request{"GET", "/log/checkpoint", with("Cookie", s.cookie.Name+"=x"), nil}
		}},
		{"a link", func() request { return request{"POST", "/sign-in", json, strings.NewReader(`{"link":"x"}`)} }},
		{"a sign-in", func() request { return request{"GET", "/sign-in/oidc", nil, nil} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			nobody := &server{url: s.url, from: from(t, n+1)}
			tried := untilTold(t, func() int {
				status, _, body := nobody.do(t, c.ask())
				if status < 400 || status == http.StatusTooManyRequests && !strings.Contains(body, "RATE_LIMITED") {
					t.Errorf("it is told %d %s", status, body)
				}
				return status
			})
			if tried < 100 {
				t.Errorf("it is told to wait after %d", tried)
			}
			if status, body := nobody.as(t, good, request{"POST", "/graphql", json, question("{ viewer { role } }")}); status != http.StatusOK {
				t.Errorf("with a token: %d %s", status, body)
			}
			if status, _, body := nobody.do(t, request{"POST", "/graphql", json, question("{ viewer { role } }")}); status != http.StatusUnauthorized {
				t.Errorf("who shows nothing is told %d %s", status, body)
			}
			elsewhere := &server{url: s.url, from: from(t, 1000+n)}
			if status, _, body := elsewhere.do(t, c.ask()); status == http.StatusTooManyRequests {
				t.Errorf("from elsewhere: %d %s", status, body)
			}
		})
	}
}

// TestWhatIsValidIsNeverTriedTooMuch tries from an address whatever lets nobody in until it is
// told to wait, and then has somebody come from there with what is valid.
func TestWhatIsValidIsNeverTriedTooMuch(t *testing.T) {
	s, p := withProvider(t, "sellers")
	nobody := &server{url: s.url}
	form := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	logsOut := func(token string) int {
		status, _, body := nobody.do(t, request{"POST", "/sign-out/oidc", form, strings.NewReader(url.Values{"logout_token": {token}}.Encode())})
		if status == http.StatusTooManyRequests && !strings.Contains(body, "RATE_LIMITED") {
			t.Errorf("it is told %s", body)
		}
		return status
	}
	valid := logout(t, p, nil)
	for n := range 130 {
		if status := logsOut(valid); status != http.StatusOK {
			t.Fatalf("the word of the provider, %d times: %d", n+1, status)
		}
	}
	untilTold(t, func() int { return logsOut("x.y.z") })
	if status := logsOut(valid); status != http.StatusOK {
		t.Errorf("the word of the provider, beside what is forged: %d", status)
	}
	link := strings.TrimSpace(mustRun(t, "sign-in", "--data", s.data).stdout)
	untilTold(t, func() int { status, _, _ := nobody.do(t, request{"GET", "/sign-in/oidc", nil, nil}); return status })
	nobody.signIn(t, link)
	if status, _, body := nobody.do(t, request{"GET", "/sign-in", nil, nil}); status != http.StatusOK {
		t.Errorf("the ways in: %d %s", status, body)
	}
}

// TestAProxySaysFromWhere has addresses behind a proxy told apart by its last word, and by
// nothing that a client can say.
func TestAProxySaysFromWhere(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	c := serving(data)
	c.Args = append(c.Args, "--behind-proxy", "--host", "registry.example")
	s := startServer(t, data, c)
	try := func(forwarded string) (status int) {
		status, _, _ = s.do(t, request{"POST", "/graphql", map[string]string{"Authorization": "Bearer sc_x", "X-Forwarded-For": forwarded}, question("{ x }")})
		return status
	}
	tries := 0
	untilTold(t, func() int {
		tries++
		return try(fmt.Sprintf("198.51.100.%d, 203.0.113.1", tries%250))
	})
	for forwarded, want := range map[string]int{
		"203.0.113.1": 429, "203.0.113.2": 401, "203.0.113.1, 203.0.113.3": 401, "198.51.100.9, 203.0.113.1": 429,
	} {
		if status := try(forwarded); status != want {
			t.Errorf("by way of %s: %d, not %d", forwarded, status, want)
		}
	}
	alone := serve(t, filepath.Join(t.TempDir(), "data"))
	nobody := &server{url: alone.url, from: from(t, 2000)}
	untilTold(t, func() int {
		tries++
		status, _, _ := nobody.do(t, request{"POST", "/graphql", map[string]string{"Authorization": "Bearer sc_x", "X-Forwarded-For": fmt.Sprintf("203.0.113.%d", tries%250)}, question("{ x }")})
		return status
	}) // without a proxy, what a client says of its address does not count
}

// untilTold tries until it is told that it was too much, and gives how often.
func untilTold(t *testing.T, try func() (status int)) (tried int) {
	t.Helper()
	for deadline := time.Now().Add(2 * patience); time.Now().Before(deadline); tried++ {
		if try() == http.StatusTooManyRequests {
			return tried
		}
	}
	t.Fatalf("after %d it is not told to wait", tried)
	return tried
}

// TestOneAddressLeavesRoom keeps as many connections open as one address may have: a further
// one is closed, and another address is served.
func TestOneAddressLeavesRoom(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	address := strings.TrimPrefix(s.url, "http://")
	at := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 3, 0, 1)}}
	asked := func() bool {
		c, err := at.Dial("tcp", address)
		if err != nil {
			t.Skip("this system opens no so many files: ", err)
		}
		t.Cleanup(func() { c.Close() })
		_, _ = io.WriteString(c, "GET /healthz HTTP/1.1\r\nHost: "+address+"\r\n\r\n")
		_ = c.SetReadDeadline(time.Now().Add(patience))
		n, _ := c.Read(make([]byte, 100))
		return n > 0
	}
	const most = 2048
	for n := range most {
		if !asked() {
			t.Fatalf("after %d connections the next one is not answered", n)
		}
	}
	if asked() {
		t.Error("one more is answered")
	}
	if status, _, body := s.do(t, request{"GET", "/healthz", nil, nil}); status != http.StatusOK {
		t.Errorf("another address is told %d %s", status, body)
	}
}

// TestWebsocketsThatSayNothingLeaveRoom opens as many websockets as one address may have
// before it says who asks: a further one is refused, one from elsewhere is not, and neither
// is one more when somebody has said it.
func TestWebsocketsThatSayNothingLeaveRoom(t *testing.T) {
	s := harbourServed(t)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	dial := func(n int) (*websocket.Conn, int) {
		conn, response, err := websocket.Dial(ctx, s.url+"/graphql/socket", &websocket.DialOptions{
			HTTPClient: &http.Client{Transport: from(t, n)}, Subprotocols: []string{"graphql-transport-ws"},
		})
		if err != nil {
			return nil, response.StatusCode
		}
		t.Cleanup(func() { _ = conn.CloseNow() })
		return conn, response.StatusCode
	}
	first, _ := dial(1)
	for n := range 99 {
		if _, status := dial(1); status != http.StatusSwitchingProtocols {
			t.Fatalf("after %d it is answered %d", n+1, status)
		}
	}
	if _, status := dial(1); status != http.StatusTooManyRequests {
		t.Errorf("one more is answered %d", status)
	}
	if _, status := dial(2); status != http.StatusSwitchingProtocols {
		t.Errorf("from elsewhere: %d", status)
	}
	say(ctx, t, first, `{"type":"connection_init","payload":{"Authorization":"Bearer `+tokenOf(t, s.data, "AUDITOR")+`"}}`)
	if got := hear(ctx, first); got != `{"type":"connection_ack"}` {
		t.Skipf("the machine is too slow: %s", got)
	}
	if _, status := dial(1); status != http.StatusSwitchingProtocols {
		t.Errorf("when one has said who asks: %d", status)
	}
}

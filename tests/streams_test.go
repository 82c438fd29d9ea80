package tests

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// held is what a process holds: files that are open, and anonymous memory.
type held struct{ files, kilobytes int }

func (s *server) held(t *testing.T) (h held) {
	t.Helper()
	proc := fmt.Sprintf("/proc/%d", s.cmd.Process.Pid)
	files, err := os.ReadDir(proc + "/fd")
	if err != nil {
		t.Skip("this system tells nothing of a process: ", err)
	}
	status, err := os.ReadFile(proc + "/status")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if amount, is := strings.CutPrefix(line, "RssAnon:"); is {
			h.kilobytes, _ = strconv.Atoi(strings.Fields(amount)[0])
		}
	}
	h.files = len(files)
	return h
}

// settles waits until the process holds no more files than at first.
func (s *server) settles(t *testing.T, first held) held {
	t.Helper()
	now := s.held(t)
	for deadline := time.Now().Add(patience); now.files > first.files && time.Now().Before(deadline); now = s.held(t) {
		time.Sleep(20 * time.Millisecond)
	}
	return now
}

// TestNothingIsLeftOfSubscriptions opens and drops ten thousand, half of them over
// server-sent events and half over websockets, while the registry is written to: no
// file, no goroutine's memory and no place is left, and a write is not waited for.
func TestNothingIsLeftOfSubscriptions(t *testing.T) {
	s := harbourServed(t)
	token := tokenOf(t, s.data, "AUDITOR")
	const clients, each = 20, 500
	few := func(times int) {
		var all sync.WaitGroup
		for n := range clients {
			all.Go(func() {
				for range times {
					if n%2 == 0 {
						s.dropEvents(t, token)
					} else {
						s.dropSocket(t, token)
					}
				}
			})
		}
		all.Wait()
	}
	few(10) // what the runtime keeps for good, it has now
	http.DefaultClient.CloseIdleConnections()
	first := s.settles(t, held{files: 0})
	few(each)
	s.toggle(t, true)
	http.DefaultClient.CloseIdleConnections()
	if now := s.settles(t, first); now.files > first.files || now.kilobytes > first.kilobytes+16<<10 {
		t.Errorf("after %d subscriptions the server holds %+v, before them %+v", clients*each, now, first)
	}
}

// dropEvents subscribes over server-sent events, and goes away when it is heard.
func (s *server) dropEvents(t *testing.T, token string) {
	stream, body := s.events(t, token, "subscription { flagsChanged { commit } }")
	if line, err := stream.ReadString('\n'); err != nil || line != ":\n" {
		t.Errorf("the stream begins %q, %v", line, err)
	}
	body.Close()
}

// socket opens a websocket and says who asks.
func (s *server) socket(ctx context.Context, t *testing.T, token string) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.Dial(ctx, s.url+"/graphql/socket", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Error(err)
		return nil
	}
	say(ctx, t, conn, `{"type":"connection_init","payload":{"Authorization":"Bearer `+token+`"}}`)
	if got := hear(ctx, conn); got != `{"type":"connection_ack"}` {
		t.Errorf("the server greets with %s", got)
	}
	return conn
}

// ungreeted is a websocket on which nobody has said yet who asks.
func (s *server) ungreeted(ctx context.Context, t *testing.T) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.Dial(ctx, s.url+"/graphql/socket", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func say(ctx context.Context, t *testing.T, conn *websocket.Conn, text string) {
	t.Helper()
	if err := conn.Write(ctx, websocket.MessageText, []byte(text)); err != nil {
		t.Error(err)
	}
}

// hear is the next message, or why there is none.
func hear(ctx context.Context, conn *websocket.Conn) string {
	_, text, err := conn.Read(ctx)
	if err != nil {
		return websocket.CloseStatus(err).String()
	}
	return string(text)
}

// dropSocket subscribes over a websocket, and goes away without a word.
func (s *server) dropSocket(t *testing.T, token string) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn := s.socket(ctx, t, token)
	if conn == nil {
		return
	}
	say(ctx, t, conn, `{"id":"1","type":"subscribe","payload":{"query":"subscription { logAppended { commit } }"}}`)
	say(ctx, t, conn, `{"type":"ping"}`)
	if got := hear(ctx, conn); got != `{"type":"pong"}` {
		t.Errorf("a ping is answered %s", got)
	}
	_ = conn.CloseNow()
}

// TestWebsocketsKeepToTheProtocol breaks its rules one by one.
func TestWebsocketsKeepToTheProtocol(t *testing.T) {
	s := harbourServed(t)
	token := tokenOf(t, s.data, "AUDITOR")
	const asked = `{"id":"1","type":"subscribe","payload":{"query":"subscription { logAppended { commit } }"}}`
	for _, c := range []struct {
		name, want string
		says       []string
	}{
		{"twice greeted", "StatusCode(4429)", []string{`{"type":"connection_init"}`}},
		{"an id that is taken", "StatusCode(4409)", []string{asked, asked}},
		{"no type", "StatusCode(4400)", []string{`{"type":"nope"}`}},
		{"no JSON", "StatusCode(4400)", []string{`nope`}},
		{"no id", "StatusCode(4400)", []string{`{"type":"subscribe","payload":{"query":"{ __typename }"}}`}},
		{"a question", `{"id":"1","type":"next","payload":{"data":{"__typename":"Query"}}}`, []string{`{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}`}},
		{"no document", `{"id":"1","type":"error","payload":[{"message":"Cannot query field \"nope\" on type \"Query\".","locations":[{"line":1,"column":3}],"extensions":{"code":"BAD_USER_INPUT"}}]}`, []string{`{"id":"1","type":"subscribe","payload":{"query":"{ nope }"}}`}},
		{"a long ping", "StatusCode(4400)", []string{`{"type":"ping","payload":"` + strings.Repeat("x", 5_000) + `"}`}},
		{"too much", "StatusMessageTooBig", []string{`{"type":"ping","payload":"` + strings.Repeat("x", 1<<20) + `"}`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), patience)
			defer cancel()
			conn := s.socket(ctx, t, token)
			defer conn.CloseNow()
			for _, text := range c.says {
				say(ctx, t, conn, text)
			}
			if got := hear(ctx, conn); got != c.want {
				t.Errorf("it answers %s, want %s", got, c.want)
			}
		})
	}
	for says, want := range map[string]string{asked: "StatusCode(4401)", `{"type":"ping","payload":"` + strings.Repeat("x", 5_000) + `"}`: "StatusMessageTooBig"} {
		t.Run("before it is greeted: "+want, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), patience)
			defer cancel()
			conn := s.ungreeted(ctx, t)
			defer conn.CloseNow()
			say(ctx, t, conn, says)
			if got := hear(ctx, conn); got != want {
				t.Errorf("it answers %s", got)
			}
		})
	}
	t.Run("from a foreign page", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		_, response, err := websocket.Dial(ctx, s.url+"/graphql/socket", &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {"http://evil.example"}}})
		if err == nil || response.StatusCode != http.StatusForbidden {
			t.Errorf("it is let in: %v", err)
		}
	})
}

// TestStreamsEndWithTheServer stops a server to which some listen: they are told, and it
// ends at once.
func TestStreamsEndWithTheServer(t *testing.T) {
	s := harbourServed(t)
	token := tokenOf(t, s.data, "AUDITOR")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn := s.socket(ctx, t, token)
	stream, body := s.events(t, token, "subscription { logAppended { commit } }")
	defer body.Close()
	begun := time.Now()
	heard := make(chan string, 1)
	go func() { heard <- hear(ctx, conn) }()
	s.stop(t)
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("the server took %v to end", took)
	}
	if got := <-heard; got != "StatusGoingAway" {
		t.Errorf("the websocket ends with %s", got)
	}
	if rest, err := readAll(stream); err != nil || strings.Trim(rest, ":\n") != "" {
		t.Errorf("the stream ends with %q, %v", rest, err)
	}
}

func readAll(from *bufio.Reader) (string, error) {
	all := &strings.Builder{}
	_, err := from.WriteTo(all)
	return all.String(), err
}

// TestOneCallerHasFewStreams opens as many as one caller may: the next one is refused,
// and another caller's is not.
func TestOneCallerHasFewStreams(t *testing.T) {
	s := harbourServed(t)
	greedy := tokenOf(t, s.data, "AUDITOR")
	const asked, most = "subscription { logAppended { commit } }", 100
	for range most {
		stream, body := s.events(t, greedy, asked)
		defer body.Close()
		if line, _ := stream.ReadString('\n'); line != ":\n" {
			t.Fatalf("the stream begins %q", line)
		}
	}
	stream, body := s.events(t, greedy, asked)
	defer body.Close()
	if rest, _ := readAll(stream); !strings.Contains(rest, "RATE_LIMITED") {
		t.Errorf("one more is answered %q", rest)
	}
	other, body := s.events(t, tokenOf(t, s.data, "AUDITOR"), asked)
	defer body.Close()
	if line, _ := other.ReadString('\n'); line != ":\n" {
		t.Errorf("another caller's stream begins %q", line)
	}
}

// TestOneCallerHasFewWebsockets opens as many as one caller may: the next one is closed,
// and another caller's is not. When the caller's token is revoked, all are closed.
func TestOneCallerHasFewWebsockets(t *testing.T) {
	s := harbourServed(t)
	const most = 100
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	greedy := tokenOf(t, s.data, "SALES")
	var open []*websocket.Conn
	for range most {
		open = append(open, s.socket(ctx, t, greedy))
		defer open[len(open)-1].CloseNow()
	}
	further := s.ungreeted(ctx, t)
	defer further.CloseNow()
	say(ctx, t, further, `{"type":"connection_init","payload":{"Authorization":"Bearer `+greedy+`"}}`)
	if got := hear(ctx, further); got != "StatusTryAgainLater" {
		t.Errorf("one more hears %s", got)
	}
	s.socket(ctx, t, tokenOf(t, s.data, "AUDITOR")).CloseNow()
	mustRun(t, "token", "revoke", "--data", s.data, "--reason", "lost", strings.Split(greedy, "_")[1])
	for _, conn := range open {
		if got := hear(ctx, conn); got != "StatusCode(4403)" {
			t.Fatalf("who is revoked hears %s", got)
		}
	}
}

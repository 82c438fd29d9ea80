package tests

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// accessLine is a request as accessLog tells it.
type accessLine struct {
	Actor, Role, Address, Path, Outcome string
	Asked                               []string
}

// accessLog reads the whole access log in pages of a few lines.
func (s *server) accessLog(t *testing.T) (lines []accessLine) {
	t.Helper()
	for after := (*string)(nil); ; {
		var page struct {
			AccessLog struct {
				Nodes    []accessLine
				PageInfo struct {
					HasNextPage bool
					EndCursor   *string
				}
			}
		}
		const document = `query($after: String) { accessLog(first: 7, after: $after) {
			nodes { actor role address path outcome asked } pageInfo { hasNextPage endCursor } } }`
		if errs := s.graphQL(t, document, "", map[string]any{"after": after}, &page); len(errs) > 0 {
			t.Fatal(errs)
		}
		lines = append(lines, page.AccessLog.Nodes...)
		if after = page.AccessLog.PageInfo.EndCursor; !page.AccessLog.PageInfo.HasNextPage || len(lines) > 500 {
			return lines
		}
	}
}

// TestWhoReadsIsRecorded asks, is refused, and finds both in the access log, which a
// restart leaves as it is.
func TestWhoReadsIsRecorded(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	s := serve(t, data)
	sales := tokenOf(t, data, "SALES")
	s.askAs(t, sales, `{ customers(search: "nordwind") { totalCount } }`)
	s.askAs(t, sales, `{ flows { totalCount } }`)
	s.askAs(t, "", `{ viewer { actor } }`)
	s.stop(t)
	s = serve(t, data)
	has := func(want accessLine) (found bool) {
		for _, l := range s.accessLog(t) {
			found = found || strings.HasPrefix(l.Actor, want.Actor) && l.Role == want.Role && l.Address == want.Address && l.Outcome == want.Outcome && l.Path == "/graphql"
		}
		return found
	}
	for _, want := range []accessLine{
		{Actor: "token:test:", Role: "SALES", Outcome: "OK"},
		{Actor: "token:test:", Role: "SALES", Outcome: "FORBIDDEN"},
		{Address: "127.0.0.1", Outcome: "UNAUTHENTICATED"},
	} {
		if !has(want) {
			t.Errorf("the access log has no %+v: %+v", want, s.accessLog(t))
		}
	}
	if _, a := s.askAs(t, sales, `{ accessLog { nodes { actor } } }`); !a.has("FORBIDDEN") {
		t.Error("sales reads who reads")
	}
}

// TestWhoIsRefusedOverStreamsIsRecorded asks over server-sent events and over websockets, is
// refused, and is in the access log as somebody who was.
func TestWhoIsRefusedOverStreamsIsRecorded(t *testing.T) {
	s := harbourServed(t)
	sales, auditor := tokenOf(t, s.data, "SALES"), tokenOf(t, s.data, "AUDITOR")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for _, document := range []string{"subscription { logAppended { commit } }", "{ flows { totalCount } }", "{ nothing }", "{ customers { totalCount } }"} {
		conn := s.socket(ctx, t, sales)
		say(ctx, t, conn, `{"id":"1","type":"subscribe","payload":{"query":"`+document+`"}}`)
		hear(ctx, conn)
		_ = conn.CloseNow()
		stream, body := s.events(t, sales, document)
		_, _ = readAll(stream)
		body.Close()
	}
	conn := s.socket(ctx, t, auditor)
	say(ctx, t, conn, `{"id":"1","type":"subscribe","payload":{"query":"subscription { logAppended { commit } }"}}`)
	say(ctx, t, conn, `{"type":"ping"}`)
	hear(ctx, conn)
	stranger, _, err := websocket.Dial(ctx, s.url+"/graphql/socket", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	say(ctx, t, stranger, `{"type":"connection_init","payload":{"Authorization":"Bearer sc_x"}}`)
	if got := hear(ctx, stranger); got != "StatusCode(4403)" {
		t.Errorf("a stranger is told %s", got)
	}
	counts := map[string]int{}
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		counts = map[string]int{}
		for _, l := range s.accessLog(t) {
			counts[l.Path+" "+l.Role+" "+l.Outcome]++
		}
		if counts["GET /graphql/socket  UNAUTHENTICATED"] == 1 && counts["GET /graphql/socket AUDITOR OK"] == 1 {
			break // the last ones
		}
	}
	for line, want := range map[string]int{
		"GET /graphql/socket SALES FORBIDDEN": 2, "GET /graphql/socket SALES BAD_USER_INPUT": 1, "GET /graphql/socket SALES OK": 1 + 4, // that a websocket was opened, too
		"/graphql SALES FORBIDDEN": 2, "/graphql SALES BAD_USER_INPUT": 1, "/graphql SALES OK": 1,
		"GET /graphql/socket  UNAUTHENTICATED": 1, "GET /graphql/socket AUDITOR OK": 1,
	} {
		if counts[line] != want {
			t.Errorf("the access log has %d lines %q, not %d: %v", counts[line], line, want, counts)
		}
	}
}

// TestAccessIsListed lists the access log on the command line: of a folder and of a server,
// filtered, and with nothing in it that moves a terminal's cursor.
func TestAccessIsListed(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	s := serve(t, data)
	sales := tokenOf(t, data, "SALES")
	s.askAs(t, sales, `{ flow(externalId: "f-fraud") { name } }`)
	s.askAs(t, sales, `{ node(id: "\u001b[2J") { __typename } }`)
	t.Setenv("SAFECONDUCT_TOKEN", tokenOf(t, data, "AUDITOR"))
	for _, where := range [][]string{{"--data", data}, {"--server", s.url}} {
		told := mustRun(t, append([]string{"access", "--outcome", "FORBIDDEN"}, where...)...).stdout
		if !strings.Contains(told, "flow f-fraud") || !strings.Contains(told, "SALES") || strings.Count(told, "\n") != 2 {
			t.Errorf("%v lists of what was refused\n%s", where, told)
		}
		told = mustRun(t, append([]string{"access", "--until", time.Now().UTC().Format(time.DateOnly)}, where...)...).stdout
		if strings.Contains(told, "\x1b") || !strings.Contains(told, "[2J") {
			t.Errorf("%v lists what a terminal obeys: %q", where, told)
		}
		for line := range strings.Lines(mustRun(t, append([]string{"access", "--format", "json", "--actor", "nobody"}, where...)...).stdout) {
			t.Errorf("%v lists of nobody %s", where, line)
		}
		if r := run(t, append([]string{"access", "--from", "soon"}, where...)...); r.code != 2 || !strings.Contains(r.stderr, "--from soon is no moment") {
			t.Errorf("%v: %+v", where, r)
		}
	}
	var one struct{ Role, Outcome string }
	first, _, _ := strings.Cut(mustRun(t, "access", "--format", "json", "--server", s.url, "--outcome", "FORBIDDEN").stdout, "\n")
	if err := json.Unmarshal([]byte(first), &one); err != nil || one.Role != "SALES" {
		t.Errorf("it lists %s: %v", first, err)
	}
	t.Setenv("SAFECONDUCT_TOKEN", sales)
	if r := run(t, "access", "--server", s.url); r.code != 2 || !strings.Contains(r.stderr, "SALES may not") {
		t.Errorf("sales lists who reads: %+v", r)
	}
}

// TestDaysOfTheAccessLogAreHeldToTheLog: a day that is over is anchored at a start; one
// that was changed is found; a backup has it; one whose time is over goes, and is named.
func TestDaysOfTheAccessLogAreHeldToTheLog(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	if err := os.MkdirAll(filepath.Join(data, "access"), 0o700); err != nil {
		t.Fatal(err)
	}
	day := filepath.Join(data, "access", time.Now().UTC().AddDate(0, 0, -3).Format(time.DateOnly)+".jsonl")
	const line = `{"at":"2026-01-01T12:00:00Z","actor":"a","path":"/graphql","outcome":"OK","status":200,"items":1,"micros":5}` + "\n"
	put := func(text string) {
		t.Helper()
		if err := os.WriteFile(day, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(line)
	serve(t, data).stop(t)
	if r := mustRun(t, "verify", "--data", data); !strings.Contains(r.stdout, "1 days of the access log, 0 of them pruned") {
		t.Errorf("verify: %s", r.stdout)
	}
	put(strings.Replace(line, `"a"`, `"b"`, 1))
	if r := run(t, "verify", "--data", data); r.code != 1 || !strings.Contains(r.stdout, "access log of ") || !strings.Contains(r.stdout, "was changed") {
		t.Errorf("a day that was changed: %d %s", r.code, r.stdout)
	}
	put(line)
	again := restored(t, backedUp(t, "--data", data), data)
	if text, err := os.ReadFile(filepath.Join(again, "access", filepath.Base(day))); err != nil || string(text) != line {
		t.Errorf("the restored day has %q, %v", text, err)
	}
	c := serving(data)
	c.Args = append(c.Args, "--access-days", "2")
	serveBy(t, data, c).stop(t)
	if _, err := os.Stat(day); err == nil {
		t.Error("the day is not pruned")
	}
	if r := mustRun(t, "verify", "--data", data); !strings.Contains(r.stdout, "1 days of the access log, 1 of them pruned") {
		t.Errorf("verify: %s", r.stdout)
	}
}

// TestNoSecretIsLeft uses a token, a link and a session in all ways, right and wrong,
// aborts the server, and looks for them in whatever is left or can be had.
func TestNoSecretIsLeft(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	c, said := serving(data), &bytes.Buffer{}
	c.Stderr, c.Dir, c.Env = said, dir, append(os.Environ(), "GOTRACEBACK=crash")
	s := startServer(t, data, c)
	token := tokenOf(t, data, "ADMIN")
	s.cookie = s.signIn(t, s.link)
	_, code, _ := strings.Cut(s.link, "#sign-in=")
	markers := map[string]string{"the token": token[len(token)-43:], "the link": code, "the session": s.cookie.Value}
	var had bytes.Buffer
	keep := func(status int, body string) { had.WriteString(body) }
	for _, marker := range markers {
		for _, path := range []string{"/documents/", "/log/", "/", "/check?asOf=", "/graphql?query=", "/sign-in/callback?code=", "/healthz?", "/export?kind="} {
			for _, as := range []string{"", token, marker} {
				status, body := s.as(t, as, request{"GET", path + marker, map[string]string{"Safeconduct-Client": "t"}, nil})
				if !strings.Contains(body, marker) { // an answer may say what is wrong with what was sent in it
					keep(status, body)
				}
			}
		}
		s.enter(t, `{"link":"`+marker+`"}`, map[string]string{"Safeconduct-Client": "t", "Content-Type": "application/json"}).Body.Close()
		for _, document := range []string{`{ customers(search: "` + marker + `") { totalCount } }`, `{ "` + marker, `{ tokens { nodes { id name lastUsedAt } } sessions { id actor } log { nodes { actor reason records { id } } } accessLog { nodes { actor path asked objects } } }`} {
			_, a := s.askAs(t, token, document)
			if text, err := json.Marshal(a); err != nil {
				t.Fatal(err)
			} else if !strings.Contains(document, marker) {
				had.Write(text)
			}
		}
	}
	for _, path := range []string{"/export", "/backup", "/metrics"} {
		keep(s.as(t, token, request{"GET", path, map[string]string{"Safeconduct-Client": "t"}, nil}))
	}
	notLeft(t, s, dir, said, had.Bytes(), markers)
}

// notLeft aborts a server and looks for secrets in what it said and answered, and in all
// files of its folder.
func notLeft(t *testing.T, s *server, dir string, said *bytes.Buffer, answered []byte, secrets map[string]string) {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGABRT); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
	left := map[string][]byte{"what it said": said.Bytes(), "what it answered": answered}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			left[path], err = os.ReadFile(path)
			if strings.HasPrefix(entry.Name(), "core") {
				t.Errorf("there is a core: %s", path)
			}
		}
		return err
	})
	if err != nil || len(left) < 6 || !strings.Contains(said.String(), "SIGABRT") {
		t.Fatalf("nothing to look in: %d files, %v, %.300s", len(left), err, said)
	}
	for what, marker := range secrets {
		for where, text := range left {
			if bytes.Contains(text, []byte(marker)) {
				t.Errorf("%s is in %s", what, where)
			}
		}
	}
}

// Package tests is black box only: the binary, its files and HTTP.
package tests

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// binary is the program under test, built once.
var binary string

// builtAlready is the variable that names a program which is tested as it is.
const builtAlready = "TESTED_PROGRAM"

// patience is how long anything may hang before a test fails.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "safeconduct-tests-*")
	if err != nil {
		panic(err)
	}
	if binary = os.Getenv(builtAlready); binary == "" {
		binary = filepath.Join(dir, "safeconduct")
		build := exec.Command("go", "build", "-o", binary, "../cmd/safeconduct")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
			os.Exit(1)
		}
	}
	os.Setenv("SAFECONDUCT_TOKEN", "sc_of_no_server")
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// result is what a command did.
type result struct {
	stdout, stderr string
	code           int
}

// run runs the program and waits for its end.
func run(t *testing.T, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var stdout, stderr bytes.Buffer
	c := exec.CommandContext(ctx, binary, args...)
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("safeconduct %s: %v", strings.Join(args, " "), err)
	}
	return result{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
}

// mustRun is run for commands that must succeed.
func mustRun(t *testing.T, args ...string) result {
	t.Helper()
	r := run(t, args...)
	if r.code != 0 {
		t.Fatalf("safeconduct %s: exit %d\n%s%s", strings.Join(args, " "), r.code, r.stdout, r.stderr)
	}
	return r
}

// server is a running program.
type server struct {
	url    string
	link   string       // which signs its owner in, once
	cookie *http.Cookie // of its owner, an ADMIN: requests send it, unless they show a token
	data   string
	cmd    *exec.Cmd
	from   *http.Transport // where requests come from; nil: this machine's usual address
}

// serve starts a server on a free port, waits until it says where it is, and signs its
// owner in, which leaves no trace in the log.
func serve(t *testing.T, data string) *server {
	t.Helper()
	return serveBy(t, data, serving(data))
}

// serving is a command that serves a folder on a free port.
func serving(data string) *exec.Cmd {
	return exec.Command(binary, "serve", "--data", data, "--listen", "127.0.0.1:0")
}

// tokenOf creates a token of a role.
func tokenOf(t *testing.T, data, role string, exporters ...string) string {
	t.Helper()
	args := []string{"token", "create", "--data", data, "--role", role, "--name", "test"}
	for _, id := range exporters {
		args = append(args, "--exporter", id)
	}
	return strings.TrimSpace(mustRun(t, args...).stdout)
}

// serveBy is serve by a command that becomes a server of the folder.
func serveBy(t *testing.T, data string, c *exec.Cmd) *server {
	t.Helper()
	s := startServer(t, data, c)
	s.cookie = s.signIn(t, s.link)
	return s
}

// startServer is serveBy without anybody signed in.
func startServer(t *testing.T, data string, c *exec.Cmd) *server {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if c.Stderr == nil {
		c.Stderr = io.Discard
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	s := &server{data: data, cmd: c}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	told := make(chan bool, 1)
	go func() {
		_, _ = fmt.Fscanln(out, &s.url)
		_, _ = fmt.Fscanln(out, &s.link)
		close(told)
	}()
	select {
	case <-told:
	case <-time.After(patience):
		t.Fatal("the server neither starts nor ends")
	}
	if s.url == "" {
		t.Fatal("the server did not start")
	}
	return s
}

// signIn signs somebody in with a link.
func (s *server) signIn(t *testing.T, link string) *http.Cookie {
	t.Helper()
	_, code, _ := strings.Cut(link, "#sign-in=")
	q, err := http.NewRequest(http.MethodPost, s.url+"/sign-in", strings.NewReader(`{"link":"`+code+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Safeconduct-Client", "test")
	response := s.send(t, q)
	defer response.Body.Close()
	if len(response.Cookies()) != 1 {
		t.Fatalf("%s signs nobody in: %s", link, response.Status)
	}
	return response.Cookies()[0]
}

// showToken has commands that are given --server show a token of ADMIN.
func (s *server) showToken(t *testing.T) *server {
	t.Helper()
	t.Setenv("SAFECONDUCT_TOKEN", tokenOf(t, s.data, "ADMIN"))
	return s
}

// stop asks the server to end and waits for it.
func (s *server) stop(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Fatalf("the server did not end cleanly: %v", err)
	}
}

// graphQL sends an operation and decodes its data into to; the answer's errors
// are returned.
func (s *server) graphQL(t *testing.T, document, operation string, variables map[string]any, to any) []graphQLError {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "operationName": operation, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	response := s.send(t, q)
	defer response.Body.Close()
	var answer struct {
		Data   json.RawMessage
		Errors []graphQLError
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if to != nil && len(answer.Data) > 0 {
		if err := json.Unmarshal(answer.Data, to); err != nil {
			t.Fatalf("%s: %v", answer.Data, err)
		}
	}
	return answer.Errors
}

// send sends a request, as the server's owner unless it shows a token. What a browser
// vouches for by itself, GraphQL takes from its own pages only.
func (s *server) send(t *testing.T, q *http.Request) *http.Response {
	t.Helper()
	if q.Header.Get("Authorization") == "" && s.cookie != nil {
		q.AddCookie(s.cookie)
		if q.URL.Path == "/graphql" {
			q.Header.Set("Safeconduct-Client", "test")
		}
	}
	client := &http.Client{Timeout: patience}
	if s.from != nil {
		client.Transport = s.from
	}
	response, err := client.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

type graphQLError struct {
	Message    string
	Extensions struct{ Code, Field string }
}

const harbour = "contract/harbour"

// harbourFiles are the sample's files, in an order that is not that of their
// references.
func harbourFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(harbour + "/*.csv")
	if err != nil || len(files) != 6 {
		t.Fatalf("the sample has %v, %v", files, err)
	}
	return files
}

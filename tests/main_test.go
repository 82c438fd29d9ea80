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

// patience is how long anything may hang before a test fails.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "safeconduct-tests-*")
	if err != nil {
		panic(err)
	}
	binary = filepath.Join(dir, "safeconduct")
	build := exec.Command("go", "build", "-o", binary, "../cmd/safeconduct")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		os.Exit(1)
	}
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
	url  string
	data string
	cmd  *exec.Cmd
}

// serve starts a server on a free port and waits until it says where it is.
func serve(t *testing.T, data string) *server {
	t.Helper()
	return serveBy(t, data, exec.Command(binary, "serve", "--data", data, "--listen", "127.0.0.1:0"))
}

// serveBy is serve by a command that becomes a server of the folder.
func serveBy(t *testing.T, data string, c *exec.Cmd) *server {
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
	line := make(chan string, 1)
	go func() {
		var first string
		_, _ = fmt.Fscanln(out, &first)
		line <- first
	}()
	select {
	case s.url = <-line:
	case <-time.After(patience):
	}
	if s.url == "" {
		t.Fatal("the server did not start")
	}
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
	client := http.Client{Timeout: patience}
	response, err := client.Post(s.url+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
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

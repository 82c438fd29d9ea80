package faults

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// server is a running server, perhaps under strace.
type server struct {
	url    string
	cookie *http.Cookie // of its owner, who is signed in without a trace in the log
	cmd    *exec.Cmd
	stderr bytes.Buffer
}

// serving are the arguments of a server of a folder on a free port.
func serving(data string) []string {
	return []string{"serve", "--data", data, "--listen", "127.0.0.1:0"}
}

// start starts a server by a command and waits until it says where it is; nil
// with what it said instead where it does not start.
func start(t *testing.T, name string, args ...string) (s *server, why string) {
	t.Helper()
	c := exec.Command(name, args...)
	s = &server{cmd: c}
	s.cmd.Stderr = &s.stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	told := make(chan string, 1)
	go func() {
		var link string
		_, _ = fmt.Fscanln(out, &s.url)
		_, _ = fmt.Fscanln(out, &link)
		told <- link
	}()
	select {
	case link := <-told:
		if s.url == "" || link == "" {
			_ = s.cmd.Wait()
			return nil, s.stderr.String()
		}
		s.signIn(link)
		return s, ""
	case <-time.After(patience):
		t.Fatalf("the server neither starts nor ends: %q", args)
	}
	return nil, ""
}

// signIn signs the server's owner in. Where that fails, as a fault may make it, so does
// whatever is asked afterwards, and tells.
func (s *server) signIn(link string) {
	_, code, _ := strings.Cut(link, "#sign-in=")
	request, err := http.NewRequest(http.MethodPost, s.url+"/sign-in", strings.NewReader(`{"link":"`+code+`"}`))
	if err != nil {
		return
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Safeconduct-Client", "test")
	response, err := client.Do(request)
	if err != nil {
		return
	}
	defer response.Body.Close()
	for _, s.cookie = range response.Cookies() {
	}
}

// serve starts a server of a folder.
func serve(t *testing.T, data string) *server {
	t.Helper()
	s, why := start(t, program, serving(data)...)
	if s == nil {
		t.Fatalf("the server does not start: %s", why)
	}
	return s
}

// signal sends a signal to the server itself, and waits for its end.
func (s *server) signal(t *testing.T, sig syscall.Signal) {
	t.Helper()
	pid := s.cmd.Process.Pid
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err == nil && s.cmd.Args[0] == "strace" {
		_, _ = fmt.Sscan(string(children), &pid)
	}
	if err := syscall.Kill(pid, sig); err != nil {
		t.Error(err)
	}
	_ = s.cmd.Wait()
}

// stop asks the server to end and waits for it.
func (s *server) stop(t *testing.T) {
	t.Helper()
	s.signal(t, syscall.SIGTERM)
	if !s.cmd.ProcessState.Success() {
		t.Errorf("the server did not end cleanly: %s", s.stderr.String())
	}
}

// answer is what a server said to an operation.
type answer struct {
	Data   map[string]json.RawMessage
	Errors []struct {
		Message    string
		Extensions struct{ Code string }
	}
}

// refusal is the code and the words of a refusal, "" where there is none.
func (a answer) refusal() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code + ": " + a.Errors[0].Message
}

var client = http.Client{Timeout: patience}

// ask sends an operation, named by a key unless that is "".
func (s *server) ask(document string, variables map[string]any, key string) (a answer, err error) {
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		return a, err
	}
	request, err := http.NewRequest(http.MethodPost, s.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return a, err
	}
	request.Header.Set("Content-Type", "application/json")
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	return a, s.do(request, &a)
}

// upload sends a document.
func (s *server) upload(name, text string) error {
	request, err := http.NewRequest(http.MethodPost, s.url+"/documents?name="+name, strings.NewReader(text))
	if err != nil {
		return err
	}
	return s.do(request, &struct{}{})
}

func (s *server) do(request *http.Request, to any) error {
	if s.cookie != nil {
		request.AddCookie(s.cookie)
	}
	request.Header.Set("Safeconduct-Client", "test")
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	said, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("%s: %s", response.Status, said)
	}
	return json.Unmarshal(said, to)
}

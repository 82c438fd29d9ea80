package faults

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestAFaultInAMutation(t *testing.T) {
	needStrace(t)
	t.Setenv("GOGC", "off") // for the servers: see steady
	mutationSubject(t).inject(t)
}

// mutationSubject records an organization on a server of the sample, which strace
// watches from the moment when it serves.
func mutationSubject(t *testing.T) subject {
	template := fresh(t)
	mustRun(t, importing(t, template)...)
	serve(t, template).stop(t)
	run := func(t *testing.T, strace func(data string) []string) (said outcome, words string, calls []call, data string) {
		data = fresh(t)
		if err := os.CopyFS(data, os.DirFS(template)); err != nil {
			t.Fatal(err)
		}
		trace := filepath.Join(filepath.Dir(data), "trace")
		s := serve(t, data)
		tracer := s.attach(t, append(strace(data), "-o", trace)...)
		said, words, dead := recordOnce(s)
		if !dead {
			_ = tracer.Process.Signal(syscall.SIGINT) // it lets go of the server
			_ = tracer.Wait()
			_ = s.cmd.Process.Signal(syscall.SIGTERM)
		}
		_ = s.cmd.Wait()
		_ = tracer.Wait()
		return said, words, readTrace(t, trace), data
	}
	return subject{
		name: "a mutation",
		calls: func(t *testing.T) ([]call, string) {
			said, words, calls, data := run(t, func(string) []string { return []string{"-f", "-y", "-xx", "-s", "0", "-e", "trace=" + traced} })
			if said != applied {
				t.Fatalf("an undisturbed mutation: %v %s", said, words)
			}
			return calls, data
		},
		do: func(t *testing.T, at target, fault string) (outcome, string, []call, string) {
			return run(t, func(data string) []string { return injecting(at, data, fault) })
		},
		there: func(data string) (bool, string) {
			found, wrong := examine(data, sampleWhole, sampleThere, verified)
			return found.organizations > sample.organizations, wrong
		},
		again: func(t *testing.T, data string) string {
			defer os.RemoveAll(data)
			s := serve(t, data)
			said, words, _ := recordOnce(s)
			s.stop(t)
			found, wrong := examine(data, verified)
			if said != applied || wrong != "" || found.organizations != sample.organizations+1 {
				return fmt.Sprintf("sent again: %v %s: %s %+v", said, words, wrong, found)
			}
			return ""
		},
	}
}

// recordOnce records an organization under a key, and tells what was said of it;
// nothing by a server that is dead.
func recordOnce(s *server) (said outcome, words string, dead bool) {
	a, err := s.ask(`mutation { recordOrganization(input: {name: "Once", kind: VENDOR, country: "DE"}) { record { id } } }`, nil, "once")
	switch words = a.refusal(); {
	case err != nil:
		return unknown, err.Error(), true
	case words == "":
		return applied, "", false
	case strings.HasPrefix(words, "OUTCOME_UNKNOWN"):
		return unknown, words, false
	}
	return refused, words, false
}

// attach lets strace watch the server.
func (s *server) attach(t *testing.T, args ...string) (tracer *exec.Cmd) {
	t.Helper()
	c := exec.Command("strace", append([]string{"-p", fmt.Sprint(s.cmd.Process.Pid)}, args...)...)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	for deadline := time.Now().Add(patience); !s.isTraced(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("strace does not attach")
		}
	}
	return c
}

// isTraced reports whether all threads of the server are watched.
func (s *server) isTraced() bool {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", s.cmd.Process.Pid))
	for _, thread := range threads {
		status, unread := os.ReadFile(thread)
		if unread != nil || strings.Contains(string(status), "TracerPid:\t0\n") {
			return false
		}
	}
	return err == nil && len(threads) > 0
}

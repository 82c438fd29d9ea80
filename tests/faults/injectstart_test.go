package faults

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAFaultInAFirstStart(t *testing.T) {
	needStrace(t)
	startSubject().inject(t)
}

// startSubject starts a server on a new folder, which makes the registry and the
// key of its log. It is there when the server says where it serves.
func startSubject() subject {
	run := func(t *testing.T, data string, strace ...string) (served *server, why string, calls []call) {
		trace := filepath.Join(filepath.Dir(data), "trace")
		args := append(append(strace, "-o", trace), steady...)
		if served, why = start(t, "strace", append(append(args, program), serving(data)...)...); served != nil {
			served.signal(t, syscall.SIGTERM)
		}
		return served, why, readTrace(t, trace)
	}
	return subject{
		name: "a first start",
		calls: func(t *testing.T) ([]call, string) {
			data := fresh(t)
			s, why, calls := run(t, data, "-f", "-y", "-xx", "-s", "0", "-e", "trace="+traced)
			if s == nil {
				t.Fatal(why)
			}
			return calls, data
		},
		do: func(t *testing.T, at target, fault string) (outcome, string, []call, string) {
			data := fresh(t)
			s, why, calls := run(t, data, injecting(at, data, fault)...)
			switch {
			case s != nil:
				return applied, "", calls, data
			case fault != kill && strings.TrimSpace(why) == "":
				t.Errorf("%s at %v: the server ends without a reason", fault, at)
			}
			return unknown, why, calls, data // what it made may stay: it holds nothing yet
		},
		there: func(data string) (bool, string) {
			_, unmade := os.Stat(filepath.Join(data, "log.key"))
			_, wrong := examine(data, verified)
			return unmade == nil, wrong
		},
		again: func(t *testing.T, data string) string {
			defer os.RemoveAll(data)
			s, why := start(t, program, serving(data)...)
			if s == nil {
				return "a second start: " + why
			}
			s.stop(t)
			_, wrong := examine(data, verified)
			return wrong
		},
	}
}

package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// steady makes the collector keep out, which would move the work to another
// thread: strace counts calls by thread.
var steady = []string{"-E", "GOGC=off"}

// traced are the calls that an undisturbed run is asked for.
var traced = func() string {
	var names []string
	for name := range faultsOf {
		names = append(names, name)
	}
	return strings.Join(names, ",")
}()

func TestAFaultInAnImport(t *testing.T) {
	needStrace(t)
	importSubject("an import into a new folder", func(*testing.T, string) {}).inject(t)
}

func TestAFaultInAnImportIntoAFolderThatIsThere(t *testing.T) {
	needStrace(t)
	importSubject("an import into a folder that is there", func(t *testing.T, data string) {
		serve(t, data).stop(t)
	}).inject(t)
}

// importSubject imports the sample into a folder that was prepared.
func importSubject(name string, prepare func(t *testing.T, data string)) subject {
	run := func(t *testing.T, data string, strace ...string) (r result, calls []call) {
		prepare(t, data)
		trace := filepath.Join(filepath.Dir(data), "trace")
		args := append(append(strace, "-o", trace), steady...)
		r = command(t, "strace", append(append(args, program), importing(t, data)...)...)
		return r, readTrace(t, trace)
	}
	return subject{
		name: name,
		calls: func(t *testing.T) ([]call, string) {
			data := fresh(t)
			r, calls := run(t, data, "-f", "-y", "-xx", "-s", "0", "-e", "trace="+traced)
			if r.code != 0 {
				t.Fatalf("an undisturbed import: %d %s", r.code, r.stderr)
			}
			return calls, data
		},
		do: func(t *testing.T, at target, fault string) (outcome, string, []call, string) {
			data := fresh(t)
			r, calls := run(t, data, injecting(at, data, fault)...)
			return saidBy(t, r, fault), r.stderr, calls, data
		},
		there: func(data string) (bool, string) {
			found, wrong := examine(data, sampleWhole, verified)
			return found.flows > 0, wrong
		},
		again: func(t *testing.T, data string) string {
			if r := command(t, program, importing(t, data)...); r.code != 0 {
				return fmt.Sprintf("a second import: exit %d %s", r.code, r.stderr)
			}
			defer os.RemoveAll(data)
			if found, wrong := examine(data, verified); wrong != "" || found != sample {
				return fmt.Sprintf("after a second import: %s %+v", wrong, found)
			}
			if got := checked(t, data); got != wanted(t) {
				return "after a second import another check: " + got
			}
			return ""
		},
	}
}

// saidBy reads what a command said of its write.
func saidBy(t *testing.T, r result, fault string) outcome {
	t.Helper()
	switch {
	case r.code == 0:
		return applied
	case r.code < 0 && fault == kill:
		return unknown
	case r.code != 2 || strings.TrimSpace(r.stderr) == "":
		t.Errorf("%s: exit %d, which is no refusal with a reason: %s", fault, r.code, r.stderr)
	case strings.Contains(r.stderr, "it is unknown whether"):
		return unknown
	}
	return refused
}

// checked is what the program says of the flows in a folder.
func checked(t *testing.T, data string) string {
	t.Helper()
	r := command(t, program, "check", "--data", data, "--as-of", "2020-07-16", "--format", "json")
	if r.code > 1 {
		t.Errorf("check: %d %s", r.code, r.stderr)
	}
	return r.stdout
}

var wanted = func() func(t *testing.T) string {
	var once sync.Once
	var said string
	return func(t *testing.T) string {
		once.Do(func() {
			data := fresh(t)
			mustRun(t, importing(t, data)...)
			said = checked(t, data)
		})
		return said
	}
}()

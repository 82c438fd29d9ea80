// Package faults takes the power, the disk and the process from Safeconduct at
// every moment of its work and looks at what is left. Three rules hold:
//
//   - what was acknowledged is there, with its values;
//   - nothing is there by half, and the folder opens, with a sound log;
//   - what was refused is not there, and can be done again.
//
// Every test has a control: the same harness over a planted bug that it must
// find, for a test that finds nothing may be one that looks nowhere.
package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// program is the program under test, built once.
var program string

// patience is how long anything may hang before a test fails.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "safeconduct-faults-*")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "safeconduct")
	// Without a loader before it, the first call of the process is its own.
	os.Setenv("CGO_ENABLED", "0")
	build := exec.Command("go", "build", "-o", program, "../../cmd/safeconduct")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// torture is what takes too long for every change.
func torture() bool { return os.Getenv("SAFECONDUCT_TORTURE") != "" }

// memory is a folder that costs no disk, where the machine has one: what is laid
// out in it has been through its power failure already.
func memory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "safeconduct-faults-*")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// result is what a command did.
type result struct {
	stdout, stderr string
	code           int // -1: it was killed
}

// command runs a command and waits for its end.
func command(t *testing.T, name string, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var stdout, stderr bytes.Buffer
	c := exec.CommandContext(ctx, name, args...)
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		t.Fatalf("%s %q: %v, %v\n%s", name, args, err, ctx.Err(), stderr.String())
	}
	return result{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
}

// mustRun runs the program, which must succeed.
func mustRun(t *testing.T, args ...string) result {
	t.Helper()
	r := command(t, program, args...)
	if r.code != 0 {
		t.Fatalf("safeconduct %q: exit %d\n%s%s", args, r.code, r.stdout, r.stderr)
	}
	return r
}

// importing are the arguments of an import of the sample into a folder.
func importing(t *testing.T, data string) []string {
	t.Helper()
	files, err := filepath.Glob("../contract/harbour/*.csv")
	if err != nil || len(files) != 6 {
		t.Fatalf("the sample has %v, %v", files, err)
	}
	return append([]string{"import", "--data", data}, files...)
}

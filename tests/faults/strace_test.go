package faults

import (
	"bufio"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// needStrace skips a test where strace is missing or may not trace.
func needStrace(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("strace", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("NOT RUN: faults of system calls need strace, and the right to trace: %v %s", err, out)
	}
}

// straced are the arguments of strace that write every call of a kind, with all
// its bytes, to a file.
func straced(to, calls string, more ...string) []string {
	return append([]string{"-f", "-y", "-xx", "-s", strconv.Itoa(1 << 28), "-o", to, "-e", "trace=" + calls}, more...)
}

// call is one system call that has returned.
type call struct {
	thread   string
	name     string
	args     []string
	result   string // the number, and what strace says of it
	injected bool   // strace answered in the place of the kernel
}

// readTrace reads what strace wrote, in the order in which the calls returned. A
// call that never returned, because the process was killed in it, comes last.
func readTrace(t *testing.T, path string) (calls []call) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	open := map[string]string{} // by thread, what a call has said before it was interrupted
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<30)
	for lines.Scan() {
		thread, said, _ := strings.Cut(lines.Text(), " ")
		said = strings.TrimLeft(said, " ")
		if begun, interrupted := strings.CutSuffix(said, " <unfinished ...>"); interrupted {
			open[thread] = begun
			continue
		}
		if _, rest, resumed := strings.Cut(said, " resumed>"); resumed && strings.HasPrefix(said, "<... ") {
			said = open[thread] + rest
			delete(open, thread)
		}
		if c, isCall := parseCall(thread, said); isCall {
			calls = append(calls, c)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for thread, said := range open {
		if c, isCall := parseCall(thread, said+") = ?"); isCall {
			calls = append(calls, c)
		}
	}
	return calls
}

// parseCall reads name(arguments) = result. All strings are written in
// hexadecimal, so that no comma or bracket is theirs.
func parseCall(thread, said string) (c call, isCall bool) {
	name, rest, isCall := strings.Cut(said, "(")
	at := strings.LastIndex(rest, " = ")
	if !isCall || at < 0 || strings.ContainsAny(name, " +-") {
		return c, false
	}
	args := strings.TrimSuffix(strings.TrimRight(rest[:at], " "), ")")
	return call{thread, name, strings.Split(args, ", "), rest[at+len(" = "):], strings.Contains(rest[at:], "(INJECTED)")}, true
}

// failed reports whether the call returned an error, or did not return.
func (c call) failed() bool {
	return strings.HasPrefix(c.result, "-") || strings.HasPrefix(c.result, "?")
}

// number is what the call returned.
func (c call) number() int64 {
	digits, _, _ := strings.Cut(strings.Fields(c.result)[0], "<")
	n, _ := strconv.ParseInt(digits, 0, 64)
	return n
}

// bytes is an argument that is a string.
func (c call) bytes(i int) string { return unhex(strings.Trim(c.args[i], `"`)) }

// file is the path behind an argument that is a file.
func (c call) file(i int) string { return pathIn(c.args[i]) }

// path is the absolute path in an argument, below the folder in the one before.
func (c call) path(i int) string {
	path := c.bytes(i)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.file(i-1), path)
}

// paths are all files that the call is about.
func (c call) paths() (all []string) {
	for i, arg := range c.args {
		switch {
		case strings.HasSuffix(arg, ">"):
			all = append(all, c.file(i))
		case i > 0 && strings.HasPrefix(arg, `"`) && strings.HasSuffix(c.args[i-1], ">") && strings.HasPrefix(c.args[i-1], "AT_FDCWD"):
			all = append(all, c.path(i))
		}
	}
	return all
}

// pathIn reads 5<path>.
func pathIn(s string) string {
	_, path, _ := strings.Cut(s, "<")
	path, _, _ = strings.Cut(path, ">")
	return unhex(path)
}

// unhex reads \x41\x42; what is written otherwise stays as it is.
func unhex(s string) string {
	plain, err := hex.DecodeString(strings.ReplaceAll(s, `\x`, ""))
	if err != nil || !strings.HasPrefix(s, `\x`) {
		return s
	}
	return string(plain)
}

// length is an argument that is a number of bytes.
func (c call) length(t *testing.T, i int) int64 {
	t.Helper()
	n, err := strconv.ParseInt(c.args[i], 0, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

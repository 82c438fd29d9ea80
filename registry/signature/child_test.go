package signature_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry/signature"
)

// file is an open file with a content.
func file(t *testing.T, content []byte) *os.File {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if _, err := f.WriteAt(content, 0); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAChildReadsWhatReadReads(t *testing.T) {
	stranger := newIdentity("A Stranger", lately(), nil)
	for name, content := range map[string][]byte{
		"signed":   signedBy(t, stranger, newIdentity("Bob Importer", lately(), stranger)).Bytes(),
		"changed":  replaced(t, stranger).Bytes(),
		"unsigned": unsigned().Bytes(),
		"garbage":  []byte("garbage"),
		"empty":    {},
	} {
		want, err := signature.Read(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		got, err := signature.Runner{Program: program()}.InChild(context.Background(), file(t, content))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}

func TestWhatCannotBeReadIsTold(t *testing.T) {
	signed := signedBy(t, authority).Bytes()
	for name, content := range map[string][]byte{
		"truncated": signed[:len(signed)/2],
		"a bomb":    bomb(),
		"no more":   []byte("%PDF-1.7\n"),
	} {
		got, err := signature.Runner{Program: program()}.InChild(context.Background(), file(t, content))
		if !errors.Is(err, signature.ErrUnreadable) || len(got) > 0 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// TestABombIsStoppedByTheLimit looks at what the child took: half as much again
// as it may, which counts the program itself and its parent's pages.
func TestABombIsStoppedByTheLimit(t *testing.T) {
	child := exec.Command(program(), signature.Command)
	child.Stdin = file(t, bomb())
	child.Env = []string{}
	if out, err := child.CombinedOutput(); err == nil || !strings.Contains(string(out), "out of memory") {
		t.Errorf("%v: %.200s", err, out)
	}
	const most = 384 << 10 // KiB
	if took := child.ProcessState.SysUsage().(*syscall.Rusage).Maxrss; took > most {
		t.Errorf("it took %d MiB", took>>10)
	}
}

func TestAChildCanOpenNothing(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(self)
	child.Env = append(os.Environ(), asConfined+"=1")
	if out, err := child.CombinedOutput(); err != nil || string(out) != "confined\n" {
		t.Errorf("%v: %.300s", err, out)
	}
}

// script is a program that does not do what it should.
func script(t *testing.T, lines string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+lines+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnEndlessChildIsKilled(t *testing.T) {
	note := filepath.Join(t.TempDir(), "pid")
	endless := script(t, "echo $$ > "+note+"; while :; do :; done")
	_, err := signature.Hasty(endless, 300*time.Millisecond).InChild(context.Background(), file(t, nil))
	if !errors.Is(err, signature.ErrUnreadable) || !strings.Contains(err.Error(), "took more than 300ms") {
		t.Errorf("got %v", err)
	}
	written, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(written)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("process %d is still there: %v", pid, err)
	}
}

func TestAChildThatMisbehavesHarmsNobody(t *testing.T) {
	gone, leave := context.WithCancel(context.Background())
	leave()
	for name, c := range map[string]struct {
		ctx       context.Context
		program   string
		file, own error // the file's fault, or which other
	}{
		"crashes":          {context.Background(), script(t, "kill -SEGV $$"), signature.ErrUnreadable, nil},
		"fails":            {context.Background(), script(t, "exit 3"), signature.ErrUnreadable, nil},
		"never stops":      {context.Background(), script(t, "while :; do echo '[{}]'; done"), signature.ErrUnreadable, nil},
		"is not there":     {context.Background(), "/nonexistent", nil, os.ErrNotExist},
		"nobody waits for": {gone, script(t, "exit 0"), nil, context.Canceled},
	} {
		got, err := signature.Hasty(c.program, time.Second).InChild(c.ctx, file(t, nil))
		if len(got) > 0 || errors.Is(err, signature.ErrUnreadable) != (c.file != nil) || c.own != nil && !errors.Is(err, c.own) {
			t.Errorf("a child that %s: %v, %v", name, got, err)
		}
	}
	answers := script(t, `echo '{"no": "list"}'`)
	if _, err := (signature.Runner{Program: answers}).InChild(context.Background(), file(t, nil)); err == nil {
		t.Error("an answer of another form is taken")
	}
}

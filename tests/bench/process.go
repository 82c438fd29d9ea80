package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a program that was started and is spoken to.
type process struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	said    *bytes.Buffer // on its standard error
	stop    syscall.Signal
}

// patience is how long a program may take to start, or to end when it is told to.
const patience = 10 * time.Minute

// start starts a program; prepare may change how.
func start(command *exec.Cmd) (*process, error) {
	p := &process{command: command, said: &bytes.Buffer{}, stop: syscall.SIGTERM}
	in, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.in, p.out, command.Stderr = in, bufio.NewReaderSize(out, 1<<20), p.said
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(command.Path), err)
	}
	return p, nil
}

// end tells the program to end and waits until it has.
func (p *process) end() error {
	err := p.in.Close()
	if signalled := p.command.Process.Signal(p.stop); !errors.Is(signalled, os.ErrProcessDone) {
		err = errors.Join(err, signalled)
	}
	kill := time.AfterFunc(patience, func() { _ = p.command.Process.Kill() })
	defer kill.Stop()
	_ = p.command.Wait() // many programs call it a failure that they were told to end
	return err
}

// failed makes an error of what the program said.
func (p *process) failed(err error) error {
	_ = p.end() // what it said is complete then; it failed already
	return fmt.Errorf("%s: %w: %s", filepath.Base(p.command.Path), err, bytes.TrimSpace(p.said.Bytes()))
}

// memory of a program and its children in bytes: what no file backs, and what they
// share, such as the buffers of a database.
type memory struct{ anonymous, shared int64 }

func (p *process) memory() memory { return memoryOf(p.command.Process.Pid) }

func memoryOf(pid int) memory {
	of := memory{status(pid, "RssAnon"), status(pid, "RssShmem")}
	for _, child := range children(pid) {
		of.anonymous += status(child, "RssAnon")
		of.shared = max(of.shared, status(child, "RssShmem"))
	}
	return of
}

func children(pid int) (found []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		content, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		after := content[bytes.LastIndexByte(content, ')')+1:]
		if fields := strings.Fields(string(after)); len(fields) > 1 && fields[1] == strconv.Itoa(pid) {
			child, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			found = append(found, child)
		}
	}
	return found
}

// status is a field of a process's status in bytes; 0 where it has none.
func status(pid int, field string) int64 {
	file, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var kib int64
		if _, err := fmt.Sscanf(lines.Text(), field+": %d kB", &kib); err == nil {
			return kib << 10
		}
	}
	return 0
}

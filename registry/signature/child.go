package signature

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// What a child may take.
const (
	mostTime   = 10 * time.Second
	mostAnswer = 1 << 20 // bytes
)

// Command is the subcommand of the program that calls [Child].
const Command = "read-signatures"

// Runner reads files in a child process, where a hostile one harms nobody.
type Runner struct {
	// Program is what to start; empty for this program itself.
	Program string

	limit time.Duration // of a test; else mostTime
}

// turn is held by the one child: several would add up to more memory than the
// server may have to spare.
var turn = make(chan struct{}, 1)

// InChild is [Read] in a process of its own, which is killed after ten seconds,
// ends when it takes more memory than it may, and can open neither files nor
// connections. One runs at a time, the others wait. Trouble with the file is
// [ErrUnreadable], wrapped, in words for people; any other error is not the
// file's. The offset of the file is moved.
func (r Runner) InChild(ctx context.Context, file *os.File) ([]Signature, error) {
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	program, err := r.program()
	if err != nil {
		return nil, fmt.Errorf("read signatures: %w", err)
	}
	limit := cmp.Or(r.limit, mostTime)
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	child := exec.CommandContext(limited, program, Command)
	child.Stdin = file
	answer := &bounded{room: mostAnswer}
	child.Stdout = answer
	child.Env = []string{"HOME=/nonexistent"}
	child.Dir = "/"
	child.WaitDelay = time.Second // whoever inherits its output does not hold us
	err = child.Run()
	var signatures []Signature
	var failed *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, fmt.Errorf("%w: that took more than %s", ErrUnreadable, limit)
	case errors.As(err, &failed):
		return nil, fmt.Errorf("%w: it is damaged, encrypted, or would take too much memory", ErrUnreadable)
	case err != nil:
		return nil, fmt.Errorf("read signatures: %w", err)
	}
	if err := json.Unmarshal(answer.Bytes(), &signatures); err != nil {
		return nil, fmt.Errorf("read signatures: %w", err)
	}
	return signatures, nil
}

func (r Runner) program() (string, error) {
	if r.Program != "" {
		return r.Program, nil
	}
	return os.Executable()
}

// bounded keeps what is written, up to a length.
type bounded struct {
	bytes.Buffer
	room int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.room {
		return 0, errors.New("the answer has no end")
	}
	return b.Buffer.Write(p)
}

// Child is the other side of [Runner.InChild]: it confines the process for good,
// reads the file and writes its signatures as JSON.
func Child(file *os.File, answer io.Writer) error {
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return errors.New("expected a regular file as standard input")
	}
	if err := confine(); err != nil {
		return fmt.Errorf("confine the reading of a file: %w", err)
	}
	signatures, err := Read(file)
	if err != nil {
		return err
	}
	return json.NewEncoder(answer).Encode(signatures)
}

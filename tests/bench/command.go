package main

import (
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"time"
)

// run of a whole command.
type figures struct {
	seconds float64
	memory  int64 // the most anonymous memory that was seen, in bytes
}

// sampling is how often the memory of a command is looked at.
const sampling = 20 * time.Millisecond

// command runs a command to its end, which must be the given exit code.
func command(code int, binary string, args ...string) (figures, error) {
	c := exec.Command(binary, args...)
	var said bytes.Buffer
	c.Stdout, c.Stderr = io.Discard, &said
	begin := time.Now()
	if err := c.Start(); err != nil {
		return figures{}, err
	}
	ended := make(chan struct{})
	most := make(chan int64)
	go func() { most <- watch(c.Process.Pid, ended) }()
	_ = c.Wait() // the exit code says it all
	f := figures{seconds: time.Since(begin).Seconds()}
	close(ended)
	f.memory = <-most
	if got := c.ProcessState.ExitCode(); got != code {
		return f, fmt.Errorf("%s: exit %d, not %d: %s", args[0], got, code, said.Bytes())
	}
	return f, nil
}

// watch is the most anonymous memory of a process until it ends.
func watch(pid int, ended <-chan struct{}) (most int64) {
	tick := time.NewTicker(sampling)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return most
		case <-tick.C:
			most = max(most, status(pid, "RssAnon"))
		}
	}
}

package main

import (
	"fmt"
	"syscall"
)

// setDumpable is PR_SET_DUMPABLE.
const setDumpable = 4

// refuseDumps has the system write no core of this process, which would hold tokens
// that are being shown; nor may other processes of the same user read its memory.
func refuseDumps() error {
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return fmt.Errorf("forbid cores: %w", err)
	}
	if _, _, failed := syscall.RawSyscall(syscall.SYS_PRCTL, setDumpable, 0, 0); failed != 0 {
		return fmt.Errorf("forbid cores: %w", failed)
	}
	return nil
}

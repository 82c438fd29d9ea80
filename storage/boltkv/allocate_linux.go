package boltkv

import (
	"os"
	"syscall"
)

// allocate gives a file room on the disk.
func allocate(file *os.File, size int64) error { return syscall.Fallocate(int(file.Fd()), 0, 0, size) }

//go:build !linux

package boltkv

import "os"

// allocate gives a file room on the disk.
func allocate(file *os.File, size int64) error {
	_, err := file.WriteAt(make([]byte, size), 0)
	return err
}

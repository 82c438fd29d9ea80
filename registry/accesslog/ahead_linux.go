package accesslog

import (
	"os"
	"syscall"
)

// keepSize is FALLOC_FL_KEEP_SIZE: room is held without the file growing.
const keepSize = 1

// ahead holds room on the disk behind a file's size, and says up to where there is
// some: a disk that becomes full stops the reading only later.
func ahead(file *os.File, size int64) (held int64) {
	if syscall.Fallocate(int(file.Fd()), keepSize, size, reserve) != nil {
		return size // where the file system cannot, or has no room, a write will say so
	}
	return size + reserve
}

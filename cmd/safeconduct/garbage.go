package main

import (
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// A database of this size, in bytes, is a large one: what is in memory of it is some
// hundred MiB in few arrays, which the collector of garbage need not read.
const largeDatabase = 1 << 30

// littleGarbage is how much garbage may lie beside what is in use of a large database,
// in percent.
const littleGarbage = 25

// boundGarbage has the garbage of a large database collected early, unless the
// environment says how much of it there may be (GOGC): by default it is as much as
// what is in use.
func boundGarbage(data string) {
	info, err := os.Stat(filepath.Join(data, boltkv.File))
	if err == nil && info.Size() >= largeDatabase && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(littleGarbage)
	}
}

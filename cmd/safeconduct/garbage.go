package main

import (
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// A database from a size on, in bytes, may have so much garbage beside what is in use of
// it, in percent: what is in memory of a large one is hundreds of MiB in few arrays, which
// the collector need not read.
var garbageBeside = []struct{ size, percent int64 }{{4 << 30, 10}, {1 << 30, 25}}

// boundGarbage has the garbage of a large database collected early, unless the
// environment says how much of it there may be (GOGC): by default it is as much as
// what is in use.
func boundGarbage(data string) {
	info, err := os.Stat(filepath.Join(data, boltkv.File))
	if err != nil || os.Getenv("GOGC") != "" {
		return
	}
	for _, g := range garbageBeside {
		if info.Size() >= g.size {
			debug.SetGCPercent(int(g.percent))
			return
		}
	}
}

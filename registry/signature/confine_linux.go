package signature

import (
	"crypto/x509"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

// confine gives up, for the rest of the process, what a hostile file could misuse:
// memory above a limit, time, and opening anything at all.
func confine() error {
	// Who waits for us may be gone: then nobody else ends this process. The timer
	// also makes the runtime open what it needs for timers.
	time.AfterFunc(mostTime, func() { os.Exit(1) })
	// Read now, asked later.
	if _, err := x509.SystemCertPool(); err != nil {
		return err
	}
	_, _ = time.Now().Local().Zone()
	// Where a limit around several processes is hit, this one is to go, not the
	// server. Not every system lets us say so.
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0)
	debug.SetMemoryLimit(mostMemory / 4 * 3)
	runtime.GOMAXPROCS(2) // the stack of each thread counts as data, on a large machine, too
	for _, l := range []struct {
		resource int
		most     uint64
	}{
		// Data, not address space: Go reserves plenty of that and uses little.
		{syscall.RLIMIT_DATA, mostMemory},
		{syscall.RLIMIT_CPU, uint64(mostTime / time.Second)},
		{syscall.RLIMIT_CORE, 0},
		// No file and no connection can be opened any more.
		{syscall.RLIMIT_NOFILE, 0},
	} {
		if err := syscall.Setrlimit(l.resource, &syscall.Rlimit{Cur: l.most, Max: l.most}); err != nil {
			return err
		}
	}
	return nil
}

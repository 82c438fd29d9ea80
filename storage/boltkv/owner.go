package boltkv

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// ownerFile names the file that says who holds a folder. It is for people: the
// lock itself is the operating system's, and a stale note blocks nobody.
func ownerFile(dir string) string { return filepath.Join(dir, "registry.owner") }

func noteOwner(path, command string) {
	note := fmt.Sprintf("safeconduct %s (process %d, since %s)", command, os.Getpid(), time.Now().UTC().Format(time.RFC3339))
	_ = os.WriteFile(path, []byte(note), 0o600)
}

// holder says who holds a folder, as an addition to a sentence.
func holder(dir string) string {
	note, err := os.ReadFile(ownerFile(dir))
	if err != nil || len(note) == 0 {
		return ""
	}
	return ": " + string(note)
}

package registry

import (
	"encoding/hex"

	"github.com/safeconduct/safeconduct/registry/audit"
)

// VerifyServed verifies the log of a server from the outside, with nothing but a
// checkpoint that was kept: get gives what the server has under a path below
// /log/. It tells of the log, not of the records, whose content only the registry
// has; the proofs of their versions are for those.
func VerifyServed(get func(path string) ([]byte, error), kept []byte, witness Witness) (*Verified, error) {
	v := &Verified{}
	read := func(path string) ([]byte, error) {
		witness.Progress(1)
		return get(path)
	}
	head, err := audit.Served{Get: read}.Check(kept, func(index uint64, what string) {
		v.Findings++
		where := "log"
		if index != audit.None {
			where = entryName(index)
		}
		witness.Finding(where, what)
	})
	v.Commits, v.Root = int(head.Size), hex.EncodeToString(head.Root[:])
	return v, err
}

package registry

import "github.com/safeconduct/safeconduct/registry/audit"

// CheckCheckpoint says why a text is no signed checkpoint, nil for one: by whom it is
// signed, and whether it is of this log, a verification finds out.
func CheckCheckpoint(kept []byte) error {
	_, err := audit.ReadSigned(kept)
	return err
}

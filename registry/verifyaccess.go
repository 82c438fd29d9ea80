package registry

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io/fs"

	"github.com/safeconduct/safeconduct/storage/table"
)

// accessDays holds the files of the access log to the hashes that the log has of them.
func (v *verification) accessDays() error {
	if v.files.Access == nil {
		return nil
	}
	for d, err := range accessDays.All(table.NewReader(v.tx, table.Seq(v.Commits))) {
		if err != nil {
			return nil //nolint:nilerr // a record that cannot be read has been reported
		}
		v.AccessDays++
		if d.Pruned {
			v.PrunedDays++
			continue
		}
		where := "access log of " + d.ExternalID
		sum, _, err := v.files.Access.Sum(d.ExternalID)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			v.finding(where, "is missing: its hash is recorded, and no pruning is")
		case err != nil:
			v.finding(where, "cannot be read: "+err.Error())
		case !bytes.Equal(sum, d.SHA256):
			v.finding(where, "was changed: its SHA-256 is "+hex.EncodeToString(sum)+", recorded is "+hex.EncodeToString(d.SHA256))
		}
	}
	return nil
}

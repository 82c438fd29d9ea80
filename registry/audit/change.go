package audit

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"strconv"

	"github.com/google/uuid"
)

// Change is what a commit did to one version of one record.
type Change struct {
	Table   byte
	Kind    string // in words of the log: "binding-rules"
	ID      uuid.UUID
	Version int // the first is 1
	Hash    Hash
	Erased  bool // the content of the version was removed, not written
}

// Leaf is the change as its commit's tree has it.
func (c Change) Leaf() []byte { return c.appendLeaf(nil) }

func (c *Change) appendLeaf(b []byte) []byte {
	if c.Erased {
		b = append(b, "erased "...)
	}
	b = append(append(b, c.Kind...), ' ')
	b = append(append(b, c.ID.String()...), ' ')
	b = strconv.AppendInt(b, int64(c.Version), 10)
	return hex.AppendEncode(append(b, ' '), c.Hash[:])
}

// compare orders the changes of a commit.
func (c *Change) compare(d *Change) int {
	if c.Table != d.Table {
		return cmp.Compare(c.Table, d.Table)
	}
	if order := bytes.Compare(c.ID[:], d.ID[:]); order != 0 {
		return order
	}
	return cmp.Compare(c.Version, d.Version)
}

// record names a record: the code of its table, then its UUID.
type record [1 + len(uuid.UUID{})]byte

func (c *Change) record() (r record) {
	r[0] = c.Table
	copy(r[1:], c.ID[:])
	return r
}

func (r record) compare(s record) int { return bytes.Compare(r[:], s[:]) }

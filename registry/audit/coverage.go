package audit

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

// Coverage tells whether the changes that are found in a registry are those of
// which its log tells, each and no other. It rests on the entries and on the
// stored trees of their changes, which [Check] and [CheckChanges] verify.
type Coverage struct {
	tx      storage.Tx
	commits []covered // commit 1 first
	tile    tlog.Tile // the latest tile that was read, of
	tileOf  uint64    // this commit,
	hashes  []byte    // with its hashes
}

// covered is what was found of a commit.
type covered struct {
	root    Hash
	changes int
	next    int // the index of the change that comes next
	foreign int // changes that are not in the commit's tree since the last one that is
}

// NewCoverage has not seen any entry.
func NewCoverage(tx storage.Tx) *Coverage { return &Coverage{tx: tx} }

// Entry takes the entry of the next commit.
func (c *Coverage) Entry(e Entry) {
	c.commits = append(c.commits, covered{root: e.Root, changes: e.Changes})
}

// Change takes a change of a commit that was found; those of one commit come in
// the order of table, id and version. It says what is wrong with it, "" where
// nothing is.
func (c *Coverage) Change(seq uint64, change Change) (what string, err error) {
	if seq == 0 || seq > uint64(len(c.commits)) {
		return fmt.Sprintf("was written by commit %d, of which the log has no entry", seq), nil
	}
	of, leaf := &c.commits[seq-1], tlog.RecordHash(change.Leaf())
	index, err := c.indexOf(seq, of, &change, leaf)
	if err != nil {
		return "", err
	}
	if index < of.next {
		of.foreign++
		return fmt.Sprintf("is not what the log says that commit %d wrote: it was changed or put there since", seq), nil
	}
	if missing := index - of.next - of.foreign; missing > 0 {
		what = fmt.Sprintf("comes, in commit %d, after %s", seq, missed(missing))
	}
	of.next, of.foreign = index+1, 0
	return what, nil
}

func missed(n int) string {
	if n == 1 {
		return "1 change that is in the log and not in the registry"
	}
	return fmt.Sprintf("%d changes that are in the log and not in the registry", n)
}

// indexOf is the place of a leaf in the tree of its commit, -1 where it is not
// in it. It looks first where it should be.
func (c *Coverage) indexOf(seq uint64, of *covered, change *Change, leaf Hash) (int, error) {
	switch {
	case of.changes == 1 && leaf == of.root:
		return 0, nil
	case of.changes < 2:
		return -1, nil
	}
	if of.next < of.changes {
		here, err := c.at(seq, of)
		if here == leaf || err != nil {
			return of.next, err
		}
	}
	index, err := changeTiles{c.tx, seq}.find(change.record(), leaf, of.changes)
	if errors.Is(err, storage.ErrNotFound) {
		return -1, nil
	}
	return index, err
}

// at is the hash of the change that comes next.
func (c *Coverage) at(seq uint64, of *covered) (h Hash, err error) {
	t := bottomTile(of.next/tileWidth, of.changes)
	if c.tileOf != seq || c.tile != t {
		if _, c.hashes, err = (changeTiles{c.tx, seq}).read(t); err != nil {
			return h, err
		}
		c.tile, c.tileOf = t, seq
	}
	copy(h[:], c.hashes[of.next%tileWidth*tlog.HashSize:])
	return h, nil
}

package table

import (
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/google/uuid"
)

// unseen is what has not been found of the changes of a commit: how many, and of the
// records that the commit names, the sum of their hashes. A commit that names what it
// did not change, or not all that it did, leaves a sum with a chance of 1−2⁻⁶⁴.
type unseen struct {
	changes int
	names   uint64
}

// unseenOf is all that a commit says that it changed.
func (x *examination) unseenOf(c *Commit) unseen {
	all := unseen{changes: c.Records}
	for _, change := range c.Changes {
		all.names += x.nameHash(change.Table, change.ID)
	}
	return all
}

// see notes that a version of a commit, or its erasure by one, is there.
func (x *examination) see(seq Seq, leaf Leaf) {
	of := &x.unseen[seq-1]
	of.changes--
	of.names -= x.nameHash(leaf.Table, leaf.ID)
}

func (x *examination) nameHash(code byte, id uuid.UUID) uint64 {
	return maphash.Comparable(x.seed, ref{code, id})
}

// changes reports the commits that name other records than those that they changed: who
// follows the commits would take what is not named for what it was before. A large import
// names none.
func (x *examination) changes() error {
	for i, of := range x.unseen {
		if of == (unseen{}) {
			continue
		}
		seq := Seq(i + 1)
		c, err := readCommit(x.tx, seq)
		if err != nil {
			continue // which has been reported
		}
		at := Place{Table: "commit", ID: fmt.Sprint(i + 1)}
		switch {
		case of.changes != 0:
			x.Report(at, fmt.Sprintf("changed %d versions, of which %d are there", c.Records, c.Records-of.changes))
		case len(c.Changes) > 0:
			x.Report(at, fmt.Sprintf("names %d records that are not those of the %d versions which it changed", len(c.Changes), c.Records))
		}
		x.notChanged(seq, &c)
	}
	return nil
}

// notChanged reports the records that a commit names and did not change.
func (x *examination) notChanged(seq Seq, c *Commit) {
	for _, change := range c.Changes {
		chain, err := x.reader().chain(change.Table, change.ID)
		if err == nil && !slices.ContainsFunc(chain, func(v *version) bool { return x.seqOf(v.stamp) == seq || v.eraser == seq }) {
			x.Report(Place{Table: x.nameOf(change.Table), ExternalID: change.ExternalID, ID: change.ID.String()}, fmt.Sprintf("has not the version that commit %d wrote", seq))
		}
	}
}

package audit

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

// Check reads the whole log and reports what is wrong with which entry, counted
// from 0: its text, its place, its time, its hash, or a stored hash that was
// written with it. What is wrong ends the check only where an entry is gone with
// its hash. The root is that of the texts, whatever the stored hashes say.
func Check(tx storage.Tx, report func(index uint64, what string)) (size uint64, root Hash, err error) {
	c := &check{report: report, hashes: walkHashes(tx)}
	defer c.hashes.stop()
	err = c.run(tx)
	root = mustHash(tlog.TreeHash(int64(c.size), tlog.HashReaderFunc(c.full)))
	return c.size, root, err
}

// check is the state of a Check between two entries.
type check struct {
	report func(index uint64, what string)
	hashes *hashWalk
	size   uint64
	nodes  []node // of the full subtrees, as in Tree
	time   int64  // of the latest entry that is as it was written
}

// node is the root of a subtree: as the texts make it, and as it is stored.
type node struct{ made, stored Hash }

func (n node) isSound() bool { return n.made == n.stored }

func (c *check) full([]int64) ([]Hash, error) {
	hashes := make([]Hash, len(c.nodes))
	for i, n := range c.nodes {
		hashes[i] = n.made
	}
	return hashes, nil
}

func (c *check) run(tx storage.Tx) error {
	first, end := all(entryKey)
	for pair, err := range tx.Scan(first, end, storage.Ascending) {
		if err := errors.Join(err, c.hashes.err); err != nil {
			return err
		}
		index, err := indexOf(pair.Key)
		if err != nil {
			c.report(c.size, fmt.Sprintf("stands behind a key that is no entry's: %x", pair.Key))
			continue
		}
		for c.size < index {
			if !c.missing() {
				return c.hashes.err
			}
		}
		c.entry(pair.Value)
	}
	if c.hashes.more {
		c.report(c.size, "is not in the log, but a hash of it is stored: the log was truncated")
		return nil
	}
	return errors.Join(c.hashes.err, c.leftChanges(tx))
}

// leftChanges looks for changes of entries that are not there.
func (c *check) leftChanges(tx storage.Tx) error {
	_, end := all(tileKey)
	for _, err := range tx.Scan(numbered(tileKey, c.size+1), end, storage.Ascending) {
		if err == nil {
			c.report(c.size, "is not in the log, but changes of it are stored: the log was truncated")
		}
		return err
	}
	return nil
}

// missing takes the hash of an entry in the place of its text.
func (c *check) missing() (found bool) {
	hash, found := c.hashes.take()
	if !found {
		c.report(c.size, "is missing with its hash: nothing after it can be checked")
		return false
	}
	c.report(c.size, "is missing")
	c.add(node{hash, hash})
	return true
}

func (c *check) entry(text []byte) {
	made := tlog.RecordHash(text)
	hash, found := c.hashes.take()
	switch {
	case !found:
		c.report(c.size, "has no stored hash")
		hash = made
	case hash != made:
		c.report(c.size, "is not the one whose hash was stored: it was changed")
	}
	e, err := parseEntry(text)
	switch {
	case err != nil:
		c.report(c.size, fmt.Sprintf("is malformed: %v", err))
	case e.Seq != c.size+1:
		c.report(c.size, fmt.Sprintf("is of commit %d, not of %d", e.Seq, c.size+1))
	case c.size > 0 && e.Time < c.time:
		c.report(c.size, fmt.Sprintf("is of %s, before the entry that it follows, %s", written(e.Time), written(c.time)))
	}
	if err == nil && hash == made {
		c.time = e.Time
	}
	c.add(node{made, hash})
}

// add takes the next leaf, and the hashes that were stored with it.
func (c *check) add(n node) {
	for width := uint64(1); c.size&width != 0; width *= 2 {
		last := len(c.nodes) - 1
		n = c.join(c.nodes[last], n, width*2)
		c.nodes = c.nodes[:last]
	}
	c.nodes = append(c.nodes, n)
	c.size++
}

// join is the node above two. Where one of them is not sound, the stored hash
// may be that of either kind: what is wrong below it was reported there.
func (c *check) join(left, right node, width uint64) node {
	n := node{made: tlog.NodeHash(left.made, right.made)}
	below := n.made
	if !left.isSound() || !right.isSound() {
		below = tlog.NodeHash(left.stored, right.stored)
	}
	var found bool
	n.stored, found = c.hashes.take()
	switch {
	case !found:
		c.report(c.size, fmt.Sprintf("ends the last %d entries, which have no stored hash", width))
		n.stored = below
	case n.stored != n.made && n.stored != below:
		c.report(c.size, fmt.Sprintf("ends the last %d entries, whose stored hash is not that of their hashes", width))
	}
	return n
}

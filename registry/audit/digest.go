package audit

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// Changes is the tree of the changes of one commit, made outside of the
// transaction that stores it.
type Changes struct {
	size   int
	last   Change   // the one before
	firsts []record // of the first change in each tile of level 0
	bottom bottom   // hashes of the changes
	above  [][]byte // hashes of the full subtrees of height 8, 16…
	leaf   []byte   // reused from change to change
}

// NewChanges begins the tree of a commit without changes. What does not fit in
// memory is kept in a spool; without one, everything fits.
func NewChanges(spool func() (*storage.Spool, error)) *Changes {
	return &Changes{bottom: bottom{spool: spool}}
}

// Digest makes the tree of the changes of a commit, all in memory. It sorts them in
// place; no two may be of the same version.
func Digest(changes []Change) *Changes {
	order := func(a, b Change) int { return a.compare(&b) }
	if !slices.IsSortedFunc(changes, order) {
		slices.SortFunc(changes, order)
	}
	c := NewChanges(nil)
	for _, change := range changes {
		if err := c.Add(change); err != nil {
			panic(err) // nothing in memory fails, and they are in order
		}
	}
	return c
}

// Add takes the next change, in the order of table, id and version.
func (c *Changes) Add(change Change) error {
	if c.size > 0 && c.last.compare(&change) >= 0 {
		return fmt.Errorf("the change of %s %s comes out of order", change.Kind, change.ID)
	}
	c.last = change
	if c.size%tileWidth == 0 {
		c.firsts = append(c.firsts, change.record())
	}
	c.leaf = change.appendLeaf(c.leaf[:0])
	if err := c.bottom.add(tlog.RecordHash(c.leaf)); err != nil {
		return err
	}
	c.size++
	for level, n := 0, c.size; n%tileWidth == 0; level, n = level+1, n/tileWidth {
		if err := c.raise(level, n/tileWidth-1); err != nil {
			return err
		}
	}
	return nil
}

// raise adds the hash above a full tile to the next level.
func (c *Changes) raise(level, n int) error {
	t := tlog.Tile{H: tileHeight, L: level, N: int64(n), W: tileWidth}
	data, err := c.tile(t)
	if err != nil {
		return err
	}
	hash, err := top(t, data)
	if err != nil {
		return err
	}
	if level == len(c.above) {
		c.above = append(c.above, nil)
	}
	c.above[level] = append(c.above[level], hash[:]...)
	return nil
}

// Len is the number of changes.
func (c *Changes) Len() int { return c.size }

// Root is the root of the tree.
func (c *Changes) Root() (Hash, error) { return tlog.TreeHash(int64(c.size), tiles(c.tile)) }

// Close lets the spool go.
func (c *Changes) Close() error { return c.bottom.close() }

// tile is one tile of the tree, valid until the next one is asked for.
func (c *Changes) tile(t tlog.Tile) ([]byte, error) {
	from, to := int(t.N)*tileWidth*tlog.HashSize, (int(t.N)*tileWidth+t.W)*tlog.HashSize
	if t.L > 0 {
		return c.above[t.L-1][from:to], nil
	}
	return c.bottom.read(from, to)
}

// bottom is the hashes of the changes, those that came first in a spool.
type bottom struct {
	spool  func() (*storage.Spool, error)
	kept   *storage.Spool
	before int    // how many bytes are in the spool
	bytes  []byte // the rest
	tile   []byte // reused from tile to tile
}

// bottomRoom is how many bytes of hashes are in memory at most: whole tiles.
const bottomRoom = 128 * tileWidth * tlog.HashSize

func (b *bottom) add(hash Hash) (err error) {
	if len(b.bytes) >= bottomRoom && b.spool != nil {
		if b.kept == nil {
			if b.kept, err = b.spool(); err != nil {
				return err
			}
		}
		if _, err := b.kept.Write(b.bytes); err != nil {
			return err
		}
		b.before += len(b.bytes)
		b.bytes = b.bytes[:0]
	}
	b.bytes = append(b.bytes, hash[:]...)
	return nil
}

func (b *bottom) read(from, to int) ([]byte, error) {
	if from >= b.before {
		return b.bytes[from-b.before : to-b.before], nil
	}
	b.tile = slices.Grow(b.tile[:0], to-from)[:to-from]
	n, err := b.kept.ReadAt(b.tile, int64(from))
	if n == len(b.tile) && errors.Is(err, io.EOF) {
		err = nil
	}
	return b.tile, err
}

func (b *bottom) close() error {
	if b.kept == nil {
		return nil
	}
	return b.kept.Close()
}

// mustHash is for trees in memory, of which no hash can be missing.
func mustHash(h Hash, err error) Hash {
	if err != nil {
		panic(err)
	}
	return h
}

// tiles reads the hashes of a tree from its tiles.
type tiles func(tlog.Tile) ([]byte, error)

// ReadHashes implements tlog.HashReader.
func (read tiles) ReadHashes(indexes []int64) ([]Hash, error) {
	hashes := make([]Hash, len(indexes))
	for i, index := range indexes {
		t := tlog.TileForIndex(tileHeight, index)
		data, err := read(t)
		if err != nil {
			return nil, err
		}
		if hashes[i], err = tlog.HashFromTile(t, data, index); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

// top is the hash above a full tile.
func top(t tlog.Tile, data []byte) (Hash, error) {
	const below = tileHeight - 1
	halves := [2]Hash{}
	for i := range halves {
		index := tlog.StoredHashIndex(t.L*tileHeight+below, 2*t.N+int64(i))
		var err error
		if halves[i], err = tlog.HashFromTile(t, data, index); err != nil {
			return Hash{}, err
		}
	}
	return tlog.NodeHash(halves[0], halves[1]), nil
}

package audit

import (
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// Changes is the tree of the changes of one commit, made outside of the
// transaction that stores it.
type Changes struct {
	size   int
	root   Hash
	firsts []record // of the first change in each tile of level 0
	levels [][]byte // hashes of the full subtrees of height 0, 8, 16…
}

// Digest makes the tree of the changes of a commit. It sorts them in place; no
// two may be of the same version.
func Digest(changes []Change) *Changes {
	order := func(a, b Change) int { return a.compare(&b) }
	if !slices.IsSortedFunc(changes, order) {
		slices.SortFunc(changes, order)
	}
	c := &Changes{size: len(changes), levels: [][]byte{make([]byte, 0, len(changes)*tlog.HashSize)}}
	var leaf []byte
	for i := range changes {
		if i%tileWidth == 0 {
			c.firsts = append(c.firsts, changes[i].record())
		}
		leaf = changes[i].appendLeaf(leaf[:0])
		hash := tlog.RecordHash(leaf)
		c.levels[0] = append(c.levels[0], hash[:]...)
	}
	for level := 0; c.width(level) >= tileWidth; level++ {
		c.levels = append(c.levels, c.above(level))
	}
	c.root = mustHash(tlog.TreeHash(int64(c.size), tiles(c.tile)))
	return c
}

// Len is the number of changes.
func (c *Changes) Len() int { return c.size }

// Root is the root of the tree.
func (c *Changes) Root() Hash { return c.root }

// width is how many hashes a level has.
func (c *Changes) width(level int) int { return len(c.levels[level]) / tlog.HashSize }

// above are the hashes of the next level: those of the full tiles of this one.
func (c *Changes) above(level int) []byte {
	var hashes []byte
	for n := range c.width(level) / tileWidth {
		t := tlog.Tile{H: tileHeight, L: level, N: int64(n), W: tileWidth}
		data, _ := c.tile(t)
		hash := mustHash(top(t, data))
		hashes = append(hashes, hash[:]...)
	}
	return hashes
}

// tile is one tile of the tree.
func (c *Changes) tile(t tlog.Tile) ([]byte, error) {
	from := int(t.N) * tileWidth * tlog.HashSize
	return c.levels[t.L][from : from+t.W*tlog.HashSize], nil
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

package audit

import (
	"bytes"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

// CheckChanges verifies that the stored tree of a commit's changes is the one
// whose root its entry has. It says what is wrong, "" where nothing is.
func CheckChanges(tx storage.Tx, e Entry) (what string, err error) {
	c := &changeCheck{seq: e.Seq, size: e.Changes}
	if e.Changes < 2 {
		c.size = 0 // it has no tiles
	}
	first := numbered(tileKey, e.Seq)
	for pair, err := range tx.Scan(first, numbered(tileKey, e.Seq+1), storage.Ascending) {
		if err != nil {
			return "", err
		}
		if what := c.tile(pair); what != "" {
			return what, nil
		}
	}
	if t, more := c.expected(); more {
		return fmt.Sprintf("the tile %d of level %d is missing", t.N, t.L), nil
	}
	if c.size == 0 {
		return "", nil
	}
	root, err := tlog.TreeHash(int64(c.size), tiles(changeTiles{tx, e.Seq}.tile))
	if err == nil && root != e.Root {
		what = "the tiles make another root than that of the entry"
	}
	return what, err
}

// changeCheck walks the tiles of a commit in the order of their keys.
type changeCheck struct {
	seq   uint64
	size  int
	level int
	n     int    // the next tile of the level
	first record // of the latest tile of level 0
	below []byte // the hashes of this level as the one below makes them
	above []byte // those of the next level, as this one makes them
}

// expected is the tile that must come next, if there are more.
func (c *changeCheck) expected() (t tlog.Tile, more bool) {
	hashes := c.size >> (tileHeight * c.level)
	if hashes > 0 && c.n*tileWidth >= hashes {
		hashes >>= tileHeight
		c.level, c.n, c.below, c.above = c.level+1, 0, c.above, nil
	}
	width := min(tileWidth, hashes-c.n*tileWidth)
	return tlog.Tile{H: tileHeight, L: c.level, N: int64(c.n), W: width}, hashes > 0
}

func (c *changeCheck) tile(pair storage.Pair) (what string) {
	t, more := c.expected()
	if !more || !bytes.Equal(pair.Key, changeTileKey(c.seq, t)) {
		return fmt.Sprintf("the tile under the key %x is not the one that must come next", pair.Key)
	}
	data := pair.Value
	if t.L == 0 && len(data) >= len(c.first) {
		first := record(data)
		if first.compare(c.first) < 0 {
			return fmt.Sprintf("the tile %d of level 0 begins with a record before that of the last one", t.N)
		}
		c.first, data = first, data[len(first):]
	}
	if len(data) != t.W*tlog.HashSize {
		return fmt.Sprintf("the tile %d of level %d has not %d hashes", t.N, t.L, t.W)
	}
	from := c.n * tileWidth * tlog.HashSize
	if t.L > 0 && !bytes.Equal(data, c.below[from:from+len(data)]) {
		return fmt.Sprintf("the tile %d of level %d has not the hashes of the tiles below", t.N, t.L)
	}
	if t.W == tileWidth {
		hash := mustHash(top(t, data))
		c.above = append(c.above, hash[:]...)
	}
	c.n++
	return ""
}

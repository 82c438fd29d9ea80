package audit

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sort"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

// writeTiles stores the tree of a commit's changes; a single change needs none,
// since the entry has its hash.
func writeTiles(tx storage.Tx, seq uint64, c *Changes) error {
	if c.Len() < 2 {
		return nil
	}
	for _, t := range tlog.NewTiles(tileHeight, 0, int64(c.Len())) {
		data, err := c.tile(t)
		if err != nil {
			return err
		}
		if t.L == 0 {
			data = slices.Concat(c.firsts[t.N][:], data)
		}
		if err := tx.Put(changeTileKey(seq, t), data); err != nil {
			return err
		}
	}
	return nil
}

func changeTileKey(seq uint64, t tlog.Tile) []byte {
	return binary.BigEndian.AppendUint64(append(numbered(tileKey, seq), byte(t.L)), uint64(t.N))
}

// changeTiles reads the tiles of the tree of a commit's changes.
type changeTiles struct {
	tx  storage.Tx
	seq uint64
}

func (c changeTiles) tile(t tlog.Tile) ([]byte, error) {
	_, hashes, err := c.read(t)
	return hashes, err
}

// read is a tile with what its first change is of, which is told on level 0 only.
func (c changeTiles) read(t tlog.Tile) (first record, hashes []byte, err error) {
	data, err := c.tx.Get(changeTileKey(c.seq, t))
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return first, nil, err
	}
	if t.L == 0 && len(data) >= len(first) {
		first, data = record(data), data[len(first):]
	}
	if len(data) < t.W*tlog.HashSize || len(data)%tlog.HashSize != 0 {
		return first, nil, fmt.Errorf("the log is damaged: commit %d has no whole tile %d of level %d", c.seq, t.N, t.L)
	}
	return first, data, nil
}

// ChangeInclusion finds a change in the tree of its commit: its index there and
// the proof, which holds for the root in the commit's entry. It returns
// storage.ErrNotFound, wrapped, where the commit did not make this change.
func ChangeInclusion(tx storage.Tx, seq uint64, change Change) (index int, proof []Hash, err error) {
	e, err := entryOf(tx, seq)
	if err != nil {
		return 0, nil, err
	}
	leaf := tlog.RecordHash(change.Leaf())
	if e.Changes < 2 {
		if e.Changes == 0 || leaf != e.Root {
			return 0, nil, notMade(seq)
		}
		return 0, nil, nil
	}
	c := changeTiles{tx, seq}
	if index, err = c.find(change.record(), leaf, e.Changes); err != nil {
		return 0, nil, err
	}
	proof, err = tlog.ProveRecord(int64(e.Changes), int64(index), tiles(c.tile))
	return index, proof, err
}

func entryOf(tx storage.Tx, seq uint64) (Entry, error) {
	text, err := ReadEntry(tx, seq-1)
	if err != nil {
		return Entry{}, err
	}
	e, err := ParseEntry(text)
	if err != nil {
		return Entry{}, fmt.Errorf("the log is damaged: commit %d: %w", seq, err)
	}
	return e, nil
}

func notMade(seq uint64) error {
	return fmt.Errorf("the change in commit %d: %w", seq, storage.ErrNotFound)
}

// find looks for a leaf in the last tile that begins at its record or before,
// and before that as long as tiles begin with the record.
func (c changeTiles) find(of record, leaf Hash, size int) (int, error) {
	var failure error
	after := sort.Search((size+tileWidth-1)/tileWidth, func(n int) bool {
		first, _, err := c.read(bottomTile(n, size))
		failure = errors.Join(failure, err)
		return first.compare(of) > 0
	})
	if failure != nil {
		return 0, failure
	}
	for n := after - 1; n >= 0; n-- {
		t := bottomTile(n, size)
		first, hashes, err := c.read(t)
		if err != nil {
			return 0, err
		}
		for i := range t.W {
			if Hash(hashes[i*tlog.HashSize:]) == leaf {
				return n*tileWidth + i, nil
			}
		}
		if first != of {
			break
		}
	}
	return 0, notMade(c.seq)
}

// bottomTile is a tile of level 0 of a tree of that size.
func bottomTile(n, size int) tlog.Tile {
	return tlog.Tile{H: tileHeight, L: 0, N: int64(n), W: min(tileWidth, size-n*tileWidth)}
}

package audit_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
)

func TestTilesProveTheRoot(t *testing.T) {
	const size = 700
	store := logOf(t, size)
	texts := entries(t, store)
	view(t, store, func(tx storage.Tx) error {
		tree := tlog.Tree{N: size, Hash: naive(texts)}
		client := tlog.TileHashReader(tree, remote{tx})
		for index, text := range texts {
			hashes, err := client.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(index))})
			if err != nil || hashes[0] != tlog.RecordHash(text) {
				t.Fatalf("the tiles have the hash %v for entry %d (%v)", hashes, index, err)
			}
		}
		return nil
	})
}

// remote reads tiles as a client of the log does.
type remote struct{ tx storage.Tx }

func (remote) Height() int { return 8 }

func (r remote) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, t := range tiles {
		tile, err := audit.Tile(r.tx, t.L, uint64(t.N), t.W)
		if err != nil {
			return nil, err
		}
		data = append(data, tile)
	}
	return data, nil
}

func (remote) SaveTiles([]tlog.Tile, [][]byte) {}

func TestBundlesHaveTheEntries(t *testing.T) {
	store := logOf(t, 300)
	texts := entries(t, store)
	view(t, store, func(tx storage.Tx) error {
		for _, at := range []struct{ n, from, width int }{{0, 0, 256}, {1, 256, 44}, {1, 256, 7}, {0, 0, 1}} {
			var want []byte
			for _, text := range texts[at.from : at.from+at.width] {
				want = append(binary.BigEndian.AppendUint16(want, uint16(len(text))), text...)
			}
			if got, err := audit.Bundle(tx, uint64(at.n), at.width); err != nil || !bytes.Equal(got, want) {
				t.Errorf("the bundle %v is %q (%v)", at, got, err)
			}
		}
		return nil
	})
}

func TestNoTileIsBeyondTheLog(t *testing.T) {
	store := logOf(t, 300)
	view(t, store, func(tx storage.Tx) error {
		for _, at := range []struct {
			level int
			n     uint64
			width int
		}{
			{0, 1, 45},
			{0, 1, 256},
			{0, 2, 1},
			{1, 0, 2},
			{1, 1, 1},
			{2, 0, 1},
			{6, 0, 1},
			{-1, 0, 1},
			{0, 0, 0},
			{0, 0, 257},
			{0, 0, -1},
			{0, 1<<64 - 1, 1},
			{0, 1 << 56, 1},
			{5, 1 << 60, 256},
		} {
			if data, err := audit.Tile(tx, at.level, at.n, at.width); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("the tile %v has %d bytes (%v)", at, len(data), err)
			}
		}
		if data, err := audit.Bundle(tx, 1, 45); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("a bundle has %d bytes (%v)", len(data), err)
		}
		return nil
	})
}

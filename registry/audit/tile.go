package audit

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

// Tile is the hashes of a tile of the log, width of them. It returns
// storage.ErrNotFound, wrapped, where the log has not come so far.
func Tile(tx storage.Tx, level int, n uint64, width int) ([]byte, error) {
	if err := covers(tx, level, n, width); err != nil {
		return nil, err
	}
	return tlog.ReadTileData(tlog.Tile{H: tileHeight, L: level, N: int64(n), W: width}, stored{tx})
}

// Bundle is the entries below a tile of level 0, each with its length before it
// in 2 bytes, big-endian. It returns storage.ErrNotFound, wrapped, where the log
// has not come so far.
func Bundle(tx storage.Tx, n uint64, width int) ([]byte, error) {
	if err := covers(tx, 0, n, width); err != nil {
		return nil, err
	}
	var b []byte
	for index := n * tileWidth; index < n*tileWidth+uint64(width); index++ {
		text, err := tx.Get(numbered(entryKey, index))
		switch {
		case errors.Is(err, storage.ErrNotFound) || len(text) > math.MaxUint16:
			return nil, fmt.Errorf("the log is damaged: it has no entry %d", index)
		case err != nil:
			return nil, err
		}
		b = append(binary.BigEndian.AppendUint16(b, uint16(len(text))), text...)
	}
	return b, nil
}

// covers refuses a tile that the log does not have at its present size.
func covers(tx storage.Tx, level int, n uint64, width int) error {
	size, err := Size(tx)
	if err != nil {
		return err
	}
	inside := level >= 0 && level <= highestLevel && width >= 1 && width <= tileWidth
	if inside {
		hashes := size >> (level * tileHeight)
		inside = n <= hashes/tileWidth && n*tileWidth+uint64(width) <= hashes
	}
	if !inside {
		return fmt.Errorf("the tile %d of level %d, %d wide, in a log of %d entries: %w", n, level, width, size, storage.ErrNotFound)
	}
	return nil
}

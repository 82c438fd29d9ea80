package audit

import (
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Path names a tile, or a bundle of entries, as C2SP tlog-tiles does.
type Path struct {
	Entries bool // a bundle of entries, else a tile of hashes
	Level   int  // 0 for entries
	N       uint64
	Width   int // the full width, or less for a partial one
}

// IsFull reports whether what the path names never changes again.
func (p Path) IsFull() bool { return p.Width == tileWidth }

// highestLevel is that of the specification: 2⁴⁸ entries fill it.
const highestLevel = 5

// ParsePath reads tile/LEVEL/N or tile/entries/N, each with .p/WIDTH behind it
// where it is partial. The paths differ from those of Go's checksum database,
// which package tlog reads, in that they leave the height out and call the
// entries by another name.
func ParsePath(path string) (Path, error) {
	level, rest, _ := strings.Cut(strings.TrimPrefix(path, "tile/"), "/")
	entries := level == "entries"
	if entries {
		level = "0"
	}
	t, err := tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s/%s", tileHeight, level, rest))
	if err != nil || t.L < 0 || t.L > highestLevel || !strings.HasPrefix(path, "tile/") {
		return Path{}, fmt.Errorf("%q is not the path of a tile: expected tile/LEVEL/N or tile/entries/N, such as tile/0/x001/234.p/7", path)
	}
	return Path{Entries: entries, Level: t.L, N: uint64(t.N), Width: t.W}, nil
}

// String is what ParsePath reads.
func (p Path) String() string {
	t := tlog.Tile{H: tileHeight, L: p.Level, N: int64(p.N), W: p.Width}
	path := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", tileHeight))
	if p.Entries {
		path = "entries/" + strings.TrimPrefix(path, "0/")
	}
	return "tile/" + path
}

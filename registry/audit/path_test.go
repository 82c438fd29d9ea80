package audit_test

import (
	"fmt"
	"testing"

	"github.com/safeconduct/safeconduct/registry/audit"
)

// paths are some of those that exist; the rest below are none.
var paths = map[string]audit.Path{
	"tile/0/000":                {Level: 0, N: 0, Width: 256},
	"tile/5/001.p/255":          {Level: 5, N: 1, Width: 255},
	"tile/1/x001/x234/067":      {Level: 1, N: 1234067, Width: 256},
	"tile/0/x001/234.p/7":       {Level: 0, N: 1234, Width: 7},
	"tile/entries/000.p/1":      {Entries: true, N: 0, Width: 1},
	"tile/entries/x001/234.p/7": {Entries: true, N: 1234, Width: 7},
	"tile/entries/x001/234":     {Entries: true, N: 1234, Width: 256},
}

var noPaths = []string{
	"", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile//000", "tile/0/0", "tile/0/0000", "tile/00/000",
	"tile/6/000", "tile/-1/000", "tile/data/000", "tile/8/0/000", "0/000", "entries/000",
	"tile/0/x000/001", "tile/0/001/234", "tile/0/x001", "tile/0/000/", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
	"tile/0/000.p/256", "tile/0/000.p/07", "tile/0/000.p/-1", "tile/0/000.p/1/2", "tile/0/+00", "tile/0/../000",
	"tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999", "tile/entries/entries/000", "tile/0/.p/5", "tile/entries/.p/5",
}

func TestPathsAreThoseOfTlogTiles(t *testing.T) {
	for path, want := range paths {
		if got, err := audit.ParsePath(path); err != nil || got != want || got.IsFull() != (want.Width == 256) {
			t.Errorf("%s is read as %+v (%v)", path, got, err)
		}
	}
	for _, path := range noPaths {
		if got, err := audit.ParsePath(path); err == nil {
			t.Errorf("%q is read as %+v", path, got)
		}
	}
}

// written is the path as the specification has it.
func written(p audit.Path) string {
	n := fmt.Sprintf("%03d", p.N%1000)
	for rest := p.N / 1000; rest > 0; rest /= 1000 {
		n = fmt.Sprintf("x%03d/%s", rest%1000, n)
	}
	level := fmt.Sprint(p.Level)
	if p.Entries {
		level = "entries"
	}
	if p.Width < 256 {
		n += fmt.Sprintf(".p/%d", p.Width)
	}
	return "tile/" + level + "/" + n
}

func FuzzParsePath(f *testing.F) {
	for path := range paths {
		f.Add(path)
	}
	for _, path := range noPaths {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		p, err := audit.ParsePath(path)
		if err == nil && written(p) != path {
			t.Errorf("%q is read as %+v, which is %s", path, p, written(p))
		}
	})
}

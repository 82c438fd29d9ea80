package registry

import (
	"context"
	"io"
	"slices"

	"github.com/safeconduct/safeconduct/registry/sheet"
)

// readUntilDone gives the sources as ones whose files end with an error when nobody
// waits for the import any more.
func readUntilDone(ctx context.Context, sources []sheet.Source) []sheet.Source {
	sources = slices.Clone(sources)
	for i := range sources {
		open := sources[i].Open
		sources[i].Open = func() (io.ReadCloser, error) {
			file, err := open()
			return &untilDone{file, ctx}, err
		}
	}
	return sources
}

type untilDone struct {
	io.ReadCloser
	ctx context.Context
}

func (u *untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.ReadCloser.Read(p)
}

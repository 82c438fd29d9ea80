package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"
)

// summed reads all of a file but its last line, and sums it up.
type summed struct {
	ctx  context.Context
	from *bufio.Reader
	sum  hash.Hash
	err  error // why the file could not be read to its end
}

// ahead is how much of a file is read at a time.
const ahead = 64 << 10

func newSummed(ctx context.Context, from io.Reader) *summed {
	return &summed{ctx: ctx, from: bufio.NewReaderSize(from, ahead), sum: sha256.New()}
}

func (s *summed) Read(p []byte) (int, error) {
	if s.err == nil {
		s.err = s.ctx.Err()
	}
	if s.err != nil {
		return 0, s.err
	}
	switch _, err := s.from.Peek(lastLineSize + 1); {
	case errors.Is(err, io.EOF):
		return 0, io.EOF
	case err != nil:
		s.err = err
		return 0, err
	}
	n, _ := s.from.Read(p[:min(len(p), s.from.Buffered()-lastLineSize)]) // from memory
	s.sum.Write(p[:n])
	return n, nil
}

// end reads what is left and compares the sum with the last line.
func (s *summed) end() error {
	if _, err := io.Copy(io.Discard, s); err != nil {
		return err
	}
	line, err := io.ReadAll(s.from)
	switch {
	case err != nil:
		return err
	case !strings.HasPrefix(string(line), lastLine):
		return fmt.Errorf("%w: it does not end with the line %q: it was cut off or changed, or is no backup", ErrUnsound, lastLine+"…")
	case string(line) != lastLineOf(s.sum.Sum(nil)):
		return fmt.Errorf("%w: its SHA-256 is not the one in its last line: it was damaged or changed", ErrUnsound)
	}
	return nil
}

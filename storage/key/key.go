// Package key encodes tuples as bytes whose order is the order of the tuples.
// Elements are appended one after the other; each encoding ends by itself, so
// that no element is the beginning of another one of the same type and a tuple
// is the prefix of exactly those that extend it. Nothing reads them back: what a
// key stands for is in the record that it leads to.
package key

import (
	"slices"

	"github.com/google/uuid"
)

// A string ends with terminator; a zero byte inside is followed by escape, so
// that it sorts after the end of a shorter string.
const (
	terminator = 0x01
	escape     = 0xFF
)

// AppendString appends text of any bytes.
func AppendString(b []byte, text string) []byte {
	for i := range len(text) {
		b = append(b, text[i])
		if text[i] == 0 {
			b = append(b, escape)
		}
	}
	return append(b, 0, terminator)
}

// AppendUUID appends the 16 bytes of a UUID.
func AppendUUID(b []byte, id uuid.UUID) []byte { return append(b, id[:]...) }

// After is the first key behind all that begin with prefix; nil when there is
// none.
func After(prefix []byte) []byte {
	end := slices.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xFF {
			end[i]++
			return end[:i+1]
		}
	}
	return nil
}

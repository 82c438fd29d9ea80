// Package key encodes tuples as bytes whose order is the order of the tuples.
// Elements are appended one after the other; each encoding ends by itself, so
// that no element is the beginning of another one of the same type and a tuple
// is the prefix of exactly those that extend it.
package key

import (
	"bytes"
	"errors"
	"slices"

	"github.com/google/uuid"
)

// ErrMalformed is returned for bytes that no Append function has written.
var ErrMalformed = errors.New("key: malformed")

// AppendUint appends a number: a byte with its length in bytes, then its bytes,
// the greatest first. Small numbers are short.
func AppendUint(b []byte, v uint64) []byte {
	length := 0
	for rest := v; rest > 0; rest >>= 8 {
		length++
	}
	b = append(b, byte(length))
	for shift := 8 * (length - 1); shift >= 0; shift -= 8 {
		b = append(b, byte(v>>shift))
	}
	return b
}

// Uint reads a number and returns the rest.
func Uint(b []byte) (v uint64, rest []byte, err error) {
	if len(b) == 0 || b[0] > 8 || len(b) < 1+int(b[0]) {
		return 0, nil, ErrMalformed
	}
	digits := b[1 : 1+b[0]]
	if len(digits) > 0 && digits[0] == 0 {
		return 0, nil, ErrMalformed
	}
	for _, digit := range digits {
		v = v<<8 | uint64(digit)
	}
	return v, b[1+b[0]:], nil
}

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

// String reads text and returns the rest.
func String(b []byte) (text string, rest []byte, err error) {
	var plain []byte
	for {
		at := bytes.IndexByte(b, 0)
		if at < 0 || at+1 >= len(b) {
			return "", nil, ErrMalformed
		}
		plain = append(plain, b[:at]...)
		switch b[at+1] {
		case terminator:
			return string(plain), b[at+2:], nil
		case escape:
			plain = append(plain, 0)
		default:
			return "", nil, ErrMalformed
		}
		b = b[at+2:]
	}
}

// AppendUUID appends the 16 bytes of a UUID.
func AppendUUID(b []byte, id uuid.UUID) []byte { return append(b, id[:]...) }

// UUID reads a UUID and returns the rest.
func UUID(b []byte) (id uuid.UUID, rest []byte, err error) {
	if len(b) < len(id) {
		return id, nil, ErrMalformed
	}
	copy(id[:], b)
	return id, b[len(id):], nil
}

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

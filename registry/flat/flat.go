// Package flat is the form of large arrays in a file: sections one after the other,
// each a length and what it says, both with their sums (CRC-32C), all numbers little
// endian. What was cut off, or of which a byte was changed, is told from what was
// written.
package flat

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// ErrDamaged is returned, wrapped, for what is not as it was written.
var ErrDamaged = errors.New("it is damaged")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const (
	lengthSize = 8
	sumSize    = 4
	bufferSize = 1 << 18
)

// head is the head of a section of so many bytes.
func head(length uint64) []byte {
	h := binary.LittleEndian.AppendUint64(nil, length)
	return binary.LittleEndian.AppendUint32(h, crc32.Checksum(h, castagnoli))
}

package flat

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// Reader reads the sections that a Writer has written, in the same order. After an
// error it gives nothing any more: whoever reads asks once, at the end.
type Reader struct {
	from   io.Reader
	err    error
	sum    uint32
	buffer []byte
}

// NewReader reads from r.
func NewReader(r io.Reader) *Reader { return &Reader{from: r, buffer: make([]byte, bufferSize)} }

// Err is the first error: ErrDamaged, wrapped, or that of what is read from.
func (r *Reader) Err() error { return r.err }

// Fail notes that what was read makes no sense.
func (r *Reader) Fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
	}
}

// End makes sure that nothing follows.
func (r *Reader) End() {
	if r.err != nil {
		return
	}
	if n, err := io.ReadFull(r.from, r.buffer[:1]); n > 0 || !errors.Is(err, io.EOF) {
		r.Fail("something follows its end")
	}
}

// full reads so many bytes, at most those of the buffer.
func (r *Reader) full(n int) []byte {
	if r.err != nil {
		return nil
	}
	if _, err := io.ReadFull(r.from, r.buffer[:n]); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			r.Fail("it was cut off")
		} else {
			r.err = err
		}
		return nil
	}
	return r.buffer[:n]
}

// begin reads the head of a section of items of a size, and says how many there are.
func (r *Reader) begin(size int) (count int) {
	h := r.full(lengthSize + sumSize)
	if h == nil {
		return 0
	}
	r.sum = 0
	length := binary.LittleEndian.Uint64(h)
	if string(head(length)) != string(h) || length%uint64(size) > 0 {
		r.Fail("the head of a section is not what was written")
		return 0
	}
	return int(length) / size
}

// part is the next part of a section: so many bytes, at most those of the buffer.
func (r *Reader) part(n int) []byte {
	all := r.full(n)
	r.sum = crc32.Update(r.sum, castagnoli, all)
	return all
}

// end reads the sum of a section.
func (r *Reader) end() {
	sum := r.sum
	if told := r.full(sumSize); told != nil && binary.LittleEndian.Uint32(told) != sum {
		r.Fail("a section is not what was written")
	}
}

// Uint32s is a section of numbers.
func (r *Reader) Uint32s() (all []uint32) {
	all = make([]uint32, r.begin(4))
	r.fill(all)
	r.end()
	return all
}

func (r *Reader) fill(all []uint32) {
	for len(all) > 0 && r.err == nil {
		n := min(len(all), len(r.buffer)/4)
		for i, part := 0, r.part(4*n); len(part) >= 4; i, part = i+1, part[4:] {
			all[i] = binary.LittleEndian.Uint32(part)
		}
		all = all[n:]
	}
}

// Lists is a section of numbers, as lists of the given lengths.
func (r *Reader) Lists(lengths []uint32) (lists [][]uint32) {
	total := 0
	for _, n := range lengths {
		total += int(n)
	}
	if count := r.begin(4); r.err == nil && count != total {
		r.Fail("a section has %d numbers, and not %d", count, total)
	}
	lists = make([][]uint32, len(lengths))
	for i, n := range lengths {
		if r.err != nil {
			return nil
		}
		lists[i] = make([]uint32, n)
		r.fill(lists[i])
	}
	r.end()
	return lists
}

// ReadIDs reads a section of ids.
func ReadIDs[T ~[16]byte](r *Reader) (all []T) {
	all = make([]T, r.begin(16))
	for rest := all; len(rest) > 0 && r.err == nil; {
		n := min(len(rest), len(r.buffer)/16)
		for i, part := 0, r.part(16*n); len(part) >= 16; i, part = i+1, part[16:] {
			rest[i] = T([16]byte(part))
		}
		rest = rest[n:]
	}
	r.end()
	return all
}

// String is a section of text.
func (r *Reader) String() string {
	all := make([]byte, r.begin(1))
	for rest := all; len(rest) > 0 && r.err == nil; {
		rest = rest[copy(rest, r.part(min(len(rest), len(r.buffer)))):]
	}
	r.end()
	if r.err != nil {
		return ""
	}
	return string(all)
}

// Strings is a section of several texts.
func (r *Reader) Strings() (all []string) {
	for rest := r.String(); rest != ""; {
		n, size := binary.Uvarint([]byte(rest[:min(len(rest), binary.MaxVarintLen64)]))
		if size <= 0 || n > uint64(len(rest)-size) {
			r.Fail("a text is longer than its section")
			return nil
		}
		all, rest = append(all, rest[size:size+int(n)]), rest[size+int(n):]
	}
	return all
}

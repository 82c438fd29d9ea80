package table

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"iter"
	"slices"

	"github.com/safeconduct/safeconduct/storage"
)

// sorter puts any number of keys with their values in order. What does not fit in
// its room is written to a spool in sorted runs, which are merged in the end. Keys
// that are equal come in any order.
type sorter struct {
	spool func() (*storage.Spool, error)
	room  int // bytes of keys and values in memory

	bytes   []byte // of keys and values, one after the other
	entries []entry
	ordered bool // the entries came in order
	kept    *storage.Spool
	runs    []run
	end     int64 // of the spool
}

// entry is a key and its value in the bytes of a sorter. Its head is the beginning
// of the key as a number, which settles most comparisons.
type entry struct {
	head       uint64
	at         uint32
	key, value uint32 // lengths
}

// run is a part of the spool whose pairs are in order.
type run struct{ from, to int64 }

func newSorter(spool func() (*storage.Spool, error), room int) *sorter {
	return &sorter{spool: spool, room: room, ordered: true}
}

// leastRoom is what a sorter begins with, in bytes.
const leastRoom = 4 << 10

func headOf(key []byte) uint64 {
	var head [8]byte
	copy(head[:], key)
	return binary.BigEndian.Uint64(head[:])
}

func (s *sorter) keyOf(e entry) []byte { return s.bytes[e.at : e.at+e.key] }
func (s *sorter) valueOf(e entry) []byte {
	return s.bytes[e.at+e.key : e.at+e.key+e.value]
}

func (s *sorter) compare(a, b entry) int {
	if a.head != b.head {
		return cmp.Compare(a.head, b.head)
	}
	return bytes.Compare(s.keyOf(a), s.keyOf(b))
}

// add takes a pair, whose bytes it copies.
func (s *sorter) add(key, value []byte) error {
	if len(s.bytes)+len(key)+len(value) > s.room && len(s.entries) > 0 {
		if err := s.spill(); err != nil {
			return err
		}
	}
	if need := len(s.bytes) + len(key) + len(value); need > cap(s.bytes) { // in few steps: what is left behind is garbage
		s.bytes = append(make([]byte, 0, max(need, min(4*cap(s.bytes), s.room), leastRoom)), s.bytes...)
	}
	e := entry{head: headOf(key), at: uint32(len(s.bytes)), key: uint32(len(key)), value: uint32(len(value))}
	s.bytes = append(append(s.bytes, key...), value...)
	if s.ordered && len(s.entries) > 0 {
		s.ordered = s.compare(s.entries[len(s.entries)-1], e) <= 0
	}
	s.entries = append(s.entries, e)
	return nil
}

func (s *sorter) sort() {
	if !s.ordered {
		slices.SortFunc(s.entries, s.compare)
		s.ordered = true
	}
}

// spill writes what is in memory as a run.
func (s *sorter) spill() (err error) {
	if s.kept == nil {
		if s.kept, err = s.spool(); err != nil {
			return err
		}
	}
	s.sort()
	out := bufio.NewWriterSize(s.kept, readAhead)
	from := s.end
	var head []byte
	for _, e := range s.entries {
		head = binary.AppendUvarint(binary.AppendUvarint(head[:0], uint64(e.key)), uint64(e.value))
		s.end += int64(len(head)) + int64(e.key+e.value)
		_, _ = out.Write(head) // the writer keeps its error
		_, _ = out.Write(s.bytes[e.at : e.at+e.key+e.value])
	}
	s.runs = append(s.runs, run{from, s.end})
	s.bytes, s.entries = s.bytes[:0], s.entries[:0]
	return out.Flush()
}

// readAhead is how many bytes of a run are read or written at once.
const readAhead = 64 << 10

// sorted walks the pairs in the order of their keys. Their bytes are valid until the
// next pair. It may be called more than once, when nothing is added any more.
func (s *sorter) sorted() iter.Seq2[storage.Pair, error] {
	if s.kept == nil {
		return s.inMemory
	}
	return func(yield func(storage.Pair, error) bool) {
		if len(s.entries) > 0 {
			if err := s.spill(); err != nil {
				yield(storage.Pair{}, err)
				return
			}
		}
		s.bytes, s.entries = nil, nil
		if err := s.merge(yield); err != nil {
			yield(storage.Pair{}, err)
		}
	}
}

func (s *sorter) inMemory(yield func(storage.Pair, error) bool) {
	s.sort()
	for _, e := range s.entries {
		if !yield(storage.Pair{Key: s.keyOf(e), Value: s.valueOf(e)}, nil) {
			return
		}
	}
}

// close lets everything go.
func (s *sorter) close() {
	s.bytes, s.entries = nil, nil
	if s.kept != nil {
		_ = s.kept.Close() // nobody reads it any more
		s.kept, s.runs = nil, nil
	}
}

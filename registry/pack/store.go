// Package pack keeps records of facts as bytes: a million of them are a few arrays,
// which cost no more than what they say and nothing to the collector of garbage.
// It is pure: no clock, no storage.
package pack

import (
	"encoding/binary"
	"slices"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/flat"
)

// Store is records of a kind, found by their keys. Records are added to it, then it
// is sealed, and never changed any more. It has room for 16 GiB.
//
// Each record lies at a place, counted in steps of four bytes: first that of the one
// before with the same key, and 1, then its bytes. So a slot leads to the last record
// of its key, and from one to the other.
type Store[T any] struct {
	kind   *Kind[T]
	words  *Words
	chunks []string
	slots  []uint32 // a place and 1; 0: free
	used   int      // slots
	last   []byte   // the chunk that grows
}

const (
	step         = 4
	chunkSize    = 1 << 20
	placesInside = chunkSize / step
)

// NewStore is an empty one.
func NewStore[T any](kind *Kind[T], words *Words) *Store[T] {
	return &Store[T]{kind: kind, words: words, slots: make([]uint32, 16)}
}

// KeyOf is the key of one id, or of two.
func KeyOf(ids ...fact.ID) string {
	var key [32]byte
	n := 0
	for _, id := range ids {
		n += copy(key[n:], id[:])
	}
	return string(key[:n])
}

// Add adds a record.
func (s *Store[T]) Add(record *T) {
	f, from := form{words: s.words, out: s.last}, len(s.last)
	f.out = append(f.out, 0, 0, 0, 0)
	s.kind.form(&f, record)
	if len(f.out) > chunkSize && from > 0 { // it has no room here
		own := slices.Clone(f.out[from:])
		s.last = f.out[:from]
		s.seal()
		f.out = append(f.out[:0], own...)
		from = 0
	}
	key := string(f.out[from+step:][:s.kind.key])
	for len(f.out)%step > 0 {
		f.out = append(f.out, 0)
	}
	s.last = f.out
	slot := s.slotOf(key)
	binary.LittleEndian.PutUint32(s.last[from:], s.slots[slot])
	if s.slots[slot] == 0 {
		s.used++
	}
	s.slots[slot] = uint32(len(s.chunks)*placesInside+from/step) + 1
	if 4*s.used > 3*len(s.slots) {
		s.grow()
	}
}

// seal ends the chunk that grows.
func (s *Store[T]) seal() {
	if len(s.last) > 0 {
		s.chunks, s.last = append(s.chunks, string(s.last)), s.last[:0]
	}
}

// Seal ends the adding.
func (s *Store[T]) Seal() *Store[T] {
	s.seal()
	s.last = nil
	return s
}

// grow doubles the slots.
func (s *Store[T]) grow() {
	before := s.slots
	s.slots = make([]uint32, 2*len(before))
	for _, place := range before {
		if place > 0 {
			s.slots[s.slotOf(s.keyAt(place))] = place
		}
	}
}

// slotOf is the slot of a key, or where it would have to be.
func (s *Store[T]) slotOf(key string) int {
	mask := len(s.slots) - 1
	at := int(hash(key)) & mask
	for s.slots[at] > 0 && s.keyAt(s.slots[at]) != key {
		at = (at + 1) & mask
	}
	return at
}

// hash mixes the ends of ids, which are random in themselves.
func hash(key string) uint64 {
	var h uint64
	for end := 16; end <= len(key); end += 16 {
		h = h*0x9e3779b97f4a7c15 + binary.LittleEndian.Uint64([]byte(key[end-8:end]))
	}
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>32
}

// at is what lies at a place, and behind it.
func (s *Store[T]) at(place uint32) string {
	n := int(place - 1)
	if chunk := n / placesInside; chunk < len(s.chunks) {
		return s.chunks[chunk][n%placesInside*step:]
	}
	return string(s.last[n%placesInside*step:][:step+s.kind.key]) // only its key is asked for
}

func (s *Store[T]) keyAt(place uint32) string {
	return s.at(place)[step:][:s.kind.key]
}

// read reads the record at a place; before is the place of the one before it.
func (s *Store[T]) read(place uint32) (record *T, before uint32) {
	f := form{words: s.words, reading: true, in: s.at(place)}
	before = binary.LittleEndian.Uint32([]byte(f.in[:step]))
	f.in = f.in[step:]
	record = new(T)
	s.kind.form(&f, record)
	return record, before
}

// Of are the records of a key, in the order in which they were added.
func (s *Store[T]) Of(key string) (all []*T) {
	return s.from(s.slots[s.slotOf(key)])
}

func (s *Store[T]) from(place uint32) (all []*T) {
	for place > 0 {
		var record *T
		record, place = s.read(place)
		all = append(all, record)
	}
	slices.Reverse(all)
	return all
}

// One is the record of a key that was added last, nil for none.
func (s *Store[T]) One(key string) *T {
	place := s.slots[s.slotOf(key)]
	if place == 0 {
		return nil
	}
	record, _ := s.read(place)
	return record
}

// Has reports whether there is a record of a key.
func (s *Store[T]) Has(key string) bool { return s.slots[s.slotOf(key)] > 0 }

// All walks the keys with their records, in no order.
func (s *Store[T]) All(yield func(key string, all []*T) bool) {
	for _, place := range s.slots {
		if place > 0 && !yield(s.keyAt(place), s.from(place)) {
			return
		}
	}
}

// Places walks the records with their places, in no order.
func (s *Store[T]) Places(yield func(place uint32, record *T) bool) {
	for _, place := range s.slots {
		for place > 0 {
			record, before := s.read(place)
			if !yield(place, record) {
				return
			}
			place = before
		}
	}
}

// At is the record at a place.
func (s *Store[T]) At(place uint32) *T {
	record, _ := s.read(place)
	return record
}

// Encode writes the store, which is sealed.
func (s *Store[T]) Encode(w *flat.Writer) {
	w.Uint32s([]uint32{uint32(len(s.chunks))})
	for _, chunk := range s.chunks {
		w.String(chunk)
	}
	w.Uint32s(s.slots)
}

// DecodeStore reads a store.
func DecodeStore[T any](r *flat.Reader, kind *Kind[T], words *Words) *Store[T] {
	s := &Store[T]{kind: kind, words: words}
	if count := r.Uint32s(); len(count) == 1 {
		for n := uint32(0); n < count[0] && r.Err() == nil; n++ {
			s.chunks = append(s.chunks, r.String())
		}
	}
	s.slots = r.Uint32s()
	if n := len(s.slots); n == 0 || n&(n-1) > 0 {
		r.Fail("%d slots are none that were written", n)
		return nil
	}
	return s
}

package pack

import (
	"encoding/binary"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// form writes a record as bytes, or reads it from them: one walk over its fields
// does both, so that neither can forget what the other knows. Texts that are read
// are parts of the text that they are read from.
type form struct {
	words   *Words
	reading bool
	in      string
	out     []byte
}

// number is a number that is not negative.
func (f *form) number(n *uint64) {
	if !f.reading {
		f.out = binary.AppendUvarint(f.out, *n)
		return
	}
	*n = 0
	for i, shift := 0, 0; ; i, shift = i+1, shift+7 {
		b := f.in[i]
		*n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			f.in = f.in[i+1:]
			return
		}
	}
}

func (f *form) id(id *fact.ID) {
	if !f.reading {
		f.out = append(f.out, id[:]...)
		return
	}
	copy(id[:], f.in)
	f.in = f.in[len(id):]
}

func (f *form) text(text *string) {
	n := uint64(len(*text))
	f.number(&n)
	if !f.reading {
		f.out = append(f.out, *text...)
		return
	}
	*text, f.in = f.in[:n], f.in[n:]
}

func (f *form) date(day *civil.Date) {
	n := uint64(*day)
	f.number(&n)
	*day = civil.Date(n)
}

// header is all of it but what marks an erasure: what was erased is not packed.
func (f *form) header(h *fact.Header) {
	f.id(&h.ID)
	f.text(&h.ExternalID)
	version := uint64(h.Version)
	f.number(&version)
	h.Version = int(version)
}

// word is one of few words, which all records share.
func word[T ~string](f *form, text *T) {
	var n uint64
	if !f.reading {
		n = uint64(f.words.of(string(*text)))
	}
	f.number(&n)
	if f.reading {
		*text = T(f.words.all[n])
	}
}

// list is a list of items; one without items is read as nil.
func list[T any](f *form, items *[]T, item func(*form, *T)) {
	n := uint64(len(*items))
	f.number(&n)
	if f.reading && n > 0 {
		*items = make([]T, n)
	}
	for i := range *items {
		item(f, &(*items)[i])
	}
}

// Words are the words that records share.
type Words struct {
	all   []string
	known map[string]int
}

// NewWords has the given words.
func NewWords(all []string) *Words {
	w := &Words{all, map[string]int{}}
	for i, text := range all {
		w.known[text] = i
	}
	return w
}

// All are the words by their numbers.
func (w *Words) All() []string { return w.all }

func (w *Words) of(text string) int {
	n, is := w.known[text]
	if !is {
		n = len(w.all)
		w.known[text], w.all = n, append(w.all, text)
	}
	return n
}

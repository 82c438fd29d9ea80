package registry

import "encoding/binary"

// pages is a list that never moves what is in it: growing costs no second copy.
type pages[T any] struct {
	all  [][]T
	size int
}

// page is how many elements a page has.
const page = 1 << 16

func (p *pages[T]) len() int { return p.size }

func (p *pages[T]) add(element T) {
	if p.size%page == 0 {
		p.all = append(p.all, make([]T, 0, page))
	}
	last := len(p.all) - 1
	p.all[last] = append(p.all[last], element)
	p.size++
}

func (p *pages[T]) at(i int) T { return p.all[i/page][i%page] }

// texts keeps many short texts in few pieces of memory.
type texts struct{ all [][]byte }

const (
	textBits = 20 // of a place, for the offset in its piece
	textPage = 1 << textBits
)

// add keeps a text and gives its place.
func (t *texts) add(text string) (place uint64) {
	need := binary.MaxVarintLen64 + len(text)
	if last := len(t.all) - 1; last < 0 || len(t.all[last])+need > cap(t.all[last]) {
		t.all = append(t.all, make([]byte, 0, max(textPage, need)))
	}
	last := len(t.all) - 1
	place = uint64(last)<<textBits | uint64(len(t.all[last]))
	t.all[last] = append(binary.AppendUvarint(t.all[last], uint64(len(text))), text...)
	return place
}

// at is the text at a place.
func (t *texts) at(place uint64) []byte {
	from := t.all[place>>textBits][place&(textPage-1):]
	length, n := binary.Uvarint(from)
	return from[n : n+int(length)]
}

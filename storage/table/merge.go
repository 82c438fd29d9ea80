package table

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"

	"github.com/safeconduct/safeconduct/storage"
)

// merge walks all runs at once.
func (s *sorter) merge(yield func(storage.Pair, error) bool) error {
	var heads heap
	for _, of := range s.runs {
		r := &runReader{in: bufio.NewReaderSize(io.NewSectionReader(s.kept, of.from, of.to-of.from), readAhead)}
		more, err := r.next()
		if err != nil {
			return err
		}
		if more {
			heads = append(heads, r)
		}
	}
	for i := len(heads)/2 - 1; i >= 0; i-- {
		heads.sink(i)
	}
	for len(heads) > 0 {
		first := heads[0]
		if !yield(first.pair, nil) {
			return nil
		}
		more, err := first.next()
		if err != nil {
			return err
		}
		if !more {
			heads[0] = heads[len(heads)-1]
			heads = heads[:len(heads)-1]
		}
		heads.sink(0)
	}
	return nil
}

// runReader stands at a pair of a run.
type runReader struct {
	in   *bufio.Reader
	head uint64
	pair storage.Pair
	room []byte
}

// next goes to the next pair, if there is one.
func (r *runReader) next() (more bool, err error) {
	key, err := binary.ReadUvarint(r.in)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	value, err := binary.ReadUvarint(r.in)
	if err != nil {
		return false, err
	}
	r.room = slices.Grow(r.room[:0], int(key+value))[:key+value]
	if _, err := io.ReadFull(r.in, r.room); err != nil {
		return false, err
	}
	r.pair = storage.Pair{Key: r.room[:key], Value: r.room[key:]}
	r.head = headOf(r.pair.Key)
	return true, nil
}

// heap has the run with the least key first.
type heap []*runReader

func (h heap) less(i, j int) bool {
	if h[i].head != h[j].head {
		return h[i].head < h[j].head
	}
	return bytes.Compare(h[i].pair.Key, h[j].pair.Key) < 0
}

// sink puts the run at i in its place among those below it.
func (h heap) sink(i int) {
	for {
		least := i
		for _, child := range []int{2*i + 1, 2*i + 2} {
			if child < len(h) && h.less(child, least) {
				least = child
			}
		}
		if least == i {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}

package flat_test

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/flat"
)

// said is one section of each kind.
type said struct {
	Numbers []uint32
	Lists   [][]uint32
	IDs     [][16]byte
	Text    string
	Texts   []string
}

func (s *said) written() []byte {
	var file bytes.Buffer
	w := flat.NewWriter(&file)
	w.Uint32s(s.Numbers)
	total := 0
	for _, list := range s.Lists {
		total += len(list)
	}
	w.Lists(total, func(yield func([]uint32) bool) {
		for _, list := range s.Lists {
			if !yield(list) {
				return
			}
		}
	})
	flat.IDs(w, s.IDs)
	w.String(s.Text)
	w.Strings(s.Texts)
	if err := w.Close(); err != nil {
		panic(err) // a buffer takes all
	}
	return file.Bytes()
}

func read(file []byte, lengths []uint32) (s said, err error) {
	r := flat.NewReader(bytes.NewReader(file))
	s = said{r.Uint32s(), r.Lists(lengths), flat.ReadIDs[[16]byte](r), r.String(), r.Strings()}
	r.End()
	return s, r.Err()
}

func lengthsOf(lists [][]uint32) []uint32 {
	lengths := make([]uint32, len(lists))
	for i, list := range lists {
		lengths[i] = uint32(len(list))
	}
	return lengths
}

// TestReadingGivesWhatWasWritten writes sections at random, some longer than any
// buffer.
func TestReadingGivesWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		many := rapid.SampledFrom([]int{1, 1, 1, 40_000}).Draw(t, "many")
		s := said{
			bytes4(rapid.SliceOfN(rapid.Uint32(), 0, 9).Draw(t, "numbers"), many),
			rapid.SliceOfN(rapid.SliceOfN(rapid.Uint32(), 0, 3), 0, 4).Draw(t, "lists"),
			make([][16]byte, rapid.IntRange(0, 3).Draw(t, "ids")*many),
			rapid.String().Draw(t, "text"),
			rapid.SliceOf(rapid.String()).Draw(t, "texts"),
		}
		got, err := read(s.written(), lengthsOf(s.Lists))
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Texts) == 0 {
			got.Texts, s.Texts = nil, nil
		}
		if !reflect.DeepEqual(s, got) {
			t.Fatalf("wrote %v, read %v", s, got)
		}
	})
}

// bytes4 is the numbers, so many times.
func bytes4(numbers []uint32, times int) []uint32 {
	all := []uint32{}
	for range times {
		all = append(all, numbers...)
	}
	return all
}

// TestEveryDamageIsTold cuts off and changes every byte, and adds one.
func TestEveryDamageIsTold(t *testing.T) {
	s := said{[]uint32{1, 2}, [][]uint32{{3}, {}, {4, 5}}, [][16]byte{{6}}, "seven", []string{"", "eight"}}
	file := s.written()
	damaged := func(what string, n int, file []byte) {
		if _, err := read(file, lengthsOf(s.Lists)); !errors.Is(err, flat.ErrDamaged) {
			t.Errorf("%s %d: %v", what, n, err)
		}
	}
	for n := range file {
		damaged("cut off at", n, file[:n])
		for bit := range 8 {
			changed := bytes.Clone(file)
			changed[n] ^= 1 << bit
			damaged("changed at", n, changed)
		}
	}
	damaged("longer than", len(file), append(bytes.Clone(file), 0))
}

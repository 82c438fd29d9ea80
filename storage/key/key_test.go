package key_test

import (
	"bytes"
	"cmp"
	"testing"

	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/storage/key"
)

// tuple is what the tests encode: a text, a number, a text.
type tuple struct {
	a string
	n uint64
	b string
}

func (t tuple) encode() []byte {
	return key.AppendString(key.AppendUint(key.AppendString(nil, t.a), t.n), t.b)
}

func drawTuple(t *rapid.T, name string) tuple {
	text := rapid.StringOfN(rapid.SampledFrom([]rune{0, 1, 'a', 'b', 0xFF, 'é'}), 0, 4, -1)
	return tuple{text.Draw(t, name+".a"), rapid.Uint64().Draw(t, name+".n"), text.Draw(t, name+".b")}
}

func TestOrderOfBytesIsOrderOfTuples(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := drawTuple(t, "x"), drawTuple(t, "y")
		want := cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.n, y.n), cmp.Compare(x.b, y.b))
		if got := bytes.Compare(x.encode(), y.encode()); got != want {
			t.Fatalf("%+v against %+v: bytes say %d, tuples %d", x, y, got, want)
		}
	})
}

func TestTuplesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTuple(t, "x")
		a, rest, err := key.String(x.encode())
		if err != nil {
			t.Fatal(err)
		}
		n, rest, err := key.Uint(rest)
		if err != nil {
			t.Fatal(err)
		}
		b, rest, err := key.String(rest)
		if err != nil || len(rest) > 0 {
			t.Fatal(err, rest)
		}
		if got := (tuple{a, n, b}); got != x {
			t.Fatalf("%+v came back as %+v", x, got)
		}
	})
}

func TestAfterClosesAPrefix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prefix := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 0xFE, 0xFF}), 1, 4).Draw(t, "prefix")
		other := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 0xFE, 0xFF}), 1, 6).Draw(t, "other")
		end := key.After(prefix)
		inRange := bytes.Compare(other, prefix) >= 0 && (end == nil || bytes.Compare(other, end) < 0)
		if inRange != bytes.HasPrefix(other, prefix) {
			t.Fatalf("prefix %x, end %x: %x", prefix, end, other)
		}
	})
}

func FuzzMalformed(f *testing.F) {
	f.Add([]byte{2, 0, 1})
	f.Add([]byte("a\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if n, rest, err := key.Uint(b); err == nil && !bytes.Equal(append(key.AppendUint(nil, n), rest...), b) {
			t.Errorf("%x reads as %d but is not written so", b, n)
		}
		if text, rest, err := key.String(b); err == nil && !bytes.Equal(append(key.AppendString(nil, text), rest...), b) {
			t.Errorf("%x reads as %q but is not written so", b, text)
		}
	})
}

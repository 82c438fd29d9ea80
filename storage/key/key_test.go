package key_test

import (
	"bytes"
	"cmp"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/storage/key"
)

// tuple is what the tests encode: a text, an id, a text.
type tuple struct {
	a  string
	id uuid.UUID
	b  string
}

func (t tuple) encode() []byte {
	return key.AppendString(key.AppendUUID(key.AppendString(nil, t.a), t.id), t.b)
}

func drawTuple(t *rapid.T, name string) tuple {
	text := rapid.StringOfN(rapid.SampledFrom([]rune{0, 1, 'a', 'b', 0xFF, 'é'}), 0, 4, -1)
	id := rapid.SampledFrom([]uuid.UUID{{}, {1}, {15: 1}, {0xFF, 0xFF}})
	return tuple{text.Draw(t, name+".a"), id.Draw(t, name+".id"), text.Draw(t, name+".b")}
}

// TestOrderOfBytesIsOrderOfTuples also says that different tuples have different
// bytes.
func TestOrderOfBytesIsOrderOfTuples(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := drawTuple(t, "x"), drawTuple(t, "y")
		want := cmp.Or(cmp.Compare(x.a, y.a), bytes.Compare(x.id[:], y.id[:]), cmp.Compare(x.b, y.b))
		if got := bytes.Compare(x.encode(), y.encode()); got != want {
			t.Fatalf("%+v against %+v: bytes say %d, tuples %d", x, y, got, want)
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

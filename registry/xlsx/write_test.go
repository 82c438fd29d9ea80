package xlsx

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

var columns = []Column{{"name", Text}, {"flows", Number}, {"on", Day}}

func write(t rapid.TB, room int, rows [][]string) []byte {
	var to bytes.Buffer
	w, err := NewWriter(&to, "flags & more", columns)
	if err != nil {
		t.Fatal(err)
	}
	w.room = room
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

// TestAnotherImplementationReadsWhatIsWritten asks excelize.
func TestAnotherImplementationReadsWhatIsWritten(t *testing.T) {
	content := write(t, mostRows, [][]string{
		{"'=1+1", "42", "2020-07-16"},
		{"<a href=\"x\">&amp;\n\ttwo_x0041_ \x01", "007", "1899-01-01"},
		{"", "", ""},
		{" spaces ", "not one", "soon"},
	})
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("flags & more", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"name", "flows", "on"},
		{"'=1+1", "42", "44028"},
		{"<a href=\"x\">&amp;\n\ttwo_x0041_ \x01", "7", "1899-01-01"},
		nil,
		{" spaces ", "not one", "soon"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	for cell, kind := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "C2": excelize.CellTypeUnset, "C3": excelize.CellTypeInlineString} {
		if got, err := f.GetCellType("flags & more", cell); err != nil || got != kind {
			t.Errorf("%s is of type %v, want %v (%v)", cell, got, kind, err)
		}
		if formula, err := f.GetCellFormula("flags & more", cell); err != nil || formula != "" {
			t.Errorf("%s is the formula %q (%v)", cell, formula, err)
		}
	}
}

// TestRowsThatASheetHasNoRoomForAreOnAFurtherOne writes sheets of three rows.
func TestRowsThatASheetHasNoRoomForAreOnAFurtherOne(t *testing.T) {
	content := write(t, 3, [][]string{{"1", "", ""}, {"2", "", ""}, {"3", "", ""}, {"4", "", ""}, {"5", "", ""}})
	b, why := Open(content)
	if why != nil {
		t.Fatal(why)
	}
	var got []string
	for _, sheet := range b.Sheets {
		why := b.Rows(sheet, func(line int, cells []Cell) bool {
			got = append(got, fmt.Sprintf("%s!%d %s", sheet, line, cells[0].Text))
			return true
		})
		if why != nil {
			t.Fatal(why)
		}
	}
	want := "flags & more!1 name, flags & more!2 1, flags & more!3 2, flags & more 2!1 name, flags & more 2!2 3, flags & more 2!3 4, flags & more 3!1 name, flags & more 3!2 5"
	if got := strings.Join(got, ", "); got != want {
		t.Errorf("read\n%s, not\n%s", got, want)
	}
}

// TestEveryTextComesBack writes and reads texts of all characters.
func TestEveryTextComesBack(t *testing.T) {
	odd := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"_x", "0041", "_", "\n", "\t", "\x00", "\x1f", "&", "<", "]]>", " ", "😀", "\ufffe", "a"}), 0, 6).Draw(t, "parts"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(odd, rapid.String()).Draw(t, "text")
		text = strings.ReplaceAll(text, "\r\n", "\n") // are read as one, as in CSV
		b, why := Open(write(t, mostRows, [][]string{{text, "", ""}}))
		if why != nil {
			t.Fatal(why)
		}
		got := ""
		if why := b.Rows("flags & more", func(line int, cells []Cell) bool {
			if line == 2 {
				got = cells[0].Text
			}
			return true
		}); why != nil {
			t.Fatal(why)
		}
		if got != text {
			t.Fatalf("%q is read as %q", text, got)
		}
	})
}

func TestALongTextIsShortened(t *testing.T) {
	b, why := Open(write(t, mostRows, [][]string{{strings.Repeat("x", 40_000), "", ""}}))
	if why != nil {
		t.Fatal(why)
	}
	why = b.Rows("flags & more", func(line int, cells []Cell) bool {
		if line == 2 && (len([]rune(cells[0].Text)) != longestText || !strings.HasSuffix(cells[0].Text, "x…") || !cells[0].Why.IsEmpty()) {
			t.Errorf("it has %d characters: %s", len([]rune(cells[0].Text)), cells[0].Why)
		}
		return true
	})
	if why != nil {
		t.Fatal(why)
	}
}

// TestNothingIsKeptOfTheRowsThatAreWritten counts what is allocated for 100,000 rows.
func TestNothingIsKeptOfTheRowsThatAreWritten(t *testing.T) {
	w, err := NewWriter(io.Discard, "flags", columns)
	if err != nil {
		t.Fatal(err)
	}
	row := []string{"a flow", "42", "2020-07-16"}
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := live()
	for range 100_000 {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if after := live(); after > before+1<<20 {
		t.Errorf("%d bytes are kept", after-before)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

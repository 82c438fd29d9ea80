package sheet_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/sheet"
)

func TestDefusedCells(t *testing.T) {
	for cell, want := range map[string]string{
		"":             "",
		"Nordwind":     "Nordwind",
		"a=b":          "a=b",
		"=1+1":         "'=1+1",
		"+49 30 1":     "'+49 30 1",
		"-":            "'-",
		"@SUM(A1)":     "'@SUM(A1)",
		"\t=1":         "'\t=1",
		"\r=1":         "'\r=1",
		"\n=1":         "'\n=1",
		"＝1":           "'＝1",
		"'=1":          "''=1",
		"''@":          "'''@",
		"'":            "'",
		"''":           "''",
		"'s-Hertogen":  "'s-Hertogen",
		"''twas":       "''twas",
		"\xff=1":       "\xff=1",
		"' =1":         "' =1",
		"1-1":          "1-1",
		"'t Hoff, =1 ": "'t Hoff, =1 ",
	} {
		if got := sheet.Defuse(cell); got != want {
			t.Errorf("%q is written as %q, want %q", cell, got, want)
		}
		reversible(t, cell)
	}
	for cell, want := range map[string]string{"'=1": "=1", "''=1": "'=1", "'s": "'s", "'": "'", "=1": "=1", "''": "''"} {
		if got := sheet.Restore(cell); got != want {
			t.Errorf("%q is read as %q, want %q", cell, got, want)
		}
	}
}

// TestNothingIsAFormulaWhereverALineIsCut: some spreadsheets cut at ";" or at a tab.
func TestNothingIsAFormulaWhereverALineIsCut(t *testing.T) {
	for cell, want := range map[string]string{
		"":            "",
		"a; b":        "a; b",
		"a;":          "a;",
		"=1":          "'=1",
		"x;=1":        "x;'=1",
		"x;'=1":       "x;''=1",
		`x;"=1`:       `x;'"=1`,
		"x\t@SUM(A1)": "x\t'@SUM(A1)",
		"x;y;-1;z":    "x;y;'-1;z",
		"x;\t=1":      "x;'\t'=1",
	} {
		if got := sheet.DefuseAll(cell); got != want {
			t.Errorf("%q is written as %q, want %q", cell, got, want)
		}
	}
}

// TestDefuseIsReversible draws cells that are mostly signs.
func TestDefuseIsReversible(t *testing.T) {
	odd := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"'", "=", "+", "-", "@", "\t", "\r", "\n", "＝", "a", " ", "\xff"}), 0, 6).Draw(t, "parts"), "")
	})
	rapid.Check(t, func(t *rapid.T) { reversible(t, rapid.OneOf(odd, rapid.String()).Draw(t, "cell")) })
}

func FuzzDefuse(f *testing.F) {
	for _, cell := range []string{"", "=1", "'=1", "''", "'a", "\t", "\xef\xbc", "＠"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) { reversible(t, cell) })
}

// reversible holds what is promised of every cell: it comes back, and nothing
// that would run is written.
func reversible(t rapid.TB, cell string) {
	t.Helper()
	written := sheet.Defuse(cell)
	if back := sheet.Restore(written); back != cell {
		t.Fatalf("%q is written as %q and read as %q", cell, written, back)
	}
	if written != "" && strings.ContainsAny(written[:1], "=+-@\t\r\n") {
		t.Fatalf("%q is written as %q, which would run", cell, written)
	}
	if written != cell && written != "'"+cell {
		t.Fatalf("%q is written as %q", cell, written)
	}
}

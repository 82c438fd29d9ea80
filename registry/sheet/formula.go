package sheet

import (
	"strings"
	"unicode/utf8"
)

// apostrophe, before a cell, has a spreadsheet take it as text.
const apostrophe = "'"

// formulaic are the beginnings of a cell that a spreadsheet may run as a formula:
// the list of OWASP's page on CSV injection, with the signs of full width that
// some of them read alike.
const formulaic = "=+-@\t\r\n＝＋－＠"

// Defuse writes a cell so that no spreadsheet runs it: with an apostrophe before
// what one would run, and before what [Restore] would else take for such a cell.
// Every other cell stays.
func Defuse(cell string) string {
	if isFormula(strings.TrimLeft(cell, apostrophe)) {
		return apostrophe + cell
	}
	return cell
}

// DefuseAll is [Defuse] for a file that may be cut at other marks than it was written with:
// where the list separator of a country is ";", what follows one begins a cell. It cannot be
// undone.
func DefuseAll(cell string) string {
	var b strings.Builder
	for rest := cell; ; {
		at := strings.IndexAny(rest, ";\t")
		if at < 0 || at == len(rest)-1 {
			b.WriteString(rest)
			return Defuse(b.String())
		}
		b.WriteString(rest[:at+1])
		if rest = rest[at+1:]; isFormula(strings.TrimLeft(rest, `'"`)) {
			b.WriteString(apostrophe)
		}
	}
}

// Restore takes the apostrophe of [Defuse] away; a cell that only begins with an
// apostrophe, such as a name, stays. It undoes Defuse for every text.
func Restore(cell string) string {
	if inner, marked := strings.CutPrefix(cell, apostrophe); marked && isFormula(strings.TrimLeft(inner, apostrophe)) {
		return inner
	}
	return cell
}

func isFormula(cell string) bool {
	first, size := utf8.DecodeRuneInString(cell)
	return size > 0 && strings.ContainsRune(formulaic, first)
}

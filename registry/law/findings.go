package law

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// findings are what reading the law brings to light.
type findings struct {
	faults fault.List
	places map[any]place   // of every struct and list item that was decoded, by pointer
	unread map[string]bool // words of what could not be decoded: what refers to one may be right
}

// place is where a decoded thing stands.
type place struct {
	layer  int // of the folders laid over one another, the first is 1
	file   string
	path   string
	lines  map[string]int  // of the fields; "" is its own
	failed map[string]bool // fields in which something could not be decoded
}

// report adds a fault. What people named themselves (ids, fields, files) may
// hold anything, and a fault is read on a terminal.
func (f *findings) report(file string, line int, path, value, format string, args ...any) {
	why := fault.Bad(printable(path), value, "%s", printable(sentence.New(format, args...).String()))
	why.Place = &fault.Place{File: printable(file), Line: max(line, 1)}
	f.faults.Add(why)
}

// leaveOut remembers the words of a text that could not be decoded.
func (f *findings) leaveOut(text string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool {
		return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		f.unread[word] = true
	}
}

// printable escapes what does not print as itself.
func printable(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strconv.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
	}
	return b.String()
}

// join makes the path of a field; that of the thing itself for no field.
func join(path, name string) string {
	if path == "" || name == "" {
		return path + name
	}
	return path + "." + name
}

// Package fault is the one shape in which the registry refuses: a code for
// programs, the field and the value at fault, and a sentence for people. It
// knows nobody but sentences; every front end translates it in one place.
package fault

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Code says what kind of refusal it is. The codes are those of the contract.
type Code string

// The contract's error codes.
const (
	BadInput       Code = "BAD_USER_INPUT"
	Unauthorized   Code = "UNAUTHENTICATED"
	Forbidden      Code = "FORBIDDEN"
	NotFound       Code = "NOT_FOUND"
	Conflict       Code = "CONFLICT"
	TooComplex     Code = "TOO_COMPLEX"
	RateLimited    Code = "RATE_LIMITED"
	Unavailable    Code = "UNAVAILABLE"
	OutcomeUnknown Code = "OUTCOME_UNKNOWN"
	Internal       Code = "INTERNAL"
)

// Error is one refusal.
type Error struct {
	Code  Code   `json:"code"`
	Field string `json:"field,omitempty"` // the field or column at fault, "" where none is
	Value string `json:"value,omitempty"` // the offending value as given, shortened; "" where none is
	Msg   string `json:"message"`         // what is wrong and what would be right, one sentence without a full stop
	Place *Place `json:"place,omitempty"` // where in a file, nil outside of files

	said sentence.Sentence // what Msg says in English; empty in a refusal that another process told
}

// Place is where in a file a fault lies.
type Place struct {
	File  string `json:"file"`
	Sheet string `json:"sheet,omitempty"` // of a workbook, "" in other files
	// Line is the physical line on which the row or the field begins, the first is 1; of
	// a sheet the number of the row.
	Line int    `json:"line"`
	Cell string `json:"cell,omitempty"` // of a sheet, such as C12; "" where the row is meant

	// Column is how far the field is from the beginning of its line, the first is 1; 0
	// where rows are told by their fields.
	Column int `json:"column,omitempty"`
}

// Table is the file, or the sheet in it.
func (p Place) Table() string {
	if p.Sheet == "" {
		return p.File
	}
	return p.File + ":" + p.Sheet
}

// String writes FILE:LINE, and FILE:LINE:N where it is known how far into the line; of a
// sheet FILE:SHEET:LINE, and FILE:SHEET!CELL where the cell is known.
func (p Place) String() string {
	switch {
	case p.Cell != "":
		return p.Table() + "!" + p.Cell
	case p.Column > 0:
		return fmt.Sprintf("%s:%d:%d", p.Table(), p.Line, p.Column)
	}
	return fmt.Sprintf("%s:%d", p.Table(), p.Line)
}

// Error writes the sentence, with its place and its value where it has them:
// FILE:LINE: COLUMN: what is wrong (value "…").
func (e *Error) Error() string { return e.In(sentence.English) }

// In is Error in a language.
func (e *Error) In(l sentence.Language) string {
	var text strings.Builder
	if e.Place != nil {
		text.WriteString(e.Place.String() + ": ")
	}
	if e.Field != "" {
		text.WriteString(e.Field + ": ")
	}
	text.WriteString(e.Said(l).Msg)
	if e.Value != "" {
		text.WriteString(sentence.New(" (value %q)", e.Value).In(l))
	}
	return text.String()
}

// Said is the refusal with its sentence in a language.
func (e *Error) Said(l sentence.Language) *Error {
	if e.said.IsEmpty() {
		return e
	}
	told := *e
	told.Msg, told.said = e.said.In(l), sentence.Sentence{}
	return &told
}

// New is a refusal without a field.
func New(code Code, format string, args ...any) *Error {
	return (&Error{Code: code}).say(sentence.New(format, args...))
}

// Bad is a refusal of the value of a field.
func Bad(field, value, format string, args ...any) *Error {
	return BadFor(field, value, sentence.New(format, args...))
}

// BadFor is a refusal of the value of a field for a reason that is a sentence already.
func BadFor(field, value string, why sentence.Sentence) *Error {
	return (&Error{Code: BadInput, Field: field, Value: Clip(value)}).say(why)
}

func (e *Error) say(s sentence.Sentence) *Error {
	e.said, e.Msg = s, s.String()
	return e
}

// Recorded adds to the sentence that the value at fault is one that is recorded.
func (e *Error) Recorded() *Error { return e.say(sentence.New("%s, as it is recorded", e.said)) }

// Contradicts is a refusal of the value of a field because of what is recorded.
func Contradicts(field, value, format string, args ...any) *Error {
	why := Bad(field, value, format, args...)
	why.Code = Conflict
	return why
}

// CodeOf is the code of the first refusal in err, and [Internal] for any error
// that is none: what is foreign is never shown.
func CodeOf(err error) Code {
	var one *Error
	if errors.As(err, &one) {
		return one.Code
	}
	var many List
	if errors.As(err, &many) && len(many) > 0 {
		return many[0].Code
	}
	return Internal
}

// Clip shortens text that is echoed: a refusal must not grow with its input.
func Clip(text string) string {
	const most = 100
	runes := 0
	for at := range text {
		if runes++; runes > most {
			return text[:at] + "…"
		}
	}
	return text
}

// quoted is a text that a sentence quotes, as %q writes it.
var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// Clipped is the refusal with everything in it shortened that its maker was
// given: what a sentence quotes, the value and the name of the file.
func (e *Error) Clipped() *Error {
	short := *e
	short.Value, short.said = Clip(e.Value), sentence.Sentence{}
	short.Msg = quoted.ReplaceAllStringFunc(e.Msg, func(text string) string {
		inner := text[1 : len(text)-1]
		return `"` + Clip(inner) + `"`
	})
	if e.Place != nil {
		place := *e.Place
		place.File, place.Sheet = Clip(place.File), Clip(place.Sheet)
		short.Place = &place
	}
	return &short
}

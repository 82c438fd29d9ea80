package limit

import (
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// mostDays is how many days a series has at most: more are refused.
const mostDays = 20_000

// daysOf is how many days lie between those of a series at least, by its step.
var daysOf = map[string]int64{"DAY": 1, "WEEK": 7, "MONTH": 28, "YEAR": 365}

// linesOf is how many lines a series may be expected to have, by what they stand for; the
// registry bounds the counts of all series of an operation.
var linesOf = map[string]int64{"STATUS": 5, "REGIME": 4, "INSTRUMENT": 30, "ORIGIN": 30, "DESTINATION": 30, "ROUTE": mostLines}

const mostLines = 90

// counts is how many counts a series may be expected to have, its days counted as a line.
func (m *metering) counts(series *ast.Field) int64 {
	lines, known := linesOf[m.text(series, "by")]
	if !known {
		lines = mostLines
	}
	return m.days(series) * (1 + lines)
}

// days is how many days a series has at most; what is no period is one without an end.
func (m *metering) days(series *ast.Field) int64 {
	from, begins := dayOf(m.text(series, "from"))
	through, ends := dayOf(m.text(series, "through"))
	if !begins || !ends || through < from {
		return mostDays
	}
	return min((through-from)/max(daysOf[m.text(series, "step")], 1)+1, mostDays)
}

// dayOf is the number of a day.
func dayOf(text string) (number int64, is bool) {
	day, err := time.Parse(time.DateOnly, text)
	return day.Unix() / (24 * 60 * 60), err == nil
}

// text is what an argument is given, or what it is where nothing is; "" where that is no
// text.
func (m *metering) text(f *ast.Field, argument string) string {
	from := f.Definition.Arguments.ForName(argument).DefaultValue
	if given := f.Arguments.ForName(argument); given != nil {
		from = given.Value
	}
	value, _ := m.literal(from)
	text, _ := value.(string)
	return text
}

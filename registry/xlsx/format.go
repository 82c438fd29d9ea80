package xlsx

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// format is what a style makes of a number.
type format struct {
	isDate bool
	digits int // leading zeros make as many; 0: as it is
}

// readStyles reads which styles show a number as a day.
func (b *Book) readStyles(d *decoder) *fault.Error {
	codes := map[string]format{}
	inCells := false
	return d.each(func(tag xml.StartElement) *fault.Error {
		switch tag.Name.Local {
		case "numFmt":
			codes[attribute(tag, "numFmtId")] = formatOf(attribute(tag, "formatCode"))
		case "cellStyleXfs", "cellXfs", "cellStyles", "dxfs":
			inCells = tag.Name.Local == "cellXfs"
		case "xf":
			if !inCells {
				return nil
			}
			id := attribute(tag, "numFmtId")
			own, told := codes[id]
			if n, err := strconv.Atoi(id); !told && err == nil {
				own.isDate = isDateFormat(n)
			}
			b.formats = append(b.formats, own)
		}
		return nil
	})
}

// isDateFormat reports whether a format that every spreadsheet has shows a day: some
// mean it in the languages of East Asia alone, where they are written.
func isDateFormat(id int) bool {
	return 14 <= id && id <= 17 || id == 22 || 27 <= id && id <= 31 || id == 36 || 50 <= id && id <= 54 || 57 <= id && id <= 58
}

// formatOf reads a format such as "dd.mm.yyyy": one with a day or a year shows a day.
func formatOf(code string) format {
	first, _, _ := strings.Cut(code, ";") // that of positive numbers
	plain := strings.ToLower(bare(first))
	if plain != "" && strings.Trim(plain, "0") == "" {
		return format{digits: min(len(plain), longestNumber)}
	}
	return format{isDate: strings.ContainsAny(plain, "dy")}
}

// longestNumber is how many digits a number can have.
const longestNumber = 15

// bare takes the words of a format away, which stand in quotes, brackets or behind a
// mark.
func bare(code string) string {
	var b strings.Builder
	until := byte(0)
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case until != 0:
			if c == until {
				until = 0
			}
		case c == '"':
			until = '"'
		case c == '[':
			until = ']'
		case c == '\\' || c == '_' || c == '*':
			i++
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// number writes a number as it is to be read: a day as YYYY-MM-DD, a whole number in
// digits.
func (b *Book) number(written, style string) string {
	var f format
	if n, err := strconv.Atoi(style); err == nil && 0 <= n && n < len(b.formats) {
		f = b.formats[n]
	}
	value, err := strconv.ParseFloat(written, 64)
	if err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		return written
	}
	if f.isDate {
		if day := b.day(value); day != "" {
			return day
		}
	}
	if value != math.Trunc(value) || math.Abs(value) >= 1e15 {
		return strconv.FormatFloat(value, 'g', longestNumber, 64)
	}
	digits := strconv.FormatInt(int64(value), 10)
	if value >= 0 && len(digits) < f.digits {
		digits = strings.Repeat("0", f.digits-len(digits)) + digits
	}
	return digits
}

// The days as workbooks count them: from the end of 1899, or from 1904. In the first two
// months of 1900 they count a day too many behind the ones that there were.
const (
	firstSure  = 61
	days1904   = 1462
	lastDay    = 2958465 // 9999-12-31
	oneDay     = 24 * time.Hour
	resolution = time.Second
)

var day0 = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// day writes a number as the day that it stands for, with the time of the day where it
// has one; "" where it stands for none.
func (b *Book) day(value float64) string {
	if b.from1904 {
		value += days1904
	}
	if value < firstSure || value >= lastDay+1 {
		return ""
	}
	whole, part := math.Modf(value)
	moment := day0.AddDate(0, 0, int(whole)).Add(time.Duration(part * float64(oneDay)).Round(resolution))
	if moment.Equal(moment.Truncate(oneDay)) {
		return moment.Format(time.DateOnly)
	}
	return moment.Format(time.DateTime)
}

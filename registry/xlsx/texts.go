package xlsx

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// texts are the strings that cells share, one behind the other.
type texts struct {
	all  []byte
	ends []uint32
}

// read reads the part of the shared strings.
func (t *texts) read(d *decoder) *fault.Error {
	return d.each(func(tag xml.StartElement) *fault.Error {
		if tag.Name.Local != "si" {
			return nil
		}
		text, why := d.text(tag)
		t.all = append(t.all, text...)
		t.ends = append(t.ends, uint32(len(t.all)))
		return why
	})
}

// at is the string with a number; false where there is none.
func (t *texts) at(number string) (string, bool) {
	n, err := strconv.ParseUint(strings.TrimSpace(number), 10, 32)
	if err != nil || n >= uint64(len(t.ends)) {
		return "", false
	}
	from := uint32(0)
	if n > 0 {
		from = t.ends[n-1]
	}
	return string(t.all[from:t.ends[n]]), true
}

// largestText is how many bytes a text can have that a cell may hold, each of its
// characters written as an escape.
const largestText = len("_x0000_") * longestText

// text reads on to the end of a tag and gives the text in it: of a rich text its runs,
// without the readings that lie over some scripts. Of one that is too long for a cell it
// gives no more than is enough to see that.
func (d *decoder) text(of xml.StartElement) (string, *fault.Error) {
	var b strings.Builder
	begun := d.depth
	taking, reading := of.Name.Local == "v", 0
	for {
		token, why := d.token()
		if why != nil || token == nil {
			return "", why
		}
		switch token := token.(type) {
		case xml.StartElement:
			taking = token.Name.Local == "t"
			if token.Name.Local == "rPh" {
				reading = d.depth
			}
		case xml.EndElement:
			taking = false
			if d.depth < reading {
				reading = 0
			}
			if d.depth < begun {
				return unescape(b.String()), nil
			}
		case xml.CharData:
			if taking && reading == 0 && b.Len() <= largestText {
				b.Write(token)
			}
		}
	}
}

// escaped is a character as a workbook writes those that XML cannot.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape reads them, and a line end of two characters as one.
func unescape(text string) string {
	if strings.Contains(text, "_x") {
		text = escaped.ReplaceAllStringFunc(text, func(written string) string {
			n, _ := strconv.ParseUint(written[2:6], 16, 32)
			return string(rune(n))
		})
	}
	return strings.ReplaceAll(text, "\r\n", "\n")
}

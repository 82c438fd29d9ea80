package xlsx

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// decoder reads XML token by token within bounds: of a token's length, and of how deep
// tags lie within one another. It refuses a document type: what it declares could be
// far larger than what it says, or lie elsewhere.
type decoder struct {
	xml   *xml.Decoder
	in    *metered
	depth int
}

func newDecoder(from io.Reader) *decoder {
	in := &metered{Reader: bufio.NewReaderSize(from, 1<<15)}
	return &decoder{xml: xml.NewDecoder(in), in: in}
}

var errTooLong = errors.New("a token is too long")

// metered counts what a token takes.
type metered struct {
	*bufio.Reader
	left int
}

// ReadByte is by what the decoder reads.
func (m *metered) ReadByte() (byte, error) {
	if m.left--; m.left < 0 {
		return 0, errTooLong
	}
	return m.Reader.ReadByte()
}

// token is the next token, nil at the end of the part.
func (d *decoder) token() (xml.Token, *fault.Error) {
	d.in.left = largestToken
	token, err := d.xml.Token()
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil
	case errors.Is(err, errTooLong):
		return nil, bad("is a workbook with a cell or a tag of more than %d bytes", largestToken)
	case err != nil:
		return nil, damaged()
	}
	switch token.(type) {
	case xml.Directive:
		return nil, bad("is a workbook with a document type (DTD), which no spreadsheet writes")
	case xml.StartElement:
		if d.depth++; d.depth > deepest {
			return nil, damaged()
		}
	case xml.EndElement:
		d.depth--
	}
	return token, nil
}

// each hands every tag to fn, which may read on to the tag's end.
func (d *decoder) each(fn func(xml.StartElement) *fault.Error) *fault.Error {
	for {
		token, why := d.token()
		if why != nil || token == nil {
			return why
		}
		if start, begins := token.(xml.StartElement); begins {
			if why := fn(start); why != nil {
				return why
			}
		}
	}
}

// attribute is the value of an attribute, "" where the tag has none of the name.
func attribute(of xml.StartElement, name string) string {
	for _, a := range of.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

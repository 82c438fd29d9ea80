package signature_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
)

// pdf is a file that is written revision by revision.
type pdf struct {
	bytes.Buffer
	offsets  map[int]int // of the objects of this revision
	previous int         // offset of the last table of objects
	size     int
}

func newPDF() *pdf {
	p := &pdf{offsets: map[int]int{}}
	p.WriteString("%PDF-1.7\n")
	return p
}

func (p *pdf) object(number int, body string) {
	p.offsets[number] = p.Len()
	p.size = max(p.size, number+1)
	fmt.Fprintf(p, "%d 0 obj\n%s\nendobj\n", number, body)
}

func (p *pdf) stream(number int, entries string, content []byte) {
	p.object(number, fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", entries, len(content), content))
}

// endRevision writes the table of the objects that are new or changed.
func (p *pdf) endRevision() {
	table := p.Len()
	p.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for _, number := range slices.Sorted(maps.Keys(p.offsets)) {
		fmt.Fprintf(p, "%d 1\n%010d 00000 n \n", number, p.offsets[number])
	}
	previous := ""
	if p.previous > 0 {
		previous = fmt.Sprintf("/Prev %d ", p.previous)
	}
	fmt.Fprintf(p, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", p.size, previous, table)
	p.previous, p.offsets = table, map[int]int{}
}

// page writes what every file has: one page, and a form with these fields.
func (p *pdf) page(fields ...int) {
	var refs []string
	for _, f := range fields {
		refs = append(refs, fmt.Sprintf("%d 0 R", f))
	}
	list := strings.Join(refs, " ")
	p.object(1, "<</Type /Catalog /Pages 2 0 R /AcroForm 4 0 R>>")
	p.object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>")
	p.object(3, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>> /Annots ["+list+"]>>")
	p.object(4, "<</Fields ["+list+"] /SigFlags 3>>")
}

func (p *pdf) field(number int, value string) {
	p.object(number, fmt.Sprintf("<</Type /Annot /Subtype /Widget /FT /Sig /T (party %d) /Rect [0 0 0 0] /F 132 /P 3 0 R %s>>", number, value))
}

const (
	unknownRange = "/ByteRange [0 0000000000 0000000000 0000000000]"
	room         = 8192 // digits for a signature
)

// signed writes a field and its signature, ends the revision and signs it.
func (p *pdf) signed(t testing.TB, field int, name string, who *identity) {
	t.Helper()
	p.field(field, fmt.Sprintf("/V %d 0 R", field+1))
	p.object(field+1, fmt.Sprintf("<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Name (%s) /M (D:20240229120000+01'00') %s /Contents <%s>>>",
		name, unknownRange, strings.Repeat("0", room)))
	p.endRevision()
	file := p.Bytes()
	at := bytes.LastIndex(file, []byte(unknownRange))
	from, to := p.bounds()
	copy(file[at:], fmt.Sprintf("/ByteRange [0 %010d %010d %010d]", from, to, len(file)-to))
	copy(file[from+1:], hex.EncodeToString(who.sign(t, slices.Concat(file[:from], file[to:]))))
}

// bounds are those of what is not signed: the last signature itself.
func (p *pdf) bounds() (from, to int) {
	from = bytes.LastIndex(p.Bytes(), []byte("/Contents <")) + len("/Contents ")
	return from, from + room + len("<>")
}

// bomb is a small file whose fields lie in streams that grow when they are read,
// to some 400 MiB together.
var bomb = sync.OnceValue(func() []byte {
	const streams, grown, first = 16, 24 << 20, 100
	p := newPDF()
	var fields []int
	for i := range streams {
		fields = append(fields, first+i)
	}
	p.page(fields...)
	index, table := &strings.Builder{}, []byte{}
	entry := func(number int, kind byte, where int) {
		fmt.Fprintf(index, "%d 1 ", number)
		table = append(binary.BigEndian.AppendUint32(append(table, kind), uint32(where)), 0)
	}
	for i, number := range fields {
		object := fmt.Sprintf("%d 0 <</Type /Annot /Subtype /Widget /FT /Sig /T (%d) /Rect [0 0 0 0]>>", number, number)
		p.stream(10+i, fmt.Sprintf("/Type /ObjStm /N 1 /First %d /Filter [/FlateDecode /RunLengthDecode]", strings.Index(object, "<<")), packed(object, grown/128))
		entry(number, 2, 10+i) // in a stream
	}
	for number, at := range p.offsets {
		entry(number, 1, at)
	}
	at := p.Len()
	p.stream(first+streams, fmt.Sprintf("/Type /XRef /Size %d /Root 1 0 R /W [1 4 1] /Index [%s]", first+streams+1, index), table)
	fmt.Fprintf(p, "startxref\n%d\n%%%%EOF\n", at)
	return p.Bytes()
})

// packed is a text and runs of 128 spaces, encoded as runs and then compressed.
func packed(text string, runs int) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	content := string(rune(len(text)-1)) + text + strings.Repeat("\x81 ", runs) + "\x80"
	if _, err := io.WriteString(w, content); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

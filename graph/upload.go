package graph

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"slices"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// Bounds on an import.
const (
	largestImport    = 8 << 30  // of its files together, in bytes
	largestDocuments = 16 << 20 // of what is said of the documents, in bytes
	largestTables    = 1 << 20  // of what is said of the tables, in bytes
	mostFiles        = 1000
)

// Headers of a part "file".
const (
	NameHeader       = "Name"       // the file as the caller names it, escaped as in a URL's path
	KindHeader       = "Kind"       // what its rows are; of a workbook those of sheets whose names do not say it
	UnreadableHeader = "Unreadable" // why the caller could not read it; then the part is empty
)

// upload is what came as multipart/form-data: one part "file" for each file; one part
// "documents" ([Documents]) where rows name documents; and one part "tables" ([Tables])
// where somebody says what tables are taken for.
type upload struct {
	sources   []sheet.Source
	documents Documents
	tables    Tables
	spooled   []*os.File
	content   hash.Hash // of all that was sent, but for how it was packed
}

func (u *upload) close() {
	for _, file := range u.spooled {
		file.Close()
	}
}

// receive takes the parts of a request.
func (u *upload) receive(q *http.Request) error {
	u.content = sha256.New()
	parts, err := q.MultipartReader()
	if err != nil {
		return fault.New(fault.BadInput, "the files are not sent as multipart/form-data")
	}
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF { // a wrapped EOF is a body without its end
			return u.complete()
		}
		if err != nil {
			return cutOff(err)
		}
		fmt.Fprintf(u.content, "%q %q %q\n", part.FormName(), part.Header.Get(NameHeader), part.Header.Get(KindHeader))
		if err := u.take(part); err != nil {
			return err
		}
	}
}

// complete refuses an import of nothing, and has the files know what was said of them.
func (u *upload) complete() error {
	if len(u.sources) == 0 {
		return fault.New(fault.BadInput, "no file was sent: expected a part named file for each")
	}
	for i := range u.sources {
		u.sources[i].Said = u.tables.of(u.sources[i].Name)
	}
	return nil
}

func (u *upload) take(part *multipart.Part) error {
	switch part.FormName() {
	case "documents":
		return u.takeJSON(part, largestDocuments, &u.documents)
	case "tables":
		return u.takeJSON(part, largestTables, &u.tables)
	case "file":
		return u.takeFile(part)
	}
	return fault.New(fault.BadInput, "the part %q is unknown: expected documents, tables or file", fault.Clip(part.FormName()))
}

func (u *upload) takeJSON(part *multipart.Part, largest int64, to any) error {
	text, err := io.ReadAll(http.MaxBytesReader(nil, io.NopCloser(io.TeeReader(part, u.content)), largest))
	if err != nil {
		return cutOff(err)
	}
	if decode(text, to) != nil {
		return fault.Bad(part.FormName(), "", "are no JSON of the expected form")
	}
	return nil
}

func (u *upload) takeFile(part *multipart.Part) error {
	given, kind := part.Header.Get(NameHeader), sheet.Kind(part.Header.Get(KindHeader))
	name, err := url.PathUnescape(given)
	switch {
	case len(u.sources) == mostFiles:
		return fault.New(fault.BadInput, "more than %d files were sent", mostFiles)
	case err != nil || name == "":
		return fault.Bad(NameHeader, given, "of a file is missing or cannot be read")
	case kind != "" && !slices.Contains(sheet.Kinds, kind):
		return fault.Bad(KindHeader, string(kind), "of the file %q is unknown: expected %s", fault.Clip(name), sentence.Either(sheet.KindNames()))
	}
	source := sheet.Source{Name: name, Kind: kind, Document: func(path string) (string, string) { return u.documents.Of(name)(path) }}
	if why := part.Header.Get(UnreadableHeader); why != "" {
		source.Open = func() (io.ReadCloser, error) { return nil, errors.New(fault.Clip(why)) }
	} else if source.Open, err = u.spool(part); err != nil {
		return err
	}
	u.sources = append(u.sources, source)
	return nil
}

// spool keeps what is read in a file without a name, which is gone with the
// process however that ends, and opens it as often as it is asked to.
func (u *upload) spool(from io.Reader) (func() (io.ReadCloser, error), error) {
	file, err := os.CreateTemp("", "safeconduct-import-*")
	if err != nil {
		return nil, noRoom(err)
	}
	u.spooled = append(u.spooled, file)
	if err := os.Remove(file.Name()); err != nil {
		return nil, noRoom(err)
	}
	size, err := io.Copy(file, io.TeeReader(from, u.content))
	var disk *os.PathError
	if errors.As(err, &disk) {
		return nil, noRoom(err)
	}
	if err != nil {
		return nil, cutOff(err)
	}
	return func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(file, 0, size)), nil }, nil
}

// noRoom is trouble with our own disk.
func noRoom(err error) error {
	slog.Error("no room for the files of an import", "error", err)
	return fault.New(fault.Unavailable, "there is no room for the files")
}

package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// parts are the files in a workbook by their names.
type parts map[string]*zip.File

// directoryEntry begins each entry of an archive's directory.
var directoryEntry = []byte("PK\x01\x02")

// open reads the directory of a workbook and holds it to the bounds before anything is
// unpacked. What the directory says of a part, [parts.read] holds the part to.
func open(content []byte) (parts, *fault.Error) {
	if len(content) > largestFile {
		return nil, bad("is a workbook of more than %d MiB: divide it, or save its sheets as CSV", largestFile>>20)
	}
	if IsCompound(content) {
		if bytes.Contains(content, encryptedPackage) {
			return nil, bad("is a workbook that a password protects: save it without one")
		}
		return nil, bad("is a workbook of Excel 97: save it as XLSX")
	}
	if bytes.Count(content, directoryEntry) > mostParts { // before the directory itself is in memory
		return nil, bad("is an archive of more than %d files, which no workbook is", mostParts)
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, damaged()
	}
	all := parts{}
	unpacked := uint64(0)
	for _, file := range archive.File {
		if why := all.add(file); why != nil {
			return nil, why
		}
		if unpacked += min(file.UncompressedSize64, largestUnpacked+1); unpacked > largestUnpacked {
			return nil, bad("is a workbook that unpacks to more than %d MiB: divide it, or save its sheets as CSV", largestUnpacked>>20)
		}
	}
	if unpacked > mostRatio*uint64(len(content)) {
		return nil, bad("is a workbook that unpacks to more than %d times its size, which no spreadsheet writes", mostRatio)
	}
	return all, nil
}

func (p parts) add(file *zip.File) *fault.Error {
	name := strings.TrimSuffix(file.Name, "/")
	switch _, twice := p[name]; {
	case !fs.ValidPath(name) || strings.ContainsAny(name, `\:`):
		return bad("is an archive with a file %q, whose path leads out of it, which no workbook has", fault.Clip(strings.ToValidUTF8(file.Name, "\uFFFD")))
	case twice:
		return bad("is an archive with two files %q, which no workbook has", fault.Clip(name))
	case strings.HasPrefix(name, "xl/externalLinks/"):
		return bad("is a workbook that takes values from other files: write the values themselves, and save it without its links")
	}
	p[name] = file
	return nil
}

// read hands the content of a part to fn, as much as the directory says and no more.
// The parts of a workbook are XML.
func (p parts) read(name string, fn func(*decoder) *fault.Error) *fault.Error {
	file, there := p[name]
	if !there || file.UncompressedSize64 == 0 {
		return damaged()
	}
	content, err := file.Open()
	if err != nil {
		return damaged()
	}
	defer content.Close()
	return fn(newDecoder(&exact{content, file.UncompressedSize64}))
}

// exact ends with an error where there is more than was said.
type exact struct {
	io.Reader
	left uint64
}

func (e *exact) Read(p []byte) (int, error) {
	n, err := e.Reader.Read(p)
	if uint64(n) > e.left {
		return 0, io.ErrShortBuffer
	}
	e.left -= uint64(n)
	return n, err
}

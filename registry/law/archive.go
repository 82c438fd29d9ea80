package law

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"strconv"
)

// source is a file from which the law was read.
type source struct {
	layer int // the first is 1
	name  string
	data  []byte
}

// Archive is the law as it was read, all files of all layers, as a zip: what a
// registry keeps, so that what it answered can be answered again when the
// program has other law. Equal law has equal bytes.
func (l *Law) Archive() ([]byte, error) {
	var to bytes.Buffer
	out := zip.NewWriter(&to)
	for _, s := range l.sources {
		file, err := out.Create(strconv.Itoa(s.layer) + "/" + s.name)
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(s.data); err != nil {
			return nil, err
		}
	}
	err := out.Close()
	return to.Bytes(), err
}

// FromArchive reads the law back. It was without a fault for the program that kept it:
// what the lint of a later one asks for beyond that is no reason not to read it.
func FromArchive(archive []byte) (*Law, error) {
	in, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("the archive of the law: %w", err)
	}
	listed, err := fs.ReadDir(in, ".")
	if err != nil || len(listed) == 0 {
		return nil, fmt.Errorf("the archive of the law holds nothing: %w", err)
	}
	layers := make([]fs.FS, len(listed))
	for i := range listed {
		if layers[i], err = fs.Sub(in, strconv.Itoa(i+1)); err != nil {
			return nil, err
		}
	}
	return readLayers(layers).compiled()
}

// Overlays is how many layers lie over the embedded law.
func (l *Law) Overlays() (count int) {
	for _, s := range l.sources {
		count = max(count, s.layer-1)
	}
	return count
}

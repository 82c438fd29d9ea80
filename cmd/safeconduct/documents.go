package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// keeping is what is done with a document that a row names, before the import;
// it gives the SHA-256 in hexadecimal.
type keeping func(ctx context.Context, name string, content io.Reader) (sum string, err error)

// sumOf keeps nothing: it is for dry runs.
func sumOf(_ context.Context, _ string, content io.Reader) (string, error) {
	hash := sha256.New()
	_, err := io.Copy(hash, content)
	return hex.EncodeToString(hash.Sum(nil)), err
}

// keepDocuments keeps every document that the rows name, each once for its file.
// What cannot be had, or is refused, is left to the import to report at its row,
// in the words found here.
func keepDocuments(ctx context.Context, sources []sheet.Source, keep keeping) (graph.Documents, error) {
	all := graph.Documents{}
	for _, source := range agreementsIn(sources) {
		found := all[source.Name]
		if found == nil {
			found = map[string]graph.Document{}
			all[source.Name] = found
		}
		var failed error
		_ = sheet.Read(source, sheet.AgreementColumns.Names(), func(header sheet.Header, row sheet.Row) {
			path, _ := row.Cell(header, "document")
			if _, known := found[path]; known || path == "" || failed != nil {
				return
			}
			path = strings.Clone(path) // the cell lies in the memory of its file
			found[path], failed = keepBeside(ctx, source.Name, path, keep)
		})
		if failed != nil {
			return nil, failed
		}
	}
	return all, nil
}

// agreementsIn are the tables of agreements in files. What is no table, the import
// reports.
func agreementsIn(files []sheet.Source) (tables []sheet.Source) {
	for _, file := range files {
		of, _ := sheet.Tables(file)
		tables = append(tables, of...)
	}
	return slices.DeleteFunc(tables, func(t sheet.Source) bool { return t.Kind != sheet.Agreements })
}

// keepBeside keeps a document that lies below the folder of a file.
func keepBeside(ctx context.Context, file, path string, keep keeping) (graph.Document, error) {
	content, why := openBeside(file, path)
	if why != "" {
		return graph.Document{Why: why}, nil
	}
	defer content.Close()
	from := &watched{Reader: content}
	sum, err := keep(ctx, filepath.Base(path), from)
	var refused *fault.Error
	switch {
	case from.err != nil:
		return graph.Document{Why: "cannot be read"}, nil
	case errors.As(first(err), &refused) && refused.Code == fault.BadInput:
		return graph.Document{Why: refused.Msg}, nil
	}
	return graph.Document{SHA256: sum}, err
}

// first is the first of several refusals.
func first(err error) error {
	var many fault.List
	if errors.As(err, &many) && len(many) > 0 {
		return many[0]
	}
	return err
}

// watched remembers that it could not be read: whoever reads it wraps the error.
type watched struct {
	io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

// openBeside opens a document that a row of a file names: below its folder, never
// out of it.
func openBeside(path, name string) (content *os.File, why string) {
	if !filepath.IsLocal(name) || slices.Contains(strings.Split(filepath.ToSlash(name), "/"), "..") {
		return nil, "is no file below the folder of the file that names it"
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, "cannot be read"
	}
	defer root.Close()
	switch info, err := root.Stat(name); {
	case errors.Is(err, os.ErrNotExist):
		return nil, "does not exist beside the file"
	case err != nil:
		return nil, "is no file below the folder of the file that names it"
	case !info.Mode().IsRegular():
		return nil, "is no regular file" // to open a pipe would wait for its writer
	}
	if content, err = root.Open(name); err != nil {
		return nil, "cannot be read"
	}
	return content, ""
}

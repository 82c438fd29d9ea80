package main

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/registry"
)

// export gets the archive of an export and unpacks it.
func (r *remote) export(ctx context.Context, to *newFolder) (*registry.Exported, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.under(graph.ExportPath), nil)
	if err != nil {
		return nil, err
	}
	response, err := r.send(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	stored, err := os.CreateTemp(to.path, "archive-*") // where there must be room for what is in it
	if err != nil {
		return nil, err
	}
	defer stored.Close()
	if err := os.Remove(stored.Name()); err != nil {
		return nil, err
	}
	size, err := io.Copy(stored, response.Body)
	if err != nil {
		return nil, fmt.Errorf("the server's answer was cut off, its log may say why: %w", err)
	}
	return unpack(stored, size, to)
}

// unpack unpacks the archive of an export. A name that leads out of the folder is
// refused there.
func unpack(from io.ReaderAt, size int64, to *newFolder) (*registry.Exported, error) {
	archive, err := zip.NewReader(from, size)
	if err != nil {
		return nil, errUnreadable
	}
	var exported registry.Exported
	if err := json.Unmarshal([]byte(archive.Comment), &exported); err != nil {
		return nil, errUnreadable
	}
	for _, file := range archive.File {
		if err := unpackFile(file, to); err != nil {
			return nil, fmt.Errorf("unpack %q: %w", file.Name, err)
		}
	}
	return &exported, nil
}

func unpackFile(file *zip.File, to *newFolder) error {
	content, err := file.Open()
	if err != nil {
		return err
	}
	defer content.Close()
	out, err := to.create(file.Name)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, content)
	return err
}

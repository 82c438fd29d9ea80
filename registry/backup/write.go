package backup

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"
)

// Writer writes a backup.
type Writer struct {
	to      io.Writer
	sum     hash.Hash
	archive *tar.Writer
	at      time.Time
}

// NewWriter begins a backup with what it says of itself.
func NewWriter(to io.Writer, head Head) (*Writer, error) {
	w := &Writer{to: to, sum: sha256.New(), at: head.Manifest.At}
	w.archive = tar.NewWriter(io.MultiWriter(to, w.sum))
	head.Manifest.Format = Format
	manifest, err := json.MarshalIndent(head.Manifest, "", "  ")
	if err != nil {
		return nil, err
	}
	for _, member := range []struct{ name, text string }{
		{manifestName, string(manifest) + "\n"}, {checkpointName, head.Checkpoint}, {verifierName, head.VerifierKey},
	} {
		if member.text == "" {
			continue
		}
		if err := w.Add(member.name, int64(len(member.text)), strings.NewReader(member.text)); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// Add adds a member of a size.
func (w *Writer) Add(name string, size int64, content io.Reader) error {
	// GNU's form has room for any size in the header itself.
	err := w.archive.WriteHeader(&tar.Header{
		Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: w.at.Truncate(time.Second), Format: tar.FormatGNU,
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	switch written, err := io.Copy(w.archive, content); {
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	case written != size:
		return fmt.Errorf("%s has %d bytes, expected %d", name, written, size)
	}
	return nil
}

// Close ends the backup: without its last line it is none.
func (w *Writer) Close() error {
	if err := w.archive.Close(); err != nil {
		return err
	}
	_, err := io.WriteString(w.to, lastLineOf(w.sum.Sum(nil)))
	return err
}

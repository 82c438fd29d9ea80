package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// largestText is how many bytes a member may have that is read into memory.
const largestText = 64 << 10

// Read reads a backup to its end and hands the registry and its documents to
// keep, by the names of the members. What keep was handed is to be trusted only
// when Read has returned no error: the sum comes last. It returns [ErrUnsound],
// wrapped, for a file that is damaged, cut off or none of ours, and any error of
// the file, of keep and of the context as it is, wrapped.
func Read(ctx context.Context, from io.Reader, keep func(name string, content io.Reader) error) (*Head, error) {
	whole := newSummed(ctx, from)
	r := &reading{archive: tar.NewReader(whole), keep: keep}
	err := r.all()
	if whole.err != nil {
		return nil, whole.err
	}
	if failed := whole.end(); failed != nil { // what is damaged explains whatever else went wrong
		return nil, failed
	}
	return &r.head, err
}

// reading takes the members of an archive in their order.
type reading struct {
	archive *tar.Reader
	keep    func(name string, content io.Reader) error
	head    Head
	stage   int // of the member that was taken last
}

// The members come in this order.
const (
	stageManifest = iota + 1
	stageCheckpoint
	stageVerifier
	stageRegistry
	stageDocuments
	stageAccess
)

func stageOf(name string) int {
	switch name {
	case manifestName:
		return stageManifest
	case checkpointName:
		return stageCheckpoint
	case verifierName:
		return stageVerifier
	case Registry:
		return stageRegistry
	}
	if strings.HasPrefix(name, Documents) {
		return stageDocuments
	}
	if strings.HasPrefix(name, Access) {
		return stageAccess
	}
	return 0
}

func (r *reading) all() error {
	for {
		member, err := r.archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			if r.stage < stageRegistry {
				return fmt.Errorf("%w: it holds no registry", ErrUnsound)
			}
			return nil
		case err != nil:
			return fmt.Errorf("%w: %w", ErrUnsound, err)
		}
		if err := r.take(member); err != nil {
			return err
		}
	}
}

func (r *reading) take(member *tar.Header) error {
	stage := stageOf(member.Name)
	inOrder := stage == r.stage+1 || stage == r.stage && stage >= stageDocuments ||
		stage == stageAccess && r.stage == stageRegistry || // of no documents
		stage == stageRegistry && r.stage == stageCheckpoint // of a log without a key
	if !inOrder || member.Typeflag != tar.TypeReg || member.Format != tar.FormatGNU {
		return fmt.Errorf("%w: the member %.100q is not what comes in its place", ErrUnsound, member.Name)
	}
	r.stage = stage
	switch stage {
	case stageManifest:
		return r.manifest()
	case stageCheckpoint:
		return r.text(&r.head.Checkpoint)
	case stageVerifier:
		return r.text(&r.head.VerifierKey)
	}
	return r.keep(member.Name, r.archive)
}

func (r *reading) text(to *string) error {
	text, err := io.ReadAll(io.LimitReader(r.archive, largestText))
	*to = string(text)
	return err
}

func (r *reading) manifest() error {
	var text string
	if err := r.text(&text); err != nil {
		return err
	}
	var form struct{ Format int }
	if err := json.Unmarshal([]byte(text), &form); err != nil {
		return fmt.Errorf("%w: its manifest: %w", ErrUnsound, err)
	}
	if form.Format > Format {
		return fmt.Errorf("the backup was written by a newer version of the program (form %d; this one knows up to %d): update the program", form.Format, Format)
	}
	known := json.NewDecoder(bytes.NewReader([]byte(text)))
	known.DisallowUnknownFields()
	if err := known.Decode(&r.head.Manifest); err != nil {
		return fmt.Errorf("%w: its manifest: %w", ErrUnsound, err)
	}
	return nil
}

package registry

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/note"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/table"
)

// ensureOrigin names the log when the registry is made.
func ensureOrigin(ctx context.Context, db *table.DB) error {
	err := db.ViewJournal(ctx, func(tx storage.Tx) error {
		_, err := audit.Origin(tx)
		return err
	})
	if !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	return db.UpdateJournal(ctx, func(tx storage.Tx) error {
		return audit.SetOrigin(tx, "safeconduct/"+uuid.NewString())
	})
}

// KeyFile is where the private key of the log lies.
type KeyFile interface {
	// Read gives the key; an error that is fs.ErrNotExist where there is none.
	Read() (private string, err error)
	// Write keeps a key, whole and for good. It never replaces another one.
	Write(private string) error
	String() string
}

// UseKey lets the registry sign checkpoints of its log. It makes the key when the
// registry has none yet; one that is missing afterwards, or that of another log,
// is refused.
func (r *Registry) UseKey(ctx context.Context, file KeyFile) error {
	var origin, verifier string
	err := r.db.ViewJournal(ctx, func(tx storage.Tx) (err error) {
		if origin, err = audit.Origin(tx); err != nil {
			return err
		}
		verifier, err = audit.Verifier(tx)
		return err
	})
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return r.makeKey(ctx, origin, file)
	case err != nil:
		return known(err)
	}
	private, err := file.Read()
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the log's signing key is missing: expected it in %s; without it no checkpoint can be signed", file)
	}
	if err != nil {
		return fmt.Errorf("the log's signing key: %w", err)
	}
	if err := isKeyOf(private, verifier); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	r.signingKey = private
	return nil
}

func (r *Registry) makeKey(ctx context.Context, origin string, file KeyFile) error {
	private, public, err := newKey(origin, file)
	if err != nil {
		return err
	}
	r.signingKey = private
	return known(r.db.UpdateJournal(ctx, func(tx storage.Tx) error { return audit.SetVerifier(tx, public) }))
}

// newKey makes the key of a log and keeps it, or takes the one that is there: a
// crash may have come before the registry knew of it.
func newKey(origin string, file KeyFile) (private, public string, err error) {
	of := origin
	private, err = file.Read()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		private, public, err = audit.NewKey(origin)
	case err == nil:
		of, public, err = audit.PublicKey(private)
	}
	if err != nil {
		return "", "", fmt.Errorf("the log's signing key, %s: %w", file, err)
	}
	if of != origin {
		return "", "", fmt.Errorf("%s holds the key of another log, %s: expected none, or that of %s", file, of, origin)
	}
	if err := file.Write(private); err != nil {
		return "", "", fmt.Errorf("keep the log's signing key in %s: %w", file, err)
	}
	return private, public, nil
}

// isKeyOf refuses a private key that is not the one which a public key verifies.
func isKeyOf(private, public string) error {
	signer, err := note.NewSigner(private)
	if err != nil {
		return errors.New("holds no signing key")
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return err
	}
	if signer.Name() != verifier.Name() || signer.KeyHash() != verifier.KeyHash() {
		return fmt.Errorf("holds the key of another log, %s: expected that of %s", signer.Name(), verifier.Name())
	}
	return nil
}

// Checkpoint is the state of the log: what one keeps elsewhere to hold the
// registry to it.
type Checkpoint struct {
	Origin      string
	Size        int
	Root        string  // in hexadecimal
	Note        *string // signed, as C2SP tlog-checkpoint has it; nil without the signing key
	VerifierKey *string
}

// Checkpoint tells the state of the log as it is now.
func (r *Registry) Checkpoint(ctx context.Context) (c *Checkpoint, err error) {
	if err := access.May(ctx, access.Read); err != nil {
		return nil, err
	}
	var head audit.Checkpoint
	var verifier string
	err = r.db.ViewJournal(ctx, func(tx storage.Tx) (err error) {
		head, verifier, err = headOf(tx)
		return err
	})
	if err != nil {
		return nil, known(err)
	}
	c = &Checkpoint{Origin: head.Origin, Size: int(head.Size), Root: hex.EncodeToString(head.Root[:])}
	if verifier != "" {
		c.VerifierKey = &verifier
	}
	if r.signingKey != "" {
		signed, err := audit.Sign(r.signingKey, head)
		if err != nil {
			return nil, err
		}
		text := string(signed)
		c.Note = &text
	}
	return c, nil
}

// headOf is the state of a log with the key that verifies it, "" where it has none.
func headOf(tx storage.Tx) (head audit.Checkpoint, verifier string, err error) {
	if head, err = audit.Head(tx); err != nil {
		return head, "", err
	}
	verifier, err = audit.Verifier(tx)
	if errors.Is(err, storage.ErrNotFound) {
		err = nil
	}
	return head, verifier, err
}

// LogPart gives a tile of the log or a bundle of its entries; NOT_FOUND where
// the log has not come so far.
func (r *Registry) LogPart(ctx context.Context, path string) (part []byte, full bool, err error) {
	if err := access.May(ctx, access.Read); err != nil {
		return nil, false, err
	}
	p, err := audit.ParsePath(path)
	if err != nil {
		return nil, false, fault.New(fault.NotFound, "%s", err)
	}
	err = r.db.ViewJournal(ctx, func(tx storage.Tx) (err error) {
		if p.Entries {
			part, err = audit.Bundle(tx, p.N, p.Width)
		} else {
			part, err = audit.Tile(tx, p.Level, p.N, p.Width)
		}
		return err
	})
	return part, p.IsFull(), notReached(err)
}

// Consistency proves that the log of a size begins with that of an older one.
// BAD_USER_INPUT where the older one is the larger, NOT_FOUND where the log has not
// come so far.
func (r *Registry) Consistency(ctx context.Context, older, size int) (proof []string, err error) {
	if older < 0 || older > size {
		return nil, fault.Bad("older", "", "is %d: expected 0 to %d, the size", older, size)
	}
	err = r.proving(ctx, func(tx storage.Tx) error {
		hashes, err := audit.Consistency(tx, uint64(older), uint64(size))
		proof = inHex(hashes)
		return err
	})
	return proof, err
}

// proving runs fn on the log for a caller who may read it, and refuses what the log
// has not.
func (r *Registry) proving(ctx context.Context, fn func(storage.Tx) error) error {
	if err := access.May(ctx, access.Read); err != nil {
		return err
	}
	return notReached(r.db.ViewJournal(ctx, fn))
}

// notReached makes a refusal of what the log has not.
func notReached(err error) error {
	if errors.Is(err, storage.ErrNotFound) {
		return fault.New(fault.NotFound, "%s", strings.TrimSuffix(err.Error(), ": "+storage.ErrNotFound.Error()))
	}
	return known(err)
}

func inHex(hashes []audit.Hash) []string {
	written := make([]string, len(hashes))
	for i, h := range hashes {
		written[i] = hex.EncodeToString(h[:])
	}
	return written
}

// VersionProof proves that a version of a record is in the log
// (docs/log-format.md).
type VersionProof struct {
	Commit      int
	Entry       string
	EntryIndex  int
	EntryProof  []string
	LogSize     int
	LogRoot     string
	Change      string
	ChangeIndex int
	ChangeProof []string
	Content     *string // base64; nil once it was erased
}

// Prove proves that a version of a record is in the log as it is now.
func (r *Registry) Prove(ctx context.Context, v *RecordVersion) (p *VersionProof, err error) {
	change, index := changeOf(v.leaf), uint64(v.Commit-1)
	p = &VersionProof{Commit: v.Commit, EntryIndex: v.Commit - 1, Change: string(change.Leaf())}
	if v.content != nil {
		content := base64.StdEncoding.EncodeToString(v.content)
		p.Content = &content
	}
	err = r.proving(ctx, func(tx storage.Tx) error {
		head, err := audit.Head(tx)
		if err != nil {
			return err
		}
		if p.Entry, p.EntryProof, err = proveEntry(tx, index, head.Size); err != nil {
			return err
		}
		p.LogSize, p.LogRoot = int(head.Size), hex.EncodeToString(head.Root[:])
		at, proof, err := audit.ChangeInclusion(tx, uint64(v.Commit), change)
		p.ChangeIndex, p.ChangeProof = at, inHex(proof)
		return err
	})
	return p, err
}

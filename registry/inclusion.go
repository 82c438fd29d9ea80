package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage"
)

// EntryProof proves that the entry of a commit is in the log (docs/log-format.md).
type EntryProof struct {
	Commit int
	Entry  string
	Proof  []string // hashes from the bottom up, in hexadecimal
}

// Inclusion proves that the log of a size has the entry of a commit. BAD_USER_INPUT
// where a log of that size has no such commit, NOT_FOUND where the log has not come
// so far.
func (r *Registry) Inclusion(ctx context.Context, commit, size int) (p *EntryProof, err error) {
	if commit < 1 || commit > size {
		return nil, fault.Bad("commit", "", "is %d: expected 1 to %d, the size", commit, size)
	}
	p = &EntryProof{Commit: commit}
	err = r.proving(ctx, func(tx storage.Tx) (err error) {
		p.Entry, p.Proof, err = proveEntry(tx, uint64(commit-1), uint64(size))
		return err
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// proveEntry gives an entry by its index, with the proof that the log of a size has it.
func proveEntry(tx storage.Tx, index, size uint64) (entry string, proof []string, err error) {
	text, err := audit.ReadEntry(tx, index)
	if err != nil {
		return "", nil, err
	}
	hashes, err := audit.Inclusion(tx, index, size)
	return string(text), inHex(hashes), err
}

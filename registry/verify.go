package registry

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Verified says what a verification has read.
type Verified struct {
	Commits    int    `json:"commits"`
	Versions   int    `json:"versions"` // of records
	Documents  int    `json:"documents"`
	Flows      int    `json:"flows"`      // of which the columns were held to what their records say
	Days       int    `json:"days"`       // of which the kept counts were swept again
	AccessDays int    `json:"accessDays"` // of the access log that are over
	PrunedDays int    `json:"prunedDays"` // of those, whose files were removed when their time was over
	Root       string `json:"root"`       // of the log, as its entries make it; in hexadecimal
	Findings   int    `json:"findings"`
}

// Files are what lies beside the database of a registry.
type Files struct {
	Documents *blob.Folder
	Access    *accesslog.Folder // nil: is not held to its hashes
}

// Witness is told what a verification comes upon.
type Witness struct {
	Finding  func(where, what string) // of something that is not as it was written
	Progress func(keys int)           // now and then: how many more keys have been read
}

// Verify reads a whole registry: every version of every record against its leaf in
// the log, every index both ways, every reference, every document, the tree of the
// log; and against a checkpoint that was kept elsewhere, where one is given. It
// writes nothing, and trusts nothing that it reads but the checkpoint. A file that
// is damaged may end the process: [storage.Store] says nothing of those. An error
// says that something could not be read; [IsOfOtherVersion], that the whole is of
// another version of the program.
func Verify(ctx context.Context, store storage.Store, files Files, kept []byte, witness Witness) (*Verified, error) {
	v := &verification{files: files, witness: witness}
	err := store.View(ctx, func(tx storage.Tx) error {
		v.tx, v.coverage = tx, audit.NewCoverage(tx)
		if err := table.CheckFormat(tx); err != nil {
			return err
		}
		return errors.Join(v.log(), v.tables(), v.against(kept), v.documents(ctx), v.accessDays())
	})
	return &v.Verified, err
}

// verification is the state of a Verify.
type verification struct {
	Verified
	tx       storage.Tx
	files    Files
	witness  Witness
	entries  uint64 // of the log
	coverage *audit.Coverage
}

func (v *verification) finding(where, what string) {
	v.Findings++
	v.witness.Finding(where, what)
}

func entryName(index uint64) string { return "log entry " + strconv.FormatUint(index+1, 10) }

// log reads the log by itself.
func (v *verification) log() error {
	what, err := audit.CheckNames(v.tx)
	if what != "" {
		v.finding("log", what)
	}
	if err != nil {
		return err
	}
	size, root, err := audit.Check(v.tx, func(index uint64, what string) { v.finding(entryName(index), what) })
	v.entries, v.Root = size, hex.EncodeToString(root[:])
	return err
}

// tables reads the records and holds them to the log.
func (v *verification) tables() error {
	var failure error
	fail := func(err error) { failure = errors.Join(failure, err) }
	err := table.Verification{
		Tables: tables, Journal: append(slices.Clone(audit.Kinds), usedKey, signedInKey),
		Commit: func(e table.Entry) { fail(v.commit(e)) },
		Leaf: func(at table.Place, seq table.Seq, leaf table.Leaf) {
			if !leaf.Erased { // its version has been counted
				v.Versions++
			}
			what, err := v.coverage.Change(uint64(seq), changeOf(leaf))
			if err != nil {
				what = err.Error()
			}
			if what != "" {
				v.finding(at.String(), what)
			}
		},
		Report:   func(at table.Place, what string) { v.finding(at.String(), what) },
		Progress: v.witness.Progress,
	}.Run(v.tx)
	if v.entries > uint64(v.Commits) {
		v.finding("log", fmt.Sprintf("has %d entries, but %d commits are there", v.entries, v.Commits))
	}
	return errors.Join(err, failure)
}

// commit holds a commit to its entry in the log.
func (v *verification) commit(of table.Entry) error {
	v.Commits++
	where := fmt.Sprintf("commit %d", of.Seq)
	e, err := v.entry(uint64(of.Seq))
	v.coverage.Entry(e)
	if err != nil {
		v.finding(where, err.Error())
		return nil
	}
	told := entryOf(of)
	switch {
	case e.Commit != told.Commit || e.Time != told.Time || e.Actor != told.Actor || e.Verb != told.Verb:
		v.finding(where, "is not the one that the log tells of: it was changed")
	case e.Changes != of.Commit.Records:
		v.finding(where, fmt.Sprintf("counts %d changes, the log %d", of.Commit.Records, e.Changes))
	}
	what, err := audit.CheckChanges(v.tx, e)
	if what != "" {
		v.finding(where, "its changes in the log: "+what)
	}
	return err
}

func (v *verification) entry(seq uint64) (audit.Entry, error) {
	text, err := audit.ReadEntry(v.tx, seq-1)
	if err != nil {
		return audit.Entry{}, err
	}
	return audit.ParseEntry(text)
}

// against holds the log to a checkpoint.
func (v *verification) against(kept []byte) error {
	if kept == nil {
		return nil
	}
	key, err := audit.Verifier(v.tx)
	if errors.Is(err, storage.ErrNotFound) {
		v.finding("checkpoint", "is of another log: this one has never had a key that signs")
		return nil
	}
	if err != nil {
		v.finding("checkpoint", err.Error())
		return nil
	}
	c, err := audit.Open(kept, key)
	if err != nil {
		v.finding("checkpoint", err.Error())
		return nil
	}
	what, err := audit.CheckAgainst(v.tx, c)
	if err == nil && what != "" {
		v.finding("log", what)
	}
	return err
}

// documents reads every document that has not been erased.
func (v *verification) documents(ctx context.Context) error {
	for d, err := range documents.All(table.NewReader(v.tx, table.Seq(v.Commits))) {
		if err != nil {
			return nil //nolint:nilerr // a record that cannot be read has been reported
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		v.Documents++
		where, err := "document "+d.Sum(), v.files.Documents.Check(d.Sum(), d.Size)
		switch {
		case d.Gone && err == nil:
			v.finding(where, "was erased, but its content is still there")
		case d.Gone || err == nil:
		case errors.Is(err, storage.ErrNotFound):
			v.finding(where, "has no file in the folder of documents")
		case errors.Is(err, blob.ErrDamaged):
			v.finding(where, "is not what was put: its file was changed")
		default:
			return fault.New(fault.Unavailable, "%s", err)
		}
	}
	return nil
}

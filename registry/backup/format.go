// Package backup is the form of a backup: one file that holds a registry as it
// was at one moment. Decision 0012 says why it is so.
//
// The file is a tar archive with a line behind its end. The members of the
// archive, in this order:
//
//	manifest             what the backup is of, as JSON: Manifest
//	checkpoint           of the log at that moment, signed where the key was there
//	verifier-key         verifies the checkpoint; absent while the log has no key
//	registry.db          the database
//	documents/ab/abcd…   each document under the SHA-256 of its content
//	access/2026-03-01.jsonl   each day of the access log, the last as far as it went
//
// The line says that the backup is whole, and the SHA-256 of every byte before it:
//
//	safeconduct-backup sha256 HEXADECIMAL
//
// tar itself reads the file, and passes over the line. What it unpacks is a folder
// that can be served, but nobody has verified it.
package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"
)

// Format is the version of the form that this package writes. Version 1 had no access log.
const Format = 2

// The members that a restore puts into files. The names of documents go on with
// their place in the folder.
const (
	Registry  = "registry.db"
	Documents = "documents/"
	Access    = "access/" // of the access log, a file for each day
)

// The members that say what the others are.
const (
	manifestName   = "manifest"
	checkpointName = "checkpoint"
	verifierName   = "verifier-key"
)

// Manifest says what a backup is of.
type Manifest struct {
	Format    int       `json:"format"`
	Origin    string    `json:"origin"` // of the registry's log
	At        time.Time `json:"at"`     // when it was made
	Commits   uint64    `json:"commits"`
	Documents int       `json:"documents"`
}

// Head is what a backup says of itself.
type Head struct {
	Manifest    Manifest
	Checkpoint  string // the text, or the signed note
	VerifierKey string // "" where there is none
}

// ErrUnsound says that a file is no backup as it was written.
var ErrUnsound = errors.New("the backup is not sound")

// The last line.
const (
	lastLine     = "safeconduct-backup sha256 "
	lastLineSize = len(lastLine) + 2*sha256.Size + len("\n")
)

func lastLineOf(sum []byte) string { return lastLine + hex.EncodeToString(sum) + "\n" }

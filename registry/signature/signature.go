// Package signature reads who signed a PDF file, and whether it is as signed.
// Files come from strangers, and reading one means decoding much of it: the
// server calls [Runner.InChild] only, never [Read].
package signature

import (
	"errors"

	"github.com/safeconduct/safeconduct/registry/fact"
)

// Signature is what is read of one.
type Signature = fact.Signature

// ErrUnreadable says that a file is, or claims to be, a PDF whose signatures
// could not be read: it is damaged, encrypted, or takes too much to read.
var ErrUnreadable = errors.New("the signatures of the file could not be read")

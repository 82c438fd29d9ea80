// Package signature reads who signed a PDF file, and whether it is as signed.
// Files come from strangers, and reading one means decoding much of it: the
// server calls [Runner.InChild] only, never [Read].
package signature

import (
	"errors"
	"time"
)

// Signature is what a file says of one of its signatures, and what came of
// checking it. It is evidence for people, not a verdict.
type Signature struct {
	// Signer is the common name in the certificate, or else the name that the
	// signature claims: where it has none, or could not be verified.
	Signer string `cbor:"0,keyasint" json:"signer"`
	// On is when the signer's own clock said that it was; zero if it did not.
	On time.Time `cbor:"1,keyasint,omitzero" json:"on,omitzero"`
	// Intact says that the bytes which were signed are those in the file, and
	// that the key of the certificate signed them. Whose key it is, Note says.
	Intact bool `cbor:"2,keyasint" json:"intact"`
	// WholeFile says that nothing was added to the file since. Of several
	// signatures only the last one can have it: each is added to what was signed.
	WholeFile bool `cbor:"3,keyasint" json:"wholeFile"`
	// Note says in words what stands in the way of trusting it.
	Note string `cbor:"4,keyasint" json:"note"`
}

// ErrUnreadable says that a file is, or claims to be, a PDF whose signatures
// could not be read: it is damaged, encrypted, or takes too much to read.
var ErrUnreadable = errors.New("the signatures of the file could not be read")

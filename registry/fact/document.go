package fact

import (
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Document is a file that is kept. Its external id is the SHA-256 of its content,
// in lower-case hexadecimal, under which the content lies.
type Document struct {
	Header
	Size       int64       `cbor:"2,keyasint"`
	Type       string      `cbor:"3,keyasint"`           // as its first bytes tell it: "application/pdf"
	Name       string      `cbor:"4,keyasint,omitempty"` // of the file as it was given first, without folders
	Signatures []Signature `cbor:"5,keyasint,omitempty"` // of a PDF file
	Unread     string      `cbor:"6,keyasint,omitempty"` // why its signatures are not known
	Gone       bool        `cbor:"7,keyasint,omitempty"` // its content was erased: nobody has it any more
}

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

// Sum is the SHA-256 of the content.
func (d *Document) Sum() string { return d.ExternalID }

// longestName is how many bytes the name of a file may have, as in most file
// systems.
const longestName = 255

// CheckFileName refuses what is no name of a file without folders; "" names
// nothing.
func CheckFileName(name string) *fault.Error {
	if name == "." || name == ".." || strings.ContainsAny(name, `/\`) {
		return fault.Bad("name", name, "is no name of a file: expected one without folders")
	}
	return checkLine("name", name, longestName)
}

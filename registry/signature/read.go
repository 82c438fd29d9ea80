package signature

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Bounds on what is read.
const (
	most        = 100      // signatures of a file
	mostDecoded = 32 << 20 // bytes of a stream
	headSize    = 1024     // bytes in which readers look for the mark of a PDF
)

// File is what is read.
type File interface {
	io.ReadSeeker
	io.ReaderAt
}

// Read gives the signatures of a PDF file in the order in which they were added.
// What is no PDF has none. It returns [ErrUnreadable], wrapped, where the file
// cannot be understood; on a hostile one it may also panic, or take all memory.
//
// What it does not do: it asks nobody whether a certificate was revoked; it
// trusts the authorities that the system trusts, which are those of web servers
// rather than of signatures; it judges a certificate as of today, not of the day
// of signing; it takes the signer's word for the time; it does not look into what
// was added after a signature. Time stamps of the whole document, and the usage
// rights of Adobe's programs, are no signatures of a party and are left out.
func Read(file File) ([]Signature, error) {
	if pdf, err := isPDF(file); err != nil || !pdf {
		return nil, err
	}
	doc, err := api.ReadAndValidate(file, configuration())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	keepParties(doc)
	// The pool of authorities is never loaded, so that the system's is asked.
	results, err := pdfcpu.ValidateSignatures(file, doc, true)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	slices.Reverse(results) // the last revision comes first
	var found []Signature
	for _, r := range results[:min(len(results), most)] {
		found = append(found, signatureOf(r, coversAll(doc, r)))
	}
	return found, nil
}

// isPDF looks for the mark where other readers do, too.
func isPDF(file File) (bool, error) {
	head := make([]byte, headSize)
	n, err := file.ReadAt(head, 0)
	if err != nil && err != io.EOF { //nolint:errorlint // ReadAt returns it bare
		return false, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return bytes.Contains(head[:n], []byte("%PDF-")), nil
}

// configuration keeps pdfcpu from writing a folder of settings and from asking
// the network.
func configuration() *model.Configuration {
	api.DisableConfigDir()
	c := model.NewDefaultConfiguration()
	c.Cmd = model.VALIDATESIGNATURES
	c.Offline = true
	c.Limits.MaxStreamBytes, c.Limits.MaxDecodeBytes = mostDecoded, mostDecoded
	return c
}

// keepParties leaves the signatures of parties: fields that nobody has signed yet
// would make the others unreadable.
func keepParties(doc *model.Context) {
	doc.URSignature = nil
	for _, revision := range doc.Signatures {
		maps.DeleteFunc(revision, func(_ int, s model.Signature) bool { return !s.Signed || s.Type == model.SigTypeDTS })
	}
}

// coversAll reports whether what was signed ends with the file. That it begins
// with it, and leaves out the signature only, is checked with the digest.
func coversAll(doc *model.Context, r *model.SignatureValidationResult) bool {
	field, err := doc.DereferenceDict(*types.NewIndirectRef(r.ObjNr, 0))
	if err != nil {
		return false
	}
	signed, err := doc.DereferenceDict(field["V"])
	if err != nil {
		return false
	}
	ranges := signed.ArrayEntry("ByteRange")
	if len(ranges) != 4 {
		return false
	}
	from, isFrom := ranges[2].(types.Integer)
	length, isLength := ranges[3].(types.Integer)
	return isFrom && isLength && int64(from)+int64(length) == doc.Read.FileSize
}

func signatureOf(r *model.SignatureValidationResult, coversAll bool) Signature {
	intact := isIntact(r)
	s := Signature{Signer: plain(r.Details.SignerName), On: r.Details.SigningTime.UTC(), Intact: intact, WholeFile: intact && coversAll}
	if !intact {
		s.Note = whyNotIntact(r)
		return s
	}
	certificate := r.Details.Signers[0].Certificate
	if name := plain(certificate.Subject); name != "" {
		s.Signer = name
	}
	s.Note = trust(certificate)
	return s
}

// isIntact rests on this: pdfcpu looks into the certificate of a signer after the
// digest and the signature have been verified, and not otherwise. The status that
// it gives tells less: it is unknown for every signature but the last one.
func isIntact(r *model.SignatureValidationResult) bool {
	refused := r.Status == model.SignatureStatusInvalid || r.Reason == model.SignatureReasonMalformed || r.DocModified == model.True
	unverified := func(s *model.Signer) bool { return s.Certificate == nil }
	return !refused && len(r.Details.Signers) > 0 && !slices.ContainsFunc(r.Details.Signers, unverified)
}

func whyNotIntact(r *model.SignatureValidationResult) string {
	switch {
	case r.DocModified == model.True:
		return "what was signed has been changed since"
	case r.Reason == model.SignatureReasonSignatureForged:
		return "the key of the certificate did not make this signature"
	}
	return "the signature could not be verified: it is malformed, or of a kind that is not understood"
}

// trust says who vouches for the name in a certificate.
func trust(c *model.CertificateDetails) string {
	switch {
	case c.PathEvidence.Status == model.True:
		return "an authority that this system trusts vouches for the name; whether the certificate was revoked has not been asked"
	case c.SelfSigned:
		return "the certificate is self-signed: nobody else vouches for the name"
	case c.Expired:
		return "the certificate is not valid today, and whether it was when the file was signed is not proven"
	}
	return "no authority that this system trusts vouches for the name"
}

// plain is a text of a stranger on one line, without what people cannot see.
func plain(text string) string {
	visible := strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && r != unicode.ReplacementChar {
			return r
		}
		return ' '
	}, text)
	return fault.Clip(strings.Join(strings.Fields(visible), " "))
}

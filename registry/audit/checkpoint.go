package audit

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is the state of a log, as C2SP tlog-checkpoint has it: what one
// keeps elsewhere to hold the log to it later.
type Checkpoint struct {
	Origin string // names the log, and the key that signs
	Size   uint64
	Root   Hash
}

// Text is what is signed.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root)
}

// ParseCheckpoint reads what Text wrote, and nothing else.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 {
		return Checkpoint{}, errors.New("the checkpoint has not the three lines of origin, size and root")
	}
	size, badSize := strconv.ParseUint(lines[1], 10, 64)
	root, badRoot := tlog.ParseHash(lines[2])
	c := Checkpoint{lines[0], size, root}
	switch {
	case c.Origin == "" || !isPrintable(c.Origin):
		return Checkpoint{}, errors.New("the checkpoint has no readable origin in its first line")
	case badSize != nil || size > mostEntries:
		return Checkpoint{}, errors.New("the checkpoint has no size in its second line")
	case badRoot != nil:
		return Checkpoint{}, errors.New("the checkpoint has no root in its third line")
	case c.Text() != text:
		return Checkpoint{}, errors.New("the checkpoint is not written as it would be")
	}
	return c, nil
}

// NewKey makes the key of a log, in the forms of package note. The private form
// signs checkpoints; the public one verifies them and is no secret.
func NewKey(origin string) (private, public string, err error) {
	if private, public, err = note.GenerateKey(rand.Reader, origin); err != nil {
		return "", "", err
	}
	if _, err := note.NewVerifier(public); err != nil || !isPrintable(origin) {
		return "", "", fmt.Errorf("%q cannot name a log: expected a text without spaces, + and control characters", origin)
	}
	return private, public, nil
}

// PublicKey is the public form of a key, and the log that it is of.
func PublicKey(private string) (origin, public string, err error) {
	signer, err := note.NewSigner(private)
	if err != nil {
		return "", "", errors.New("the signing key is malformed") // without a word of what it is
	}
	// PRIVATE+KEY+NAME+HASH+BASE64, which has an algorithm's byte before the seed.
	parts := strings.SplitN(private, "+", 5)
	seed, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return "", "", errors.New("the signing key is malformed")
	}
	key := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	public, err = note.NewEd25519VerifierKey(signer.Name(), key)
	return signer.Name(), public, err
}

// Sign makes a checkpoint into a signed note.
func Sign(private string, c Checkpoint) ([]byte, error) {
	signer, err := note.NewSigner(private)
	if err != nil {
		return nil, errors.New("the signing key is malformed") // without a word of what it is
	}
	if signer.Name() != c.Origin {
		return nil, fmt.Errorf("the signing key is that of %s, the log is %s", signer.Name(), c.Origin)
	}
	return note.Sign(&note.Note{Text: c.Text()}, signer)
}

// ReadSigned reads what a signed checkpoint says, whoever signed it: whether it is one at
// all.
func ReadSigned(signed []byte) (Checkpoint, error) {
	_, err := note.Open(signed, note.VerifierList())
	var unverified *note.UnverifiedNoteError
	if !errors.As(err, &unverified) {
		return Checkpoint{}, errors.New("the checkpoint is no signed note")
	}
	return ParseCheckpoint(unverified.Note.Text)
}

// Open reads a signed checkpoint, of whatever origin and from whatever hands, and
// verifies that the key of that origin signed it.
func Open(signed []byte, verifierKey string) (Checkpoint, error) {
	verifier, err := note.NewVerifier(verifierKey)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("the verifier key: %w", err)
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	var unverified *note.UnverifiedNoteError
	if errors.As(err, &unverified) {
		return Checkpoint{}, fmt.Errorf("the checkpoint is not signed with the key of %s", verifier.Name())
	}
	if err != nil {
		return Checkpoint{}, fmt.Errorf("the checkpoint: %w", err)
	}
	// Package note passes over bits of the last digit that mean nothing.
	for _, signature := range slices.Concat(opened.Sigs, opened.UnverifiedSigs) {
		if _, err := base64.StdEncoding.Strict().DecodeString(signature.Base64); err != nil {
			return Checkpoint{}, fmt.Errorf("the checkpoint: the signature of %s is not written as it would be", signature.Name)
		}
	}
	c, err := ParseCheckpoint(opened.Text)
	if err == nil && c.Origin != verifier.Name() {
		err = fmt.Errorf("the checkpoint is of %s, the key of %s", c.Origin, verifier.Name())
	}
	return c, err
}

package registry

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"strings"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// A token as it is shown is sc_ID_SECRET: a prefix that scanners for secrets find, the
// public id, by which it is looked up, and 256 random bits. One hash is enough for
// those: nobody can guess what was never chosen by a person.
const (
	secretPrefix = "sc_"
	idLength     = 12 // characters of base32: 60 bits
	secretLength = 43 // characters of base64: 256 bits
)

// secret is a token in the two parts of which it is made.
type secret struct{ id, text string }

var idEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func newSecret() secret {
	id, text := make([]byte, 8), make([]byte, 32)
	_, _ = rand.Read(id) // which never fails
	_, _ = rand.Read(text)
	return secret{idEncoding.EncodeToString(id)[:idLength], base64.RawURLEncoding.EncodeToString(text)}
}

// String is the token as it is shown.
func (s secret) String() string { return secretPrefix + s.id + "_" + s.text }

// hash is what is kept of the secret.
func (s secret) hash() []byte {
	sum := sha256.Sum256([]byte(s.text))
	return sum[:]
}

// parseSecret takes a token apart; false for what cannot be one.
func parseSecret(shown string) (s secret, ok bool) {
	rest, ok := strings.CutPrefix(shown, secretPrefix)
	if !ok || len(rest) != idLength+1+secretLength || rest[idLength] != '_' {
		return s, false
	}
	return secret{rest[:idLength], rest[idLength+1:]}, true
}

// errNotLetIn is the one answer to whatever lets nobody in: unknown, revoked, expired
// and malformed tokens are told alike.
var errNotLetIn = fault.New(fault.Unauthorized, "the token is not valid: it is unknown, revoked or expired")

// LetIn says who shows a token. It does as much for a token that does not exist as for
// one that does, and compares in constant time.
func (r *Registry) LetIn(ctx context.Context, shown string) (access.Caller, error) {
	s, ok := parseSecret(shown)
	t, err := r.token(ctx, s.id)
	if isMissing(err) {
		t, err = &Token{Hash: make([]byte, sha256.Size)}, nil
	}
	if err != nil {
		return access.Caller{}, err
	}
	same := subtle.ConstantTimeCompare(t.Hash, s.hash()) == 1
	now := r.clock()
	if !ok || !same || !t.holds(now) {
		return access.Caller{}, errNotLetIn
	}
	r.uses.note(r, t.ExternalID, now)
	return t.caller(), nil
}

package audit

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"

	"github.com/safeconduct/safeconduct/storage"
)

// Origin is the name of the log; storage.ErrNotFound, wrapped, where it has
// none yet.
func Origin(tx storage.Tx) (string, error) { return text(tx, originKey, "name") }

// SetOrigin names the log.
func SetOrigin(tx storage.Tx, origin string) error {
	return tx.Put([]byte{originKey}, []byte(origin))
}

// Verifier is the key that verifies the log's checkpoints; storage.ErrNotFound,
// wrapped, where it has none yet.
func Verifier(tx storage.Tx) (string, error) { return text(tx, verifierKey, "verifier key") }

// SetVerifier keeps the key that verifies the log's checkpoints.
func SetVerifier(tx storage.Tx, key string) error {
	return tx.Put([]byte{verifierKey}, []byte(key))
}

func text(tx storage.Tx, kind byte, what string) (string, error) {
	value, err := tx.Get([]byte{kind})
	if err != nil {
		return "", fmt.Errorf("the %s of the log: %w", what, err)
	}
	return string(value), nil
}

// CheckNames says what is wrong with the name of the log or its verifier key, ""
// where nothing is. A log may have no key yet.
func CheckNames(tx storage.Tx) (what string, err error) {
	origin, err := Origin(tx)
	if errors.Is(err, storage.ErrNotFound) {
		return "it has no name", nil
	}
	if err != nil {
		return "", err
	}
	key, err := Verifier(tx)
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	verifier, malformed := note.NewVerifier(key)
	switch {
	case malformed != nil:
		return "its verifier key is malformed", nil
	case verifier.Name() != origin:
		return fmt.Sprintf("its verifier key is that of %s, and its name %s", verifier.Name(), origin), nil
	}
	return "", nil
}

// Head is the checkpoint of the log as it is now.
func Head(tx storage.Tx) (Checkpoint, error) {
	origin, err := Origin(tx)
	if err != nil {
		return Checkpoint{}, err
	}
	size, err := Size(tx)
	if err != nil {
		return Checkpoint{}, err
	}
	root, err := Root(tx, size)
	return Checkpoint{origin, size, root}, err
}

// CheckAgainst holds the log to a checkpoint that was kept elsewhere. It says
// what does not agree, "" where all does. It rests on the stored hashes, which
// [Check] verifies.
func CheckAgainst(tx storage.Tx, c Checkpoint) (what string, err error) {
	origin, err := Origin(tx)
	if err != nil {
		return "", err
	}
	if origin != c.Origin {
		return fmt.Sprintf("the checkpoint is of another log, %s: this one is %s", c.Origin, origin), nil
	}
	size, err := Size(tx)
	if err != nil {
		return "", err
	}
	if size < c.Size {
		return fmt.Sprintf("the log has %d entries, the checkpoint %d: it was truncated or rolled back", size, c.Size), nil
	}
	root, err := Root(tx, c.Size)
	if err == nil && root != c.Root {
		what = fmt.Sprintf("the log was rewritten: at size %d its root is %s and not %s: entries up to there were changed, reordered or forked",
			c.Size, root, c.Root)
	}
	return what, err
}

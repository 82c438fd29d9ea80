package audit_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// exampleKeys are those of the example in docs/log-format.md: its seed is 32 zero
// bytes.
func exampleKeys(t *testing.T, name string) (private, public string) {
	t.Helper()
	seed := make([]byte, ed25519.SeedSize)
	public, err := note.NewEd25519VerifierKey(name, ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	hash := strings.Split(public, "+")[1]
	return fmt.Sprintf("PRIVATE+KEY+%s+%s+%s", name, hash, base64.StdEncoding.EncodeToString(append([]byte{1}, seed...))), public
}

// exampleCommit is a commit of the example.
type exampleCommit struct {
	at, actor, verb, record string
	changes                 []audit.Change
}

// exampleLog is the log of the example, with the version that its proof is of, and
// what is kept of it when it was erased.
func exampleLog(t *testing.T) (l *proofLog, proved writtenVersion, kept []byte) {
	t.Helper()
	agreement, flow := uuid.MustParse("0193f0c2-7d5e-7c3a-9a54-0f6f2b6f8a11"), uuid.MustParse("0193f0c2-7d5f-7b01-8c2e-5d1a90c4e7f2")
	salt := []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	body := append(append([]byte{0xa2, 0x00, 0x50}, flow[:]...), "\x01\x67f-staff"...)
	content := bytes.Join([][]byte{salt, {0}, body}, nil)
	of := func(text string) audit.Hash { return sha256.Sum256([]byte(text)) }
	wrote := audit.Change{Table: 6, Kind: "flow", ID: flow, Version: 1, Hash: sha256.Sum256(content)}
	kept = bytes.Join([][]byte{{2, 1}, {0, 0, 0, 0, 0, 0, 0, 3}, wrote.Hash[:], body}, nil)
	commits := []exampleCommit{
		{"2026-03-01T12:00:00.000Z", "os:anna", "import", "the record of commit 1", []audit.Change{
			{Table: 2, Kind: "agreement", ID: agreement, Version: 1, Hash: of("an agreement")},
		}},
		{"2026-03-01T12:00:01.500Z", "local", "import", "the record of commit 2", []audit.Change{
			{Table: 2, Kind: "agreement", ID: agreement, Version: 2, Hash: of("the agreement, signed")}, wrote,
		}},
		{"2026-03-02T08:30:00.000Z", "os:anna", "erase", "the record of commit 3", []audit.Change{
			{Table: 6, Kind: "flow", ID: flow, Version: 1, Hash: sha256.Sum256(kept), Erased: true},
		}},
	}
	l = &proofLog{store: memkv.New()}
	t.Cleanup(func() { l.store.Close() })
	l.private, l.key = exampleKeys(t, "safeconduct/example")
	update(t, l.store, func(tx storage.Tx) error {
		for i, c := range commits {
			at, err := time.Parse(time.RFC3339, c.at)
			if err != nil {
				return err
			}
			e := audit.Entry{Seq: uint64(i + 1), Time: at.UnixMilli(), Actor: c.actor, Verb: c.verb, Commit: of(c.record)}
			if err := audit.Append(tx, e, audit.Digest(c.changes)); err != nil {
				return err
			}
		}
		return nil
	})
	l.texts = entries(t, l.store)
	for n := range len(l.texts) + 1 {
		l.roots = append(l.roots, naive(l.texts[:n]))
	}
	l.checkpoint = l.sign(t, audit.Checkpoint{Origin: "safeconduct/example", Size: 3, Root: l.roots[3]})
	return l, writtenVersion{2, wrote, content}, kept
}

// TestTheExampleOfTheFormatIsRight holds every figure of the example in
// docs/log-format.md to what the package makes, and lets the verifier in Python
// judge it.
func TestTheExampleOfTheFormatIsRight(t *testing.T) {
	l, v, kept := exampleLog(t)
	agreement := audit.Change{Table: 2, Kind: "agreement", ID: uuid.MustParse("0193f0c2-7d5e-7c3a-9a54-0f6f2b6f8a11"), Version: 2, Hash: sha256.Sum256([]byte("the agreement, signed"))}
	var proof, consistency, bundle []byte
	view(t, l.store, func(tx storage.Tx) (err error) {
		if proof, err = l.prove(tx, v); err != nil {
			return err
		}
		if bundle, err = audit.Bundle(tx, 0, 3); err != nil {
			return err
		}
		hashes, err := audit.Consistency(tx, 2, 3)
		consistency = []byte(strings.Join(inHex(hashes), "\n"))
		return err
	})
	var indented bytes.Buffer
	if err := json.Indent(&indented, proof, "", "  "); err != nil {
		t.Fatal(err)
	}
	hashes := make([]audit.Hash, 3)
	for i, text := range l.texts {
		hashes[i] = tlog.RecordHash(text)
	}
	doc, err := os.ReadFile("../../docs/log-format.md")
	if err != nil {
		t.Fatal(err)
	}
	for what, want := range map[string]string{
		"the entry 0":              string(l.texts[0]),
		"the entry 1":              string(l.texts[1]),
		"the entry 2":              string(l.texts[2]),
		"the leaf hashes":          strings.Join(inHex(hashes), "\n"),
		"the roots":                strings.Join(inHex(l.roots[2:]), "\n"),
		"the changes of commit 2":  string(agreement.Leaf()) + "\n" + string(v.change.Leaf()),
		"their leaf hashes":        strings.Join(inHex([]audit.Hash{tlog.RecordHash(agreement.Leaf()), tlog.RecordHash(v.change.Leaf())}), "\n"),
		"the content":              hex.EncodeToString(v.content[:17]) + "\n" + hex.EncodeToString(v.content[17:]),
		"its hash":                 hex.EncodeToString(v.change.Hash[:]),
		"the proof of consistency": string(consistency),
		"what is kept":             hex.EncodeToString(kept),
		"the erasure":              string(audit.Change{Table: 6, Kind: "flow", ID: v.change.ID, Version: 1, Hash: sha256.Sum256(kept), Erased: true}.Leaf()),
		"the verifier key":         l.key,
		"the checkpoint":           string(l.checkpoint),
		"the bundle":               hex.EncodeToString(bundle[:8]),
		"the proof":                indented.String(),
	} {
		if block := asBlock(want); !strings.Contains(string(doc), block) {
			t.Errorf("docs/log-format.md does not have %s:\n%s", what, block)
		}
	}
	parts := l.parts(t)
	parts["proof"] = proof
	parts["older"] = l.sign(t, audit.Checkpoint{Origin: "safeconduct/example", Size: 2, Root: l.roots[2]})
	folder := parts.folder(t)
	if code, said := verify(t, folder, "--key", l.key, "--checkpoint", folder+"/older", "--proof", folder+"/proof"); code != 0 {
		t.Errorf("exit %d: %s", code, said)
	}
}

// asBlock is a text as Markdown shows it word for word.
func asBlock(text string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "    " + line
		}
	}
	return "\n" + strings.Join(lines, "\n") + "\n"
}

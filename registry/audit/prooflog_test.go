package audit_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// proofLog is a log with all that others hold it to.
type proofLog struct {
	store      storage.Store
	private    string // the key that signs
	key        string // the key that verifies
	texts      [][]byte
	hashes     []audit.Hash // of the texts
	roots      []audit.Hash // of the first texts, by their number
	checkpoint []byte       // signed
	proofs     [][]byte     // of versions, as GraphQL gives them
}

// versionProof has the form of VersionProof in schema.graphqls.
type versionProof struct {
	Commit      int      `json:"commit"`
	Entry       string   `json:"entry"`
	EntryIndex  int      `json:"entryIndex"`
	EntryProof  []string `json:"entryProof"`
	LogSize     int      `json:"logSize"`
	LogRoot     string   `json:"logRoot"`
	Change      string   `json:"change"`
	ChangeIndex int      `json:"changeIndex"`
	ChangeProof []string `json:"changeProof"`
	Content     *string  `json:"content"` // base64; nil once it was erased
}

// writtenVersion is a version that a test has written.
type writtenVersion struct {
	seq     int
	change  audit.Change
	content []byte // salt, state and body; nil once it was erased
}

// newProofLog makes a log of that many entries.
func newProofLog(t testing.TB, size int) *proofLog {
	t.Helper()
	l := &proofLog{store: memkv.New()}
	t.Cleanup(func() { l.store.Close() })
	var err error
	if l.private, l.key, err = audit.NewKey(origin); err != nil {
		t.Fatal(err)
	}
	var versions []writtenVersion
	update(t, l.store, func(tx storage.Tx) error {
		for seq := 1; seq <= size; seq++ {
			of := versionsOf(seq)
			versions = append(versions, of...)
			var changes []audit.Change
			for _, v := range of {
				changes = append(changes, v.change)
			}
			if err := audit.Append(tx, entry(uint64(seq)), audit.Digest(changes)); err != nil {
				return err
			}
		}
		return audit.SetOrigin(tx, origin)
	})
	l.texts = entries(t, l.store)
	view(t, l.store, func(tx storage.Tx) error {
		for n := range size + 1 {
			root, err := audit.Root(tx, uint64(n))
			if err != nil {
				return err
			}
			l.roots = append(l.roots, root)
		}
		for _, v := range versions {
			proof, err := l.prove(tx, v)
			if err != nil {
				return err
			}
			l.proofs = append(l.proofs, proof)
		}
		return nil
	})
	for _, text := range l.texts {
		l.hashes = append(l.hashes, tlog.RecordHash(text))
	}
	l.checkpoint = l.sign(t, audit.Checkpoint{Origin: origin, Size: uint64(size), Root: l.roots[size]})
	return l
}

func (l *proofLog) sign(t testing.TB, c audit.Checkpoint) []byte {
	t.Helper()
	signed, err := audit.Sign(l.private, c)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// versionsOf are the versions that a commit writes: of ten commits, one writes one
// and another two.
func versionsOf(seq int) (all []writtenVersion) {
	for i := range map[int]int{0: 1, 3: 2}[seq%10] {
		content := fmt.Appendf(nil, "salt of sixteen.\x00the record %d of commit %d", i, seq)
		id := uuid.NewSHA1(uuid.Nil, content)
		change := audit.Change{Table: 6, Kind: "flow", ID: id, Version: seq, Hash: sha256.Sum256(content)}
		if seq%50 == 0 {
			content = nil
		}
		all = append(all, writtenVersion{seq, change, content})
	}
	return all
}

func (l *proofLog) prove(tx storage.Tx, v writtenVersion) ([]byte, error) {
	index, size := v.seq-1, len(l.texts)
	inclusion, err := audit.Inclusion(tx, uint64(index), uint64(size))
	if err != nil {
		return nil, err
	}
	at, changes, err := audit.ChangeInclusion(tx, uint64(v.seq), v.change)
	if err != nil {
		return nil, err
	}
	p := versionProof{
		Commit: v.seq, Entry: string(l.texts[index]), EntryIndex: index, EntryProof: inHex(inclusion),
		LogSize: size, LogRoot: hex.EncodeToString(l.roots[size][:]),
		Change: string(v.change.Leaf()), ChangeIndex: at, ChangeProof: inHex(changes),
	}
	if v.content != nil {
		content := base64.StdEncoding.EncodeToString(v.content)
		p.Content = &content
	}
	return json.Marshal(p)
}

func inHex(hashes []audit.Hash) []string {
	written := make([]string, len(hashes))
	for i, h := range hashes {
		written[i] = hex.EncodeToString(h[:])
	}
	return written
}

// proofFields are the names of the fields of a versionProof, as they are written.
var proofFields = []string{
	`"commit":`, `"entry":`, `"entryIndex":`, `"entryProof":`, `"logSize":`, `"logRoot":`,
	`"change":`, `"changeIndex":`, `"changeProof":`, `"content":`,
}

// readProof reads a proof in which every field must be there under its very name:
// encoding/json takes a name in whatever case, and passes over others.
func readProof(data []byte) (p versionProof, err error) {
	for _, name := range proofFields {
		if !bytes.Contains(data, []byte(name)) {
			return p, fmt.Errorf("the proof has no %s", name)
		}
	}
	err = json.Unmarshal(data, &p)
	return p, err
}

var changeForm = regexp.MustCompile(`^(?:erased )?[a-z-]+ [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12} [1-9][0-9]* ([0-9a-f]{64})$`)

// checkProof holds a proof to the log, step by step as docs/log-format.md says.
func (l *proofLog) checkProof(data []byte) error {
	p, err := readProof(data)
	if err != nil {
		return err
	}
	inclusion, badInclusion := fromHex(p.EntryProof)
	changes, badChanges := fromHex(p.ChangeProof)
	root, badRoot := fromHex([]string{p.LogRoot})
	if err := errors.Join(badInclusion, badChanges, badRoot); err != nil {
		return err
	}
	if p.LogSize < 0 || p.LogSize >= len(l.roots) || root[0] != l.roots[p.LogSize] {
		return errors.New("the log did not have this root")
	}
	e, err := audit.ParseEntry([]byte(p.Entry))
	if err != nil {
		return err
	}
	if e.Seq != uint64(p.Commit) || p.EntryIndex != p.Commit-1 {
		return errors.New("the numbers of the commit do not agree")
	}
	if err := tlog.CheckRecord(inclusion, int64(p.LogSize), root[0], int64(p.EntryIndex), tlog.RecordHash([]byte(p.Entry))); err != nil {
		return err
	}
	if err := tlog.CheckRecord(changes, int64(e.Changes), e.Root, int64(p.ChangeIndex), tlog.RecordHash([]byte(p.Change))); err != nil {
		return err
	}
	change := changeForm.FindStringSubmatch(p.Change)
	if change == nil {
		return errors.New("the change is malformed")
	}
	if p.Content == nil {
		return nil
	}
	content, err := base64.StdEncoding.Strict().DecodeString(*p.Content)
	sum := sha256.Sum256(content)
	if err == nil && hex.EncodeToString(sum[:]) != change[1] {
		err = errors.New("the content is not the one whose hash the log has")
	}
	return err
}

func fromHex(written []string) ([]audit.Hash, error) {
	hashes := make([]audit.Hash, len(written))
	for i, text := range written {
		h, err := hex.DecodeString(text)
		if err != nil || len(h) != len(hashes[i]) {
			return nil, fmt.Errorf("%q is no hash", text)
		}
		copy(hashes[i][:], h)
	}
	if !slices.Equal(inHex(hashes), written) {
		return nil, errors.New("a hash is not written in lower case")
	}
	return hashes, nil
}

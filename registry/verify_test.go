package registry_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// lived is a registry with a history: imports, single writes with a key, a removal,
// an erasure, a document, a signing key.
type lived struct {
	store   storage.Store
	folder  string // of the documents
	content *blob.Folder
	r       *registry.Registry

	checkpoint []byte // at the end
}

// memoryKey keeps the key of a log.
type memoryKey struct{ private string }

func (k *memoryKey) Read() (string, error) {
	if k.private == "" {
		return "", fs.ErrNotExist
	}
	return k.private, nil
}
func (k *memoryKey) Write(private string) error { k.private = private; return nil }
func (k *memoryKey) String() string             { return "memory" }

func live(t *testing.T) *lived {
	t.Helper()
	ctx := anyone()
	folder := filepath.Join(t.TempDir(), "documents")
	content, err := blob.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	l := &lived{store: memkv.New(), folder: folder, content: content}
	l.r, err = registry.Open(ctx, registry.Parts{Store: l.store, Documents: content, Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.r.Close() })
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(l.r.UseKey(ctx, &memoryKey{}))
	l.r.StageAll()
	_, err = l.r.Import(ctx, registry.Import{Sources: sources(t, "../tests/contract/harbour")})
	must(err)
	_, _, err = l.r.Upload(ctx, "", "a.txt", strings.NewReader("the signed agreement"))
	must(err)
	_, err = l.r.Record(ctx, sheet.Organizations, registry.Command{Once: &registry.Once{Key: "a"}},
		registry.Fields{"id": "x-1", "name": "X", "kind": "VENDOR", "country": "DE"})
	must(err)
	for _, country := range []string{"FR", "US"} {
		_, err = l.r.Amend(ctx, sheet.Organizations, registry.Command{ExternalID: "x-1"}, registry.Fields{"country": country})
		must(err)
	}
	_, err = l.r.Record(ctx, sheet.Organizations, registry.Command{}, registry.Fields{"id": "x-2", "name": "Y", "kind": "VENDOR", "country": "DE"})
	must(err)
	_, err = l.r.Remove(ctx, sheet.Organizations, registry.Command{ExternalID: "x-2", Reason: "by mistake"})
	must(err)
	_, err = l.r.Erase(ctx, sheet.Organizations, registry.Command{ExternalID: "x-1", Reason: "asked for"}, []int{1})
	must(err)
	c, err := l.r.Checkpoint(ctx)
	must(err)
	l.checkpoint = []byte(*c.Note)
	return l
}

// verify gives what a verification finds.
func (l *lived) verify(t *testing.T, kept []byte) (findings []string) {
	t.Helper()
	v, err := registry.Verify(anyone(), l.store, registry.Files{Documents: l.content}, kept, registry.Witness{
		Finding:  func(where, what string) { findings = append(findings, where+": "+what) },
		Progress: func(int) {},
	})
	if err != nil {
		findings = append(findings, "cannot be read: "+err.Error())
	}
	if v.Findings > len(findings) {
		t.Fatalf("%d findings, told of %d", v.Findings, len(findings))
	}
	return findings
}

func (l *lived) pairs(t *testing.T) (all []storage.Pair) {
	t.Helper()
	err := l.store.View(anyone(), func(tx storage.Tx) error {
		for pair, err := range tx.Scan(nil, nil, storage.Ascending) {
			if err != nil {
				return err
			}
			all = append(all, storage.Pair{Key: bytes.Clone(pair.Key), Value: bytes.Clone(pair.Value)})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (l *lived) edit(t *testing.T, fn func(storage.Tx) error) {
	t.Helper()
	if err := l.store.Update(anyone(), fn); err != nil {
		t.Fatal(err)
	}
}

// TestEveryChangeOfWhatIsStoredIsFound deletes every pair of a registry, and flips
// a bit in every key and every value, one at a time. What a log without a key
// lacks, only a checkpoint shows. The content for which the key of a write stands is
// no evidence of anything: a wrong one makes the key refuse a replay.
func TestEveryChangeOfWhatIsStoredIsFound(t *testing.T) {
	l := live(t)
	if found := l.verify(t, l.checkpoint); len(found) > 0 {
		t.Fatal(found)
	}
	random := rand.New(rand.NewPCG(1, 2))
	pairs := l.pairs(t)
	for _, pair := range pairs {
		restore := func(tx storage.Tx) error { return tx.Put(pair.Key, pair.Value) }
		remove := func(tx storage.Tx) error { return tx.Delete(pair.Key) }
		l.edit(t, remove)
		l.mustFind(t, pair.Key, "was deleted")
		l.edit(t, restore)
		if len(pair.Value) > 0 && pair.Key[0] != 'k' {
			bad := flipped(random, pair.Value)
			l.edit(t, func(tx storage.Tx) error { return tx.Put(pair.Key, bad) })
			l.mustFind(t, pair.Key, "has another value")
			l.edit(t, restore)
		}
		bad := flipped(random, pair.Key)
		for slices.ContainsFunc(pairs, func(other storage.Pair) bool { return bytes.Equal(other.Key, bad) }) {
			bad = flipped(random, pair.Key)
		}
		l.edit(t, remove)
		l.edit(t, func(tx storage.Tx) error { return tx.Put(bad, pair.Value) })
		l.mustFind(t, pair.Key, fmt.Sprintf("is now %x", bad))
		l.edit(t, func(tx storage.Tx) error { return tx.Delete(bad) })
		l.edit(t, restore)
	}
	t.Logf("%d pairs, three changes each", len(pairs))
	if found := l.verify(t, l.checkpoint); len(found) > 0 {
		t.Fatal(found)
	}
}

func flipped(random *rand.Rand, of []byte) []byte {
	bad := bytes.Clone(of)
	bad[random.IntN(len(bad))] ^= 1 << random.IntN(8)
	return bad
}

func (l *lived) mustFind(t *testing.T, key []byte, what string) {
	t.Helper()
	if len(l.verify(t, l.checkpoint)) == 0 {
		t.Errorf("the key %q %s, and nobody noticed", key, what)
	}
}

// TestFindingsNameWhatIsAffected damages a registry in the ways that somebody
// would, and reads what is said of it.
func TestFindingsNameWhatIsAffected(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(*testing.T, *lived)
		want   string
	}{
		"a record was changed": {func(t *testing.T, l *lived) {
			l.change(t, 'r', 1, "Fraudlens", func(v []byte) []byte { return bytes.Replace(v, []byte("Fraudlens"), []byte("Fraudless"), 1) })
		}, `organization "fraudlens"`},
		"a record was deleted": {func(t *testing.T, l *lived) {
			l.change(t, 'r', 1, "Chatwave", func([]byte) []byte { return nil })
		}, `organization "chatwave"`},
		"an index entry was deleted": {func(t *testing.T, l *lived) {
			l.change(t, 'i', 6, "", func([]byte) []byte { return nil })
		}, "is missing in the index"},
		"a commit's reason was changed": {func(t *testing.T, l *lived) {
			l.change(t, 'c', 0, "asked for", func(v []byte) []byte { return bytes.Replace(v, []byte("asked for"), []byte("by order!"), 1) })
		}, "is not the one that the log tells of"},
		"an entry of the log was changed": {func(t *testing.T, l *lived) {
			l.change(t, 'l', 0, "test", func(v []byte) []byte { return bytes.Replace(v, []byte("test"), []byte("tost"), 1) })
		}, "log entry 1: is not the one whose hash was stored"},
		"a document was changed": {func(t *testing.T, l *lived) {
			l.document(t, func(path string) error { return os.WriteFile(path, []byte("the signed agreemint"), 0o600) })
		}, "is not what was put"},
		"a document was deleted": {func(t *testing.T, l *lived) { l.document(t, os.Remove) }, "has no file"},
	} {
		t.Run(name, func(t *testing.T) {
			l := live(t)
			c.damage(t, l)
			found := strings.Join(l.verify(t, l.checkpoint), "\n")
			if !strings.Contains(found, c.want) {
				t.Errorf("want %q in\n%s", c.want, found)
			}
		})
	}
}

// change changes or deletes the first pair of a kind (and table) whose value has a
// text.
func (l *lived) change(t *testing.T, kind, table byte, text string, to func([]byte) []byte) {
	t.Helper()
	for _, pair := range l.pairs(t) {
		if pair.Key[0] != kind || table > 0 && pair.Key[1] != table || !bytes.Contains(pair.Value, []byte(text)) {
			continue
		}
		l.edit(t, func(tx storage.Tx) error {
			if value := to(pair.Value); value != nil {
				return tx.Put(pair.Key, value)
			}
			return tx.Delete(pair.Key)
		})
		return
	}
	t.Fatalf("no %c has %q", kind, text)
}

func (l *lived) document(t *testing.T, do func(path string) error) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(l.folder, "*", "*"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := do(files[0]); err != nil {
		t.Fatal(err)
	}
}

// TestARollbackIsFound goes back to an older state, which is sound by itself, and
// forks it.
func TestARollbackIsFound(t *testing.T) {
	l := live(t)
	older := l.pairs(t)
	if _, err := l.r.Record(anyone(), sheet.Organizations, registry.Command{},
		registry.Fields{"id": "x-3", "name": "Z", "kind": "VENDOR", "country": "DE"}); err != nil {
		t.Fatal(err)
	}
	c, err := l.r.Checkpoint(anyone())
	if err != nil {
		t.Fatal(err)
	}
	back := &lived{store: memkv.New(), content: l.content}
	back.edit(t, func(tx storage.Tx) (err error) {
		for _, pair := range older {
			err = errors.Join(err, tx.Put(pair.Key, pair.Value))
		}
		return err
	})
	for kept, want := range map[string]string{string(l.checkpoint): "", *c.Note: "truncated or rolled back"} {
		if found := strings.Join(back.verify(t, []byte(kept)), "\n"); found != want && (want == "" || !strings.Contains(found, want)) {
			t.Errorf("want %q in %q", want, found)
		}
	}
	back.r, err = registry.Open(anyone(), registry.Parts{Store: back.store, Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { back.r.Close() })
	if _, err := back.r.Record(anyone(), sheet.Organizations, registry.Command{},
		registry.Fields{"id": "x-4", "name": "Another", "kind": "VENDOR", "country": "DE"}); err != nil {
		t.Fatal(err)
	}
	if found := strings.Join(back.verify(t, []byte(*c.Note)), "\n"); !strings.Contains(found, "the log was rewritten") {
		t.Errorf("a fork: %q", found)
	}
}

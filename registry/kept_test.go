package registry_test

import (
	"bytes"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// logbook is what the process logs while a test runs.
type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// since gives what was logged since it was asked last.
func (l *logbook) since() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := l.text.String()
	l.text.Reset()
	return text
}

func listen(t *testing.T) *logbook {
	l, before := &logbook{}, slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(l, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return l
}

// keeping opens a registry in a store that keeps its columns in a file.
func keeping(t *testing.T, store storage.Store, file string) *registry.Registry {
	t.Helper()
	return keepingBy(t, store, file, "this program", law.Default())
}

func keepingBy(t *testing.T, store storage.Store, file, program string, l *law.Law) *registry.Registry {
	t.Helper()
	r, err := registry.Open(anyone(), registry.Parts{
		Store: store, Law: l, Clock: time.Now,
		Columns: registry.KeptColumns{Path: file, Program: func() (string, error) { return program, nil }},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What the log says of where the columns come from.
const (
	wereRead = "the columns that were kept were read"
	areUnfit = "the columns that were kept cannot be used"
	tooMuch  = "too much has changed"
	someDay  = "2021-02-01"
)

// keptColumns imports a random registry and keeps its columns.
func keptColumns(t *testing.T, seed uint64) (storage.Store, *registry.Registry, string) {
	t.Helper()
	store, file := memkv.New(), filepath.Join(t.TempDir(), "columns")
	r := keeping(t, store, file)
	if _, err := r.Import(anyone(), registry.Import{Sources: inMemory(naive.Random(seed))}); err != nil {
		t.Fatal(err)
	}
	told(t, now(t, r))
	if err := r.KeepColumns(anyone()); err != nil {
		t.Fatal(err)
	}
	return store, r, file
}

// TestWhatWasKeptIsAsIfDecidedAnew keeps the columns of random registries, goes on
// writing, and opens them again: the columns are read and caught up, follow further
// commits, are kept again, and say what is decided anew.
func TestWhatWasKeptIsAsIfDecidedAnew(t *testing.T) {
	log := listen(t)
	for seed := range uint64(40) {
		store, r, file := keptColumns(t, seed)
		random := rand.New(rand.NewPCG(seed, 11))
		for range 3 {
			if seed%2 == 0 {
				r.StageAll()
			}
			for range random.IntN(8) {
				writeSomething(anyone(), r, random)
			}
			log.since()
			again := keeping(t, store, file)
			want := told(t, now(t, keeping(t, store, "")))
			if diff := cmp.Diff(want, told(t, now(t, again))); diff != "" {
				t.Fatalf("seed %d (-anew +kept):\n%s", seed, diff)
			}
			if said := log.since(); !strings.Contains(said, wereRead) || strings.Contains(said, tooMuch) {
				t.Fatalf("seed %d: it was not read: %s", seed, said)
			}
			r = again
			writeSomething(anyone(), r, random)
			told(t, now(t, r))
			if err := r.KeepColumns(anyone()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestDamagedColumnsAreDecidedAnew cuts the file off and changes a byte at every place
// in make torture, else at every thirteenth: it is never read, nothing panics, and the
// answers are those of before. Package flat tries every bit.
func TestDamagedColumnsAreDecidedAnew(t *testing.T) {
	log := listen(t)
	store, r, file := keptColumns(t, 1)
	want := told(t, now(t, r))
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(what string, n int, content []byte, thoroughly bool) {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		log.since()
		view := now(t, keeping(t, store, file))
		if _, err := view.Summary(anyone(), civil.MustParse(someDay)); err != nil {
			t.Fatalf("%s %d: %v", what, n, err)
		}
		if said := log.since(); !strings.Contains(said, areUnfit) {
			t.Fatalf("%s %d of %d: %q", what, n, len(whole), said)
		}
		if thoroughly {
			if diff := cmp.Diff(want, told(t, view)); diff != "" {
				t.Fatalf("%s %d (-before +now):\n%s", what, n, diff)
			}
		}
	}
	step := 13
	if os.Getenv("SAFECONDUCT_TORTURE") != "" {
		step = 1
	}
	for n := 0; n < len(whole); n += step {
		ask("cut off at", n, whole[:n], n%130 == 0)
		changed := bytes.Clone(whole)
		changed[n] ^= 1 << (n % 8)
		ask("changed at", n, changed, n%130 == 0)
	}
	ask("longer than", len(whole), append(bytes.Clone(whole), 0), true)
}

// TestColumnsOfAnotherAreDecidedAnew opens a registry beside the columns of another
// registry, law, program and form, and beside those of a later state.
func TestColumnsOfAnotherAreDecidedAnew(t *testing.T) {
	log := listen(t)
	store, r, file := keptColumns(t, 1)
	_, _, another := keptColumns(t, 2)
	changed, err := law.Load(law.Embedded(), fstest.MapFS{"kenya.yaml": {Data: []byte(kenya)}})
	if err != nil {
		t.Fatal(err)
	}
	want := told(t, now(t, r))
	for _, of := range []struct {
		why string
		r   *registry.Registry
	}{
		{"another registry", keeping(t, store, another)},
		{"another law", keepingBy(t, store, file, "this program", changed)},
		{"another build", keepingBy(t, store, file, "another program", law.Default())},
	} {
		log.since()
		got := told(t, now(t, of.r))
		if said := log.since(); !strings.Contains(said, areUnfit) || !strings.Contains(said, of.why) {
			t.Errorf("%s: %q", of.why, said)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", of.why, diff)
		}
	}
}

// TestErasedContentIsNotKept erases an old version of a flow: the file is gone, and of
// one that is written afterwards, what was erased is no part.
func TestErasedContentIsNotKept(t *testing.T) {
	ctx := anyone()
	store, r, file := keptColumns(t, 1)
	page, err := now(t, r).ListFlows(ctx, nil, 0, registry.Paging{})
	if err != nil || len(page.Nodes) == 0 {
		t.Fatal(page, err)
	}
	c := registry.Command{ExternalID: page.Nodes[0].ExternalID, Reason: "a test"}
	secret := []byte("SECRET PRODUCT")
	amend := func(product string) {
		if _, err := r.Amend(ctx, sheet.Flows, c, registry.Fields{"product": product}); err != nil {
			t.Fatal(err)
		}
		told(t, now(t, r))
		if err := r.KeepColumns(ctx); err != nil {
			t.Fatal(err)
		}
	}
	amend(string(secret))
	if content, err := os.ReadFile(file); err != nil || !bytes.Contains(content, secret) {
		t.Fatalf("the product is not kept while it is there: %v", err)
	}
	amend("another")
	if _, err := r.Erase(ctx, sheet.Flows, c, []int{2}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Fatalf("the file is still there: %v", err)
	}
	told(t, now(t, r))
	if err := r.KeepColumns(ctx); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(file); err != nil || bytes.Contains(content, secret) {
		t.Fatalf("what was erased is kept, or nothing is: %v", err)
	}
	if diff := cmp.Diff(told(t, now(t, keeping(t, store, ""))), told(t, now(t, keeping(t, store, file)))); diff != "" {
		t.Errorf("(-anew +kept):\n%s", diff)
	}
}

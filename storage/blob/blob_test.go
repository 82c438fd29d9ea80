package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
)

const limit = 1 << 20

// folder is an empty folder of documents, with its path.
func folder(t *testing.T) (*blob.Folder, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "documents")
	f, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f, dir
}

func put(t rapid.TB, f *blob.Folder, content string) blob.Blob {
	t.Helper()
	b, err := f.Put(context.Background(), strings.NewReader(content), limit)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// files are the paths below a folder, folders apart.
func files(t rapid.TB, dir string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			paths = append(paths, strings.TrimPrefix(path, dir+"/"))
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return paths
}

func sumOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// TestAFolderIsAMapFromSumsToContent compares random puts, gets and removals with
// a map, and what lies in the folder too.
func TestAFolderIsAMapFromSumsToContent(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f, dir := folder(t)
		model := map[string]string{}
		content := rapid.OneOf(rapid.SampledFrom([]string{"", "a", strings.Repeat("long ", 2000)}), rapid.String())
		r.Repeat(map[string]func(*rapid.T){
			"put": func(r *rapid.T) {
				c := content.Draw(r, "content")
				b := put(t, f, c)
				head := c[:min(len(c), blob.HeadSize)]
				if b.Sum != sumOf(c) || b.Size != int64(len(c)) || string(b.Head) != head {
					r.Fatalf("put of %d bytes: %s, %d, %d bytes of head", len(c), b.Sum, b.Size, len(b.Head))
				}
				model[b.Sum] = c
			},
			"remove": func(r *rapid.T) {
				sum := sumOf(content.Draw(r, "content"))
				_, known := model[sum]
				if err := f.Remove(sum); known != (err == nil) || !known && !errors.Is(err, storage.ErrNotFound) {
					r.Fatalf("known %v: %v", known, err)
				}
				delete(model, sum)
			},
			"get": func(r *rapid.T) {
				sum := sumOf(content.Draw(r, "content"))
				want, known := model[sum]
				got, err := read(f, sum)
				if known != (err == nil) || got != want || !known && !errors.Is(err, storage.ErrNotFound) {
					r.Fatalf("known %v: %d bytes, %v", known, len(got), err)
				}
			},
			"": func(r *rapid.T) { agree(r, f, dir, model) },
		})
	})
}

func read(f *blob.Folder, sum string) (string, error) {
	file, err := f.Get(sum)
	if err != nil {
		return "", err
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	return string(content), err
}

// agree fails unless the folder holds what the model does and nothing else.
func agree(r *rapid.T, f *blob.Folder, dir string, model map[string]string) {
	var sums, want []string
	for sum, err := range f.All() {
		if err != nil {
			r.Fatal(err)
		}
		if err := f.Check(sum, int64(len(model[sum]))); err != nil {
			r.Fatal(err)
		}
		sums = append(sums, sum)
	}
	for _, sum := range slices.Sorted(maps.Keys(model)) {
		want = append(want, sum[:2]+"/"+sum)
	}
	if !slices.Equal(sums, slices.Sorted(maps.Keys(model))) || !slices.Equal(files(r, dir), want) {
		r.Fatalf("all: %v, files: %v, want %v", sums, files(r, dir), want)
	}
}

// TestWhatCannotBeKeptLeavesNothingBehind puts content that breaks off, is too
// long, or comes after the caller has gone.
func TestWhatCannotBeKeptLeavesNothingBehind(t *testing.T) {
	gone, leave := context.WithCancel(context.Background())
	leave()
	broken := errors.New("the line is broken")
	for name, c := range map[string]struct {
		ctx  context.Context
		from io.Reader
		want func(error) bool
	}{
		"broken off": {context.Background(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), func(err error) bool {
			return errors.Is(err, broken)
		}},
		"too long": {context.Background(), bytes.NewReader(make([]byte, limit+1)), func(err error) bool {
			var large *blob.TooLarge
			return errors.As(err, &large) && large.Limit == limit
		}},
		"without end": {context.Background(), zeros{}, func(err error) bool {
			var large *blob.TooLarge
			return errors.As(err, &large)
		}},
		"gone": {gone, strings.NewReader("late"), func(err error) bool { return errors.Is(err, context.Canceled) }},
	} {
		f, dir := folder(t)
		if b, err := f.Put(c.ctx, c.from, limit); !c.want(err) || b.Sum != "" {
			t.Errorf("%s: %v, %v", name, b, err)
		}
		if left := files(t, dir); len(left) > 0 {
			t.Errorf("%s: left behind: %v", name, left)
		}
	}
	f, _ := folder(t)
	if _, err := f.Put(context.Background(), bytes.NewReader(make([]byte, limit)), limit); err != nil {
		t.Errorf("as long as the limit: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestNoSumLeadsOutOfTheFolder(t *testing.T) {
	f, dir := folder(t)
	known := put(t, f, "inside").Sum
	secret := filepath.Join(filepath.Dir(dir), "secret")
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := strings.Repeat("a", 64)
	if err := os.Mkdir(filepath.Join(dir, "aa"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(dir, "aa", link)); err != nil {
		t.Fatal(err)
	}
	named := []string{
		"", ".", "..", "../secret", "/etc/passwd", secret, known[:2], known + "/", "./" + known, known[:2] + "/" + known, known[:63], known + "0",
		strings.ToUpper(known), "..//////////////////////////////////////////////////////////secret", known[:63] + "\x00", known[:63] + "/", link,
	}
	never := func(t rapid.TB, sum string) {
		if sum == known {
			return
		}
		if _, err := f.Get(sum); err == nil {
			t.Errorf("%q can be read", sum)
		}
		if err := f.Check(sum, 6); err == nil || errors.Is(err, blob.ErrDamaged) {
			t.Errorf("%q is checked: %v", sum, err)
		}
		if err := f.Remove(sum); err == nil {
			t.Errorf("%q can be removed", sum)
		}
	}
	for _, sum := range named {
		never(t, sum)
	}
	rapid.Check(t, func(r *rapid.T) {
		never(t, strings.Join(rapid.SliceOf(rapid.SampledFrom(append(named, "a", "/", `\`, known[:62]))).Draw(r, "parts"), ""))
		never(t, rapid.StringN(64, 64, -1).Draw(r, "sum"))
	})
	if content, err := os.ReadFile(secret); err != nil || string(content) != "secret" {
		t.Errorf("outside: %q, %v", content, err)
	}
	if got, err := read(f, known); err != nil || got != "inside" {
		t.Errorf("inside: %q, %v", got, err)
	}
}

func TestFilesArePrivate(t *testing.T) {
	f, dir := folder(t)
	b := put(t, f, "private")
	for path, mode := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, b.Sum[:2]): 0o700, filepath.Join(dir, b.Sum[:2], b.Sum): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestDamageIsFoundAndMendedByPuttingAgain(t *testing.T) {
	f, dir := folder(t)
	b := put(t, f, "the agreement")
	path := filepath.Join(dir, b.Sum[:2], b.Sum)
	for _, damaged := range []string{"the agreemenT", "", "the agreement "} {
		if err := os.WriteFile(path, []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := f.Check(b.Sum, b.Size); !errors.Is(err, blob.ErrDamaged) {
			t.Errorf("%q: %v", damaged, err)
		}
	}
	put(t, f, "the agreement")
	if err := f.Check(b.Sum, b.Size); err != nil {
		t.Error(err)
	}
	if err := f.Check(b.Sum, b.Size+1); !errors.Is(err, blob.ErrDamaged) {
		t.Errorf("of another size: %v", err)
	}
}

func TestWhatIsRemovedStaysInNoOtherLink(t *testing.T) {
	f, dir := folder(t)
	b := put(t, f, "personal data")
	other := filepath.Join(t.TempDir(), "copy")
	if err := os.Link(filepath.Join(dir, b.Sum[:2], b.Sum), other); err != nil {
		t.Fatal(err)
	}
	if err := f.Remove(b.Sum); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(other); err != nil || len(content) > 0 {
		t.Errorf("the other link has %q, %v", content, err)
	}
}

func TestAFileIsNoFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "documents")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := blob.Open(path); err == nil || !strings.Contains(err.Error(), "no folder") {
		t.Error(err)
	}
}

// TestEqualContentAtOnce puts the same content from many sides while the folder
// is swept of everything unused.
func TestEqualContentAtOnce(t *testing.T) {
	f, dir := folder(t)
	ctx, done := context.WithTimeout(context.Background(), 30*time.Second)
	defer done()
	errs := make(chan error)
	const writers, rounds = 8, 20
	for range writers {
		go func() {
			for i := range rounds {
				b, err := f.Put(ctx, strings.NewReader(fmt.Sprint("content ", i)), limit)
				if err == nil {
					err = f.Check(b.Sum, b.Size)
				}
				errs <- err
			}
		}()
	}
	go func() {
		for ctx.Err() == nil {
			if n, err := f.Sweep(ctx, time.Hour, time.Now(), nobody); n > 0 || err != nil && ctx.Err() == nil {
				t.Errorf("swept %d, %v", n, err)
				return
			}
		}
	}()
	for range writers * rounds {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if left := files(t, dir); len(left) != rounds {
		t.Errorf("%d files of %d contents: %v", len(left), rounds, left)
	}
}

func nobody(string) (bool, error) { return false, nil }

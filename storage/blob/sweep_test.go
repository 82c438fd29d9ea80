package blob_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
)

// age makes a file of the folder two hours old.
func age(t *testing.T, dir, name string) {
	t.Helper()
	then := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(filepath.Join(dir, name), then, then); err != nil {
		t.Fatal(err)
	}
}

func TestASweepTakesWhatIsOldAndUnused(t *testing.T) {
	f, dir := folder(t)
	used, unused, young := put(t, f, "used").Sum, put(t, f, "unused").Sum, put(t, f, "young").Sum
	write := func(name string) {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"new-left", "new-under-way", "notes.txt"} {
		write(name)
	}
	for _, name := range []string{used[:2] + "/" + used, unused[:2] + "/" + unused, "new-left", "notes.txt"} {
		age(t, dir, name)
	}
	isUsed := func(sum string) (bool, error) { return sum == used, nil }
	removed, err := f.Sweep(context.Background(), time.Hour, time.Now(), isUsed)
	if removed != 2 || err != nil {
		t.Errorf("removed %d, %v", removed, err)
	}
	for name, want := range map[string]bool{
		used[:2] + "/" + used: true, young[:2] + "/" + young: true, "new-under-way": true, "notes.txt": true,
		unused[:2] + "/" + unused: false, "new-left": false,
	} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s: kept %v, want %v", name, err == nil, want)
		}
	}
}

// TestASweepSparesWhatIsPutAgain puts old content again at the worst moment: it
// has been found unused and is about to go.
func TestASweepSparesWhatIsPutAgain(t *testing.T) {
	f, dir := folder(t)
	b := put(t, f, "an old draft")
	age(t, dir, b.Sum[:2]+"/"+b.Sum)
	removed, err := f.Sweep(context.Background(), time.Hour, time.Now(), func(string) (bool, error) {
		put(t, f, "an old draft")
		return false, nil
	})
	if removed != 0 || err != nil {
		t.Errorf("removed %d, %v", removed, err)
	}
	if err := f.Check(b.Sum, b.Size); err != nil {
		t.Error(err)
	}
}

func TestASweepThatCannotAskRemovesNothing(t *testing.T) {
	f, dir := folder(t)
	if removed, err := f.Sweep(context.Background(), 0, time.Now(), nobody); removed != 0 || err != nil {
		t.Errorf("before there is a folder: %d, %v", removed, err)
	}
	b := put(t, f, "kept")
	age(t, dir, b.Sum[:2]+"/"+b.Sum)
	gone := errors.New("the store is gone")
	removed, err := f.Sweep(context.Background(), time.Hour, time.Now(), func(string) (bool, error) { return false, gone })
	if removed != 0 || !errors.Is(err, gone) {
		t.Errorf("removed %d, %v", removed, err)
	}
	if err := f.Check(b.Sum, b.Size); err != nil {
		t.Error(err)
	}
}

func TestAFullDiskIsToldAndLeavesNothing(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("NOT RUN: a small disk of its own needs the right to mount one: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	dir := filepath.Join(disk, "documents")
	f, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Put(context.Background(), zeros{}, 8*limit); !errors.Is(err, storage.ErrFull) {
		t.Errorf("on a full disk: %v", err)
	}
	if left := files(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	put(t, f, strings.Repeat("there is room ", 1000))
}

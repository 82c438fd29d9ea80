package registry_test

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/storage/table"
)

// allFlows are the files of a registry with many flows.
func allFlows(rows ...string) []sheet.Source {
	return []sheet.Source{
		source("organizations.csv", sheet.Organizations, parties()),
		source("flows.csv", sheet.Flows, flowHeader+strings.Join(rows, "")),
	}
}

// someChanged are its files later on: some flows stay at home, and one is new, as is who
// imports it.
func someChanged() []sheet.Source {
	rows := staging()
	for i := staged - 40; i < staged; i++ { // nobody passes on what came through these
		rows[i] = strings.Replace(rows[i], fmt.Sprintf(",v%d,", i%5), fmt.Sprintf(",p%d,", (i+1)%7), 1)
	}
	files := allFlows(append(rows, "new,New,p1,CONTROLLER,v9,PROCESSOR,\n")...)
	files[0] = source("organizations.csv", sheet.Organizations, parties()+"v9,Vendor 9,VENDOR,IN\n")
	return files
}

// TestAnImportThatChangesLittleIsFollowed imports all flows again, too many for one
// transaction, of which few have changed, and counts the keys that are read to decide: of
// the state after it, of the one before, and of the one after from what was kept before.
func TestAnImportThatChangesLittleIsFollowed(t *testing.T) {
	ctx, log := anyone(), listen(t)
	store, file := &counting{Store: memkv.New()}, filepath.Join(t.TempDir(), "columns")
	r := keeping(t, store, file)
	defer r.Close()
	if _, err := r.Import(ctx, registry.Import{Sources: allFlows(staging()...)}); err != nil {
		t.Fatal(err)
	}
	first, then := now(t, r), time.Now()
	before := told(t, first)
	if err := r.KeepColumns(ctx); err != nil {
		t.Fatal(err)
	}
	for !time.Now().Truncate(time.Millisecond).After(then) {
		runtime.Gosched() // commits are told apart by milliseconds
	}
	if _, err := r.Import(ctx, registry.Import{Sources: someChanged()}); err != nil {
		t.Fatal(err)
	}
	decides := func(what string, view *registry.View) {
		t.Helper()
		read := store.read.Load()
		if _, err := view.Summary(ctx, 0); err != nil {
			t.Fatal(err)
		}
		if read = store.read.Load() - read; read > staged/2 {
			t.Errorf("%s: %d keys were read to decide %d flows", what, read, staged)
		}
	}
	decides("after the import", now(t, r))
	later := keeping(t, store, file)
	decides("from what was kept", now(t, later))
	again := keeping(t, store, "")
	want := told(t, now(t, again))
	if slices.Equal(want, before) {
		t.Fatal("the import changed nothing: the test tests nothing")
	}
	for what, r := range map[string]*registry.Registry{"followed": r, "kept": later} {
		if diff := cmp.Diff(want, told(t, now(t, r))); diff != "" {
			t.Errorf("(-anew +%s):\n%s", what, diff)
		}
	}
	earlier, err := again.AsKnownAt(ctx, then, registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	decides("before the import", earlier)
	if diff := cmp.Diff(before, told(t, earlier)); diff != "" {
		t.Errorf("(-then +from the latest):\n%s", diff)
	}
	changed, err := now(t, r).FlagsSince(ctx, then, nil)
	if err != nil || !changed.Complete || changed.FlaggedCount() != 1 || changed.ClearedCount() != 40 {
		t.Errorf("since then it is told %+v, %v", changed, err)
	}
	if said := log.since(); strings.Contains(said, tooMuch) {
		t.Errorf("it was decided anew: %s", said)
	}
	isSound(t, store)
}

// TestAnImportThatNamesNothingIsNotFollowed has an import name nothing, as those of earlier
// builds did: all flows are decided anew, after it and before it.
func TestAnImportThatNamesNothingIsNotFollowed(t *testing.T) {
	ctx, log := anyone(), listen(t)
	store := memkv.New()
	r := keeping(t, store, "")
	defer r.Close()
	if _, err := r.Import(ctx, registry.Import{Sources: allFlows(staging()...)}); err != nil {
		t.Fatal(err)
	}
	before := told(t, now(t, r))
	if _, err := r.Import(ctx, registry.Import{Sources: someChanged()}); err != nil {
		t.Fatal(err)
	}
	second := now(t, r)
	nameNothing(t, store, second.At())
	again := keeping(t, store, "")
	after := told(t, now(t, again))
	if slices.Equal(after, before) {
		t.Fatal("the import changed nothing: the test tests nothing")
	}
	log.since()
	for _, made := range []struct {
		what string
		view *registry.View
		want []string
	}{
		{"after it", second, after},
		{"before it", again.After(second.At() - 1), before},
	} {
		if diff := cmp.Diff(made.want, told(t, made.view)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", made.what, diff)
		}
		if said := log.since(); !strings.Contains(said, tooMuch) {
			t.Errorf("%s it was not decided anew: %s", made.what, said)
		}
	}
}

// nameNothing takes the names out of a commit.
func nameNothing(t *testing.T, store storage.Store, commit int) {
	t.Helper()
	key := binary.BigEndian.AppendUint64([]byte("c"), uint64(commit))
	err := store.Update(anyone(), func(tx storage.Tx) error {
		value, err := tx.Get(key)
		if err != nil {
			return err
		}
		var c table.Commit
		if err := cbor.Unmarshal(value, &c); err != nil {
			return err
		}
		if !c.NamesAll() || c.Batch == 0 {
			t.Errorf("commit %d is no staged import that names what it changed: %+v", commit, c)
		}
		c.Changes = nil
		if value, err = cbor.Marshal(c); err != nil {
			return err
		}
		return tx.Put(key, value)
	})
	if err != nil {
		t.Fatal(err)
	}
}

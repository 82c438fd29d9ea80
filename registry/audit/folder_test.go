package audit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// files are the parts of a log by their paths, as /log/ serves them.
type files map[string][]byte

// parts are those of the log with its checkpoint.
func (l *proofLog) parts(t testing.TB) files {
	t.Helper()
	all := files{"key": []byte(l.key), "checkpoint": l.checkpoint}
	view(t, l.store, func(tx storage.Tx) error {
		size, err := audit.Size(tx)
		if err != nil {
			return err
		}
		for level, hashes := 0, int(size); hashes > 0; level, hashes = level+1, hashes>>8 {
			for n := 0; n<<8 < hashes; n++ {
				width := min(256, hashes-n<<8)
				tile, err := audit.Tile(tx, level, uint64(n), width)
				if err != nil {
					return err
				}
				all[audit.Path{Level: level, N: uint64(n), Width: width}.String()] = tile
				if level > 0 {
					continue
				}
				bundle, err := audit.Bundle(tx, uint64(n), width)
				if err != nil {
					return err
				}
				all[audit.Path{Entries: true, N: uint64(n), Width: width}.String()] = bundle
			}
		}
		return nil
	})
	return all
}

// folder writes the parts.
func (f files) folder(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	for path, data := range f {
		file := filepath.Join(folder, filepath.FromSlash(path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, data, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// served is what the package finds in the parts; an error where one is not there.
func (f files) served(kept []byte) (found []string, err error) {
	log := audit.Served{Get: func(path string) ([]byte, error) {
		data, found := f[path]
		if !found {
			return nil, fmt.Errorf("%s: %w", path, storage.ErrNotFound)
		}
		return data, nil
	}}
	_, err = log.Check(kept, func(_ uint64, what string) { found = append(found, what) })
	return found, err
}

// verify runs docs/verify.py.
func verify(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), findPython(t), append([]string{"../../docs/verify.py"}, args...)...)
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), string(out)
}

// forged is a log of any texts, with their hashes and a signature by the key of l:
// what a keeper of the log could make of it.
func (l *proofLog) forged(t testing.TB, texts [][]byte) files {
	t.Helper()
	f := *l
	f.store = memkv.New()
	t.Cleanup(func() { f.store.Close() })
	update(t, f.store, func(tx storage.Tx) error {
		var hashes []audit.Hash
		read := tlog.HashReaderFunc(func(indexes []int64) (found []audit.Hash, err error) {
			for _, i := range indexes {
				found = append(found, hashes[i])
			}
			return found, nil
		})
		for i, text := range texts {
			made, err := tlog.StoredHashes(int64(i), text, read)
			if err != nil {
				return err
			}
			for _, hash := range made {
				if err := tx.Put(hashKey(int64(len(hashes))), hash[:]); err != nil {
					return err
				}
				hashes = append(hashes, hash)
			}
			if err := tx.Put(entryKey(uint64(i)), text); err != nil {
				return err
			}
		}
		return nil
	})
	f.checkpoint = l.sign(t, audit.Checkpoint{Origin: origin, Size: uint64(len(texts)), Root: naive(texts)})
	return f.parts(t)
}

// TestThePythonVerifierFindsWhatIsWrong hands whole logs to it, and to the package's
// check of what is served.
func TestThePythonVerifierFindsWhatIsWrong(t *testing.T) {
	findPython(t)
	l := newProofLog(t, 600)
	at := func(n int) []byte {
		return l.sign(t, audit.Checkpoint{Origin: origin, Size: uint64(n), Root: l.roots[n]})
	}
	kept := files{
		"half": at(300), "none": at(0), "proof": l.proofs[7],
		"fork": l.sign(t, audit.Checkpoint{Origin: origin, Size: 300, Root: l.roots[299]}),
	}
	given := kept.folder(t)
	flip := func(path string, at int) func(files) {
		return func(f files) { f[path] = bytes.Clone(f[path]); f[path][at] ^= 1 }
	}
	remove := func(path string) func(files) { return func(f files) { delete(f, path) } }
	exchanged := slices.Clone(l.texts)
	exchanged[3], exchanged[4] = exchanged[4], exchanged[3]
	early := slices.Clone(l.texts)
	early[7] = bytes.Replace(early[7], []byte("time 2026"), []byte("time 2025"), 1)
	spaced := slices.Clone(l.texts)
	spaced[8] = bytes.Replace(spaced[8], []byte("seq 9"), []byte("seq 09"), 1)
	sound := l.parts(t)
	sound["tile/1/000.p/1"] = sound["tile/1/000.p/2"][:32] // an older one, as the server has it too
	for what, c := range map[string]struct {
		log    files // the sound one where there is none
		change func(files)
		args   string
		code   int
		said   string
	}{
		"a sound log":                     {said: "sound: 600 entries, 0 files, by the key in the log\n"},
		"with a key":                      {args: "--key " + l.key, said: "sound: 600 entries, 0 files, by the key given\n"},
		"with older checkpoints":          {args: "--checkpoint GIVEN/half --proof GIVEN/proof GIVEN/proof", said: "sound: 600 entries, 3 files"},
		"with the empty checkpoint":       {args: "--checkpoint GIVEN/none", said: "sound: 600 entries"},
		"an older head":                   {change: func(f files) { f["checkpoint"] = at(300) }, said: "sound: 300 entries"},
		"no entries":                      {log: l.forged(t, nil), said: "sound: 0 entries"},
		"a flipped entry":                 {change: flip("tile/entries/001", 100), code: 1, said: "entry 256: is not the one whose hash is in the tile"},
		"a flipped length":                {change: flip("tile/entries/001", 0), code: 1, said: "entry 256: is not the one"},
		"a flipped hash":                  {change: flip("tile/0/002.p/88", 33), code: 1, said: "entry 513: is not the one"},
		"a flipped hash above":            {change: flip("tile/1/000.p/2", 33), code: 1, said: "tile 0 of level 1, from entry 0: has not the hashes of its entries"},
		"a flipped checkpoint":            {change: flip("checkpoint", 3), code: 1, said: "the log is not signed by " + origin},
		"no bundle":                       {change: remove("tile/entries/002.p/88"), code: 1, said: "the log tile/entries/002, 88 wide, is missing"},
		"no tile":                         {change: remove("tile/1/000.p/2"), code: 1, said: "the log tile/1/000, 2 wide, is missing"},
		"more behind a bundle":            {change: func(f files) { f["tile/entries/002.p/88"] = append(bytes.Clone(f["tile/entries/002.p/88"]), 0) }, code: 1, said: "entry 599: is followed by what is no entry"},
		"more behind a full bundle":       {change: func(f files) { f["tile/entries/001"] = append(bytes.Clone(f["tile/entries/001"]), "more"...) }, code: 1, said: "entry 511: is followed by what is no entry"},
		"more behind a tile":              {change: func(f files) { f["tile/0/001"] = append(bytes.Clone(f["tile/0/001"]), 0) }, code: 1, said: "entry 511: is followed by"},
		"more behind a tile above":        {change: func(f files) { f["tile/1/000.p/2"] = append(bytes.Clone(f["tile/1/000.p/2"]), 0) }, code: 1, said: "tile 0 of level 1"},
		"half a bundle":                   {change: func(f files) { f["tile/entries/000"] = f["tile/entries/000"][:40000] }, code: 1, said: "entry 255: is malformed"},
		"a log of the wrong root":         {change: func(f files) { f["checkpoint"] = l.sign(t, audit.Checkpoint{Origin: origin, Size: 600}) }, code: 1, said: "the log has not the root of the first 600 entries"},
		"a fork":                          {args: "--checkpoint GIVEN/fork", code: 1, said: "GIVEN/fork: has not the root of the first 300 entries"},
		"a log rolled back":               {change: func(f files) { f["checkpoint"] = at(299) }, args: "--checkpoint GIVEN/half", code: 1, said: "is of 300 entries, the log has 299: it was truncated or rolled back"},
		"a proof of more than the log":    {change: func(f files) { f["checkpoint"] = at(300) }, args: "--proof GIVEN/proof", code: 1, said: "GIVEN/proof: is of 600 entries, the log has 300"},
		"a checkpoint that is none":       {args: "--checkpoint GIVEN/proof", code: 1, said: "GIVEN/proof: is no signed note"},
		"a proof that is none":            {args: "--proof GIVEN/half", code: 1, said: "GIVEN/half: is no JSON"},
		"entries exchanged and rehashed":  {log: l.forged(t, exchanged), code: 1, said: "entry 3: is of commit 5, not of 4\nentry 4: is of commit 4, not of 5\n"},
		"an early entry, rehashed":        {log: l.forged(t, early), code: 1, said: "entry 7: is of 2025-03-01T12:00:00.004Z, before the entry that it follows, 2026-03-01T12:00:00.003Z"},
		"an improper entry, rehashed":     {log: l.forged(t, spaced), code: 1, said: "entry 8: is malformed"},
		"a key of another":                {args: "--key " + otherKey(t), code: 1, said: "the log is not signed by " + origin},
		"a key that is none":              {args: "--key k", code: 2, said: "could not be checked: the key"},
		"no checkpoint":                   {change: remove("checkpoint"), code: 2, said: "could not be checked"},
		"no key":                          {change: remove("key"), code: 2, said: "could not be checked"},
		"no file":                         {args: "--proof GIVEN/nowhere", code: 2, said: "could not be checked: [Errno 2] No such file or directory: 'GIVEN/nowhere'"},
		"a fault and no file":             {change: flip("tile/entries/001", 100), args: "--proof GIVEN/nowhere", code: 1, said: "entry 256: is not the one"},
		"a checkpoint of too many to be":  {change: func(f files) { f["checkpoint"] = l.sign(t, audit.Checkpoint{Origin: origin, Size: 1 << 60}) }, code: 1, said: "the log tile/0/002, 256 wide, is missing"},
		"a checkpoint of more than there": {change: func(f files) { f["checkpoint"] = l.sign(t, audit.Checkpoint{Origin: origin, Size: 601}) }, code: 1, said: "the log tile/0/002, 89 wide, is missing"},
	} {
		t.Run(what, func(t *testing.T) {
			log := files{}
			if c.log == nil {
				c.log = sound
			}
			for path, data := range c.log {
				log[path] = data
			}
			if c.change != nil {
				c.change(log)
			}
			args := append([]string{log.folder(t)}, strings.Fields(strings.ReplaceAll(c.args, "GIVEN", given))...)
			code, said := verify(t, args...)
			if want := strings.ReplaceAll(c.said, "GIVEN", given); code != c.code || !strings.Contains(said, want) {
				t.Errorf("exit %d: %s\nnot %d: %s", code, said, c.code, want)
			}
			if strings.Contains(c.args, "--proof") || strings.Contains(c.args, "--key") {
				return
			}
			older := kept["none"]
			if _, name, found := strings.Cut(c.args, "--checkpoint GIVEN/"); found {
				older = kept[name]
			}
			if found, err := log.served(older); err == nil && (len(found) == 0) != (code == 0) {
				t.Errorf("exit %d: %s\nthe package says %q", code, said, found)
			}
		})
	}
}

// otherKey is a key of the same origin.
func otherKey(t *testing.T) string {
	t.Helper()
	_, public, err := audit.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	return public
}

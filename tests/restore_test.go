package tests

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// checks is what check says as JSON on 20 days.
func checks(t *testing.T, data string) (all []string) {
	t.Helper()
	for i := range 20 {
		r := run(t, "check", "--data", data, "--as-of", fmt.Sprintf("%d-07-16", 2007+i), "--format", "json")
		if r.code == 2 {
			t.Fatal(r.stderr)
		}
		all = append(all, r.stdout)
	}
	return all
}

// step is a state of a registry: what it answered then, and when that was.
type step struct {
	moment string
	checks []string
	root   string // of the log, in hexadecimal
	size   int
}

// stepOf notes what a served registry answers now.
func stepOf(t *testing.T, s *server) step {
	t.Helper()
	var got struct {
		Checkpoint struct {
			Root string
			Size int
		}
	}
	if errs := s.graphQL(t, `{ checkpoint { root size } }`, "", nil, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	moment := time.Now().UTC()
	for !time.Now().After(moment.Add(time.Millisecond)) {
		continue // what is written next has a later time: moments count in milliseconds
	}
	return step{moment.Format(time.RFC3339Nano), checks(t, s.data), got.Checkpoint.Root, got.Checkpoint.Size}
}

// TestRestoreAsOfAMomentGivesTheOldAnswers writes in steps: mutations, an import
// that is staged, documents. Each step comes back out of the last backup, with the
// log of then, and nothing of later is in its files.
func TestRestoreAsOfAMomentGivesTheOldAnswers(t *testing.T) {
	before := time.Now().UTC().Format(time.RFC3339)
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	var steps []step
	write := func(what func()) {
		what()
		steps = append(steps, stepOf(t, s))
	}
	write(func() { mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...) })
	write(func() { amend(t, s, "2023-05-04"); s.upload(t, "?name=early.txt", "an early document") })
	write(func() { mustRun(t, "import", "--data", s.data, "--kind", "organizations", manyParties(t)) })
	write(func() { amend(t, s, "2023-08-20") })
	write(func() { s.upload(t, "?name=late.txt", "a late document"); record(t, s, "Latecomers Limited") })
	file := backedUp(t, "--data", s.data)
	if slices.Equal(steps[0].checks, steps[1].checks) || slices.Equal(steps[2].checks, steps[3].checks) {
		t.Fatal("the steps make no difference: the test tests nothing")
	}
	latest := time.Now().UTC().Format(time.RFC3339Nano)
	for i, then := range append(steps, step{latest, steps[4].checks, steps[4].root, steps[4].size}) {
		data := restored(t, file, s.data, "--at", then.moment)
		if late := len(inFiles(t, data, "Latecomers")) > 0; late != (i >= 4) {
			t.Errorf("step %d: what was recorded last is in its files: %v", i, late)
		}
		if found, want := len(kept(t, data)), []int{0, 1, 1, 1, 2, 2}[i]; found != want {
			t.Errorf("step %d has %d documents, not %d", i, found, want)
		}
		again := serve(t, data)
		now := stepOf(t, again)
		if !slices.Equal(now.checks, then.checks) {
			t.Errorf("step %d answers %.300s, not %.300s", i, now.checks, then.checks)
		}
		if now.root != then.root || now.size != then.size {
			t.Errorf("step %d: the log has %d entries and the root %s, not %d and %s", i, now.size, now.root, then.size, then.root)
		}
		if code := record(t, again, "goes on"); code != "" {
			t.Errorf("step %d does not go on: %s", i, code)
		}
		mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
		again.stop(t)
	}
	mustNotRestore(t, 2, "there was nothing yet: the first commit is of ", file, "--at", before)
	mustNotRestore(t, 2, "at: is in the future: it is ", file, "--at", "2999-01-01T00:00:00Z")
	mustNotRestore(t, 2, "is no moment: expected RFC 3339", file, "--at", "yesterday")
	mustNotRestore(t, 2, "is no moment: expected RFC 3339", file, "--at", "")
}

// manyParties is a file of so many organizations that their import is staged.
func manyParties(t *testing.T) string {
	t.Helper()
	rows := "id,name,kind,country\n"
	for i := range 5001 {
		rows += fmt.Sprintf("many-%d,Many %d,VENDOR,DE\n", i, i)
	}
	return written(t, rows)
}

// inFiles are the files of a folder that have some bytes in them.
func inFiles(t *testing.T, dir, text string) (names []string) {
	t.Helper()
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(text)) {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestWhatWasErasedDoesNotComeBack refuses states of which something was erased
// since, by the commit and its time, and no others.
func TestWhatWasErasedDoesNotComeBack(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	amend(t, s, "2023-05-04")
	intact := stepOf(t, s)
	amend(t, s, "2023-08-20")
	amend(t, s, "2023-08-21")
	gone := stepOf(t, s)
	erase := func(versions string) step {
		t.Helper()
		errs := s.graphQL(t, `mutation { erase(kind: AGREEMENT, externalId: "dpa-gracht", reason: "a mistake", versions: [`+versions+`]) }`, "", nil, nil)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		return stepOf(t, s)
	}
	erased := erase("3")
	file := backedUp(t, "--data", s.data)
	times := commitTimes(t, s)
	for _, then := range []step{intact, erased} { // what was erased was written after the first of them
		if got := checks(t, restored(t, file, s.data, "--at", then.moment)); !slices.Equal(got, then.checks) {
			t.Errorf("answers %.300s, not %.300s", got, then.checks)
		}
	}
	words := fmt.Sprintf("content of then was erased by commit %d at %s", erased.size, millis(t, times[erased.size-1]))
	mustNotRestore(t, 2, words, file, "--at", gone.moment)
	again := erase("2")
	_, sum, _ := s.upload(t, "", "a document of a person")
	documented := stepOf(t, s)
	if errs := s.graphQL(t, `mutation($s: String!) { eraseDocument(sha256: $s, reason: "asked to") { sha256 } }`, "", map[string]any{"s": sum}, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
	last := stepOf(t, s)
	file = backedUp(t, "--data", s.data)
	words = fmt.Sprintf("content of then was erased by commit %d at ", again.size)
	for _, then := range []step{intact, gone, erased} {
		mustNotRestore(t, 2, words, file, "--at", then.moment)
	}
	mustNotRestore(t, 2, fmt.Sprintf("content of then was erased by commit %d at ", last.size), file, "--at", documented.moment)
	for _, then := range []step{again, last} {
		restored(t, file, s.data, "--at", then.moment)
	}
	if found := inFiles(t, restored(t, file, s.data), "a document of a person"); len(found) > 0 {
		t.Errorf("what was erased is in %v", found)
	}
}

// millis writes a moment as commands do: without zeros at its end.
func millis(t *testing.T, moment string) string {
	t.Helper()
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		t.Fatal(err)
	}
	return at.Format(time.RFC3339Nano)
}

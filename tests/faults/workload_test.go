package faults

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// workload is a recording with what was acknowledged in it.
type workload struct {
	*recording
	owed []owed
}

// owed is a claim that holds from the moment when the world is told a word.
type owed struct {
	word  string
	claim claim
}

const secret = "the name of a person that is to be erased"

// record records an import, then a server that takes mutations one by one and at
// once, a document, and an erasure with its compaction; then a second import.
func record(t *testing.T) *workload {
	t.Helper()
	base, traces := t.TempDir(), t.TempDir()
	data := filepath.Join(base, "data")
	w := &workload{recording: newRecording(base)}
	trace := func(name string) string { return filepath.Join(traces, name) }
	w.owe("flows: 17 created", sampleThere)
	w.imports(t, trace("import"), importing(t, data))
	s, why := start(t, "strace", append(straced(trace("serve"), writing, program), serving(data)...)...)
	if s == nil {
		t.Fatal(why)
	}
	w.mutate(t, s)
	s.stop(t)
	w.add(t, readTrace(t, trace("serve")))
	more := filepath.Join(t.TempDir(), "organizations.csv")
	if err := os.WriteFile(more, []byte("id,name,kind,country\nlate,Late,VENDOR,DE\nr-1,Changed again,VENDOR,DE\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.owe("organizations: 1 created, 1 changed", named("late", "Late"))
	w.imports(t, trace("again"), []string{"import", "--data", data, more})
	for _, o := range w.owed {
		if w.told(o.word) < 0 {
			t.Fatalf("nobody was told %q: the recording records nothing", o.word)
		}
	}
	return w
}

// imports runs an import to its end and records it.
func (w *workload) imports(t *testing.T, trace string, args []string) {
	t.Helper()
	r := command(t, "strace", append(straced(trace, writing, program), args...)...)
	if r.code != 0 {
		t.Fatalf("import: %d %s", r.code, r.stderr)
	}
	w.add(t, readTrace(t, trace))
}

func (w *workload) owe(word string, c claim) { w.owed = append(w.owed, owed{word, c}) }

// told is the step that told the world a word, -1 for none.
func (w *workload) told(word string) int {
	for n, s := range w.steps {
		if s.kind == say && strings.Contains(s.said, word) {
			return n
		}
	}
	return -1
}

// owedAfter are the claims that hold after some steps.
func (w *workload) owedAfter(steps int) (claims []claim) {
	for _, o := range w.owed {
		if at := w.told(o.word); at >= 0 && at < steps {
			claims = append(claims, o.claim)
		}
	}
	return claims
}

// mutate sends mutations whose answers bear a word each.
func (w *workload) mutate(t *testing.T, s *server) {
	send := func(word, field string) {
		a, err := s.ask(fmt.Sprintf("mutation { %s: %s }", word, field), nil, word)
		if err != nil || a.refusal() != "" {
			t.Errorf("%s: %v %s", field, err, a.refusal())
		}
	}
	recorded := func(id, name string) string {
		return fmt.Sprintf(`recordOrganization(input: {externalId: %q, name: %q, kind: VENDOR, country: "DE"}) { record { id } }`, id, name)
	}
	answered := func(word string) string { return `{"` + word + `":` }
	w.owe(answered("erasable"), named("r-0", secret, "Amended"))
	send("erasable", recorded("r-0", secret))
	for i := 1; i <= 6; i++ {
		word, id := fmt.Sprint("record", i), fmt.Sprint("r-", i)
		w.owe(answered(word), named(id, "Recorded "+id, "Changed again"))
		send(word, recorded(id, "Recorded "+id))
	}
	w.owe(answered("amended"), named("r-0", "Amended"))
	send("amended", `amendOrganization(externalId: "r-0", input: {name: "Amended"}) { record { id } }`)
	w.owe(`"size":`, documentKept)
	if err := s.upload("signed.txt", document); err != nil {
		t.Fatal(err)
	}
	w.owe(answered("agreed"), agreed)
	send("agreed", fmt.Sprintf(`recordAgreement(input: {externalId: "a-1", kind: DPA, exporter: "r-1", importer: "r-2", document: %q}) { record { id } }`, sumOf(document)))
	done := make(chan struct{})
	for i := 10; i < 16; i++ {
		word, id := fmt.Sprint("atonce", i), fmt.Sprint("r-", i)
		w.owe(answered(word), named(id, "At once "+id))
		go func() { send(word, recorded(id, "At once "+id)); done <- struct{}{} }()
	}
	for range 6 {
		<-done
	}
	w.owe(answered("erased"), gone(secret))
	send("erased", `erase(kind: ORGANIZATION, externalId: "r-0", reason: "asked for")`)
	w.owe(answered("afterwards"), named("r-20", "Afterwards"))
	send("afterwards", recorded("r-20", "Afterwards"))
}

const document = "signed on both sides"

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// named holds that an organization is there under one of some names: the one that
// was acknowledged, or a later one.
func named(id string, names ...string) claim {
	return func(f *found) string {
		o, err := f.view.Organization(byOwner(), id)
		if err != nil {
			return fmt.Sprintf("LOST: organization %s: %v", id, err)
		}
		for _, name := range names {
			if o.Name == name {
				return ""
			}
		}
		return fmt.Sprintf("LOST: organization %s has the name %q, not one of %q", id, o.Name, names)
	}
}

func documentKept(f *found) string {
	d, err := f.view.Document(byOwner(), sumOf(document))
	if err == nil {
		err = f.documents.Check(d.Sum(), d.Size)
	}
	if err != nil {
		return fmt.Sprint("LOST: the document: ", err)
	}
	return ""
}

func agreed(f *found) string {
	if f.tally.agreements != sample.agreements+1 {
		return fmt.Sprintf("LOST: an agreement: %d", f.tally.agreements)
	}
	return ""
}

// gone holds that no file of the folder has a text in it any more.
func gone(text string) claim {
	return func(f *found) string {
		files, err := filepath.Glob(filepath.Join(f.dir, "*"))
		if err != nil {
			return err.Error()
		}
		for _, path := range files {
			if content, err := os.ReadFile(path); err == nil && strings.Contains(string(content), text) {
				return "LOST: an erasure: the text is still in " + filepath.Base(path)
			}
		}
		return ""
	}
}

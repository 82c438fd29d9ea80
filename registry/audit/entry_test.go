package audit_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/audit"
)

const sample = `safeconduct-entry v1
seq 7
time 2026-03-01T12:00:00.000Z
actor os:anna
verb sign
changes 1
root 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
commit 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
`

func TestAnEntryIsWrittenAsSpecified(t *testing.T) {
	e, err := audit.ParseEntry([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	want := audit.Entry{Seq: 7, Time: 1772366400000, Actor: "os:anna", Verb: "sign", Changes: 1, Root: e.Root, Commit: e.Commit}
	if e != want || e.Root[0] != 0x9f || e.Commit[31] != 0xae {
		t.Errorf("read as %+v", e)
	}
	if text, err := e.Text(); err != nil || string(text) != sample {
		t.Errorf("written as %s (%v)", text, err)
	}
}

func TestEveryEntryIsReadAsItWasWritten(t *testing.T) {
	printable := rapid.StringOfN(rapid.Rune().Filter(func(r rune) bool { return !unicode.IsControl(r) }), 1, 64, 256)
	hashes := rapid.Custom(func(t *rapid.T) audit.Hash {
		return audit.Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "hash"))
	})
	rapid.Check(t, func(t *rapid.T) {
		e := audit.Entry{
			Seq:     rapid.Uint64Min(1).Draw(t, "seq"),
			Time:    rapid.Int64Range(-62167219200000, 253402300799999).Draw(t, "time"),
			Actor:   printable.Draw(t, "actor"),
			Verb:    rapid.StringMatching("[a-z-]{1,64}").Draw(t, "verb"),
			Changes: rapid.IntMin(1).Draw(t, "changes"),
			Root:    hashes.Draw(t, "root"),
			Commit:  hashes.Draw(t, "commit"),
		}
		text, err := e.Text()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := audit.ParseEntry(text); err != nil || again != e {
			t.Errorf("%s is read as %+v (%v)", text, again, err)
		}
	})
}

func TestAnEntryRefusesWhatCouldNotBeReadBack(t *testing.T) {
	for what, change := range map[string]func(*audit.Entry){
		"no seq":                 func(e *audit.Entry) { e.Seq = 0 },
		"a year of five digits":  func(e *audit.Entry) { e.Time = 253402300800000 },
		"a year before 0":        func(e *audit.Entry) { e.Time = -62167219200001 },
		"no actor":               func(e *audit.Entry) { e.Actor = "" },
		"a long actor":           func(e *audit.Entry) { e.Actor = strings.Repeat("é", 129) },
		"an actor of two lines":  func(e *audit.Entry) { e.Actor = "os:anna\nverb erase" },
		"an actor that deletes":  func(e *audit.Entry) { e.Actor = "os:anna\x7f" },
		"an actor of no text":    func(e *audit.Entry) { e.Actor = "os:\xff" },
		"no verb":                func(e *audit.Entry) { e.Verb = "" },
		"a verb of two words":    func(e *audit.Entry) { e.Verb = "sign off" },
		"a long verb":            func(e *audit.Entry) { e.Verb = strings.Repeat("a", 65) },
		"less than no changes":   func(e *audit.Entry) { e.Changes = -1 },
		"a root without changes": func(e *audit.Entry) { e.Changes = 0 },
	} {
		e, err := audit.ParseEntry([]byte(sample))
		if err != nil {
			t.Fatal(err)
		}
		change(&e)
		if text, err := e.Text(); err == nil {
			t.Errorf("%s is written: %s", what, text)
		}
	}
}

func TestNothingButAnEntryIsRead(t *testing.T) {
	for from, to := range map[string]string{
		"v1":              "v2",
		"seq 7":           "seq 07",
		"seq 7\n":         "seq +7\n",
		"seq ":            "seq  ",
		"12:00:00.000Z":   "12:00:00Z",
		".000Z":           ".0000Z",
		"00.000Z":         "00,000Z",
		"000Z":            "000+00:00",
		"2026-03-01":      "2026-02-30",
		"changes 1":       "changes -1",
		"changes 1\n":     "changes 0\n",
		"9f86":            "9F86",
		"a08\n":           "a0\n",
		"e7ae\n":          "e7ae",
		"commit 2":        "commit g",
		"actor os:anna":   "actor ",
		"verb sign":       "verb Sign",
		"os:anna\n":       "os:anna\r\n",
		"\nactor":         "\n\nactor",
		"66e7ae\n":        "66e7ae\n\n",
		"verb sign\n":     "",
		"actor os:anna\n": "actor os:anna\nactor os:anna\n",
	} {
		text := strings.Replace(sample, from, to, 1)
		if text == sample {
			t.Fatalf("%q is not in the sample", from)
		}
		if e, err := audit.ParseEntry([]byte(text)); err == nil {
			t.Errorf("%q in the place of %q is read as %+v", to, from, e)
		}
	}
}

func FuzzParseEntry(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte(strings.Replace(sample, "changes 1", "changes 99999999999999999999", 1)))
	f.Add([]byte(strings.Replace(sample, "2026", "0000", 1)))
	f.Add([]byte("safeconduct-entry v1\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := audit.ParseEntry(text)
		if err != nil {
			return
		}
		if again, err := e.Text(); err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q is read and written as %q (%v)", text, again, err)
		}
	})
}

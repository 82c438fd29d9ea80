package audit_test

import (
	"bytes"
	"crypto/sha256"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"github.com/safeconduct/safeconduct/registry/audit"
)

const origin = "safeconduct/0193f0c2-7d5e-7c3a-9a54-0f6f2b6f8a11"

var checkpoint = audit.Checkpoint{Origin: origin, Size: 200, Root: sha256.Sum256([]byte("root"))}

func signedCheckpoint(t *testing.T) (signed []byte, public string) {
	t.Helper()
	private, public, err := audit.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	if signed, err = audit.Sign(private, checkpoint); err != nil {
		t.Fatal(err)
	}
	return signed, public
}

func TestACheckpointIsANoteThatOthersCanOpen(t *testing.T) {
	signed, public := signedCheckpoint(t)
	verifier, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	want := origin + "\n200\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\n"
	if err != nil || opened.Text != want {
		t.Errorf("the note is %+v (%v)", opened, err)
	}
	if got, err := audit.Open(signed, public); err != nil || got != checkpoint {
		t.Errorf("it is opened as %+v (%v)", got, err)
	}
}

func TestACheckpointWithAFlippedBitIsNotOpened(t *testing.T) {
	signed, public := signedCheckpoint(t)
	for i := range len(signed) * 8 {
		flipped := bytes.Clone(signed)
		flipped[i/8] ^= 1 << (i % 8)
		if got, err := audit.Open(flipped, public); err == nil {
			t.Errorf("with the bit %d flipped it is opened as %+v:\n%s", i, got, flipped)
		}
	}
}

// TestWhatIsNoCheckpointIsNotReadAsOne: who signed it does not count, what it is does.
func TestWhatIsNoCheckpointIsNotReadAsOne(t *testing.T) {
	signed, _ := signedCheckpoint(t)
	if got, err := audit.ReadSigned(signed); err != nil || got != checkpoint {
		t.Errorf("it is read as %+v (%v)", got, err)
	}
	for name, text := range map[string]string{
		"nothing": "", "a word": "checkpoint", "a text without a signature": checkpoint.Text(), "half of it": string(signed[:len(signed)/2]),
		"another text": strings.Replace(string(signed), "\n200\n", "\nmany\n", 1), "a signature without its text": string(signed[strings.Index(string(signed), "\n\n"):]),
	} {
		if got, err := audit.ReadSigned([]byte(text)); err == nil {
			t.Errorf("%s is read as %+v", name, got)
		}
	}
}

func TestACheckpointOfAnotherKeyIsNotOpened(t *testing.T) {
	signed, public := signedCheckpoint(t)
	_, other, err := audit.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Open(signed, other); err == nil || !strings.Contains(err.Error(), "is not signed with the key of "+origin) {
		t.Errorf("another key: %v", err)
	}
	if _, err := audit.Open(signed, public[:len(public)-4]); err == nil {
		t.Error("half a key opens it")
	}
}

func TestAKeySignsForItsOwnLogOnly(t *testing.T) {
	private, public, err := audit.NewKey("safeconduct/other")
	if err != nil {
		t.Fatal(err)
	}
	if signed, err := audit.Sign(private, checkpoint); err == nil {
		t.Errorf("it signs %s", signed)
	}
	if _, err := audit.Sign(private[:40], checkpoint); err == nil || strings.Contains(err.Error(), private[len("PRIVATE+KEY+"):40]) {
		t.Errorf("half a key: %v", err)
	}
	// A foreign tool may sign anything with a key's name.
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := note.Sign(&note.Note{Text: checkpoint.Text()}, signer)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := audit.Open(signed, public); err == nil {
		t.Errorf("a checkpoint of another origin is opened as %+v", c)
	}
}

func TestNamesThatNotesCannotHaveNameNoLog(t *testing.T) {
	for _, name := range []string{"", "two words", "a+b", "a\nb", "a\x00b", "a\u00a0b", "\xff"} {
		if _, public, err := audit.NewKey(name); err == nil {
			t.Errorf("%q has the key %s", name, public)
		}
	}
}

func TestNothingButACheckpointIsRead(t *testing.T) {
	text := checkpoint.Text()
	for from, to := range map[string]string{
		origin:   "",
		"\n200":  "\n0200",
		"200\n":  "200 \n",
		"200":    "-200",
		"20":     "99999999999999999999",
		"SBN":    "SB\nN",
		"7I=\n":  "7J=\n",
		"d7I=\n": "d7I=",
		"7I=":    "7I=\nmore",
		"SBNJ":   "",
	} {
		changed := strings.Replace(text, from, to, 1)
		if changed == text {
			t.Fatalf("%q is not in the text", from)
		}
		if c, err := audit.ParseCheckpoint(changed); err == nil {
			t.Errorf("%q in the place of %q is read as %+v", to, from, c)
		}
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	f.Add(checkpoint.Text())
	f.Add("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	f.Add("\n\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := audit.ParseCheckpoint(text); err == nil && c.Text() != text {
			t.Errorf("%q is read as %+v", text, c)
		}
	})
}

func TestThePublicKeyIsFoundInThePrivateOne(t *testing.T) {
	private, public, err := audit.NewKey("safeconduct/test")
	if err != nil {
		t.Fatal(err)
	}
	if origin, found, err := audit.PublicKey(private); err != nil || origin != "safeconduct/test" || found != public {
		t.Errorf("%q %q, %v, want %q", origin, found, err, public)
	}
	for _, bad := range []string{"", "PRIVATE+KEY+x", private[:len(private)-4], public} {
		if _, found, err := audit.PublicKey(bad); err == nil {
			t.Errorf("%q is the key of %q", bad, found)
		}
	}
}

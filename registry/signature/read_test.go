package signature_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry/signature"
)

// signedOn is the time that the signatures of the tests claim.
var signedOn = time.Date(2024, time.February, 29, 11, 0, 0, 0, time.UTC)

// What notes say.
const (
	trusted    = "trusts vouches for the name; whether the certificate was revoked"
	selfSigned = "self-signed"
	unknown    = "no authority that this system trusts"
	expired    = "not valid today"
	changed    = "has been changed since"
	forged     = "did not make this signature"
	malformed  = "could not be verified"
)

// signedBy is a file that parties have signed one after another.
func signedBy(t testing.TB, parties ...*identity) *pdf {
	t.Helper()
	p := newPDF()
	var fields []int
	for i, who := range parties {
		fields = append(fields, 5+2*i)
		p.page(fields...)
		p.signed(t, 5+2*i, "claimed by "+who.name(), who)
	}
	return p
}

func TestSignaturesAreRead(t *testing.T) {
	stranger := newIdentity("A Stranger", lately(), nil)
	ada, bob := newIdentity("Ada Exporter", lately(), authority), newIdentity("Bob Importer", lately(), stranger)
	old := newIdentity("Old Ltd", lately().AddDate(-5, 0, 0), authority)
	nameless := newIdentity("", lately(), authority)
	odd := newIdentity("Odd\u202e\x00 \n"+strings.Repeat("x", 300), lately(), authority)
	thief := &identity{key: bob.key, certificate: ada.certificate}
	for name, c := range map[string]struct {
		file *pdf
		want []signature.Signature
	}{
		"an authority vouches": {signedBy(t, ada), []signature.Signature{{Signer: "Ada Exporter", Intact: true, WholeFile: true, Note: trusted}}},
		"self-signed":          {signedBy(t, stranger), []signature.Signature{{Signer: "A Stranger", Intact: true, WholeFile: true, Note: selfSigned}}},
		"by a stranger":        {signedBy(t, bob), []signature.Signature{{Signer: "Bob Importer", Intact: true, WholeFile: true, Note: unknown}}},
		"expired":              {signedBy(t, old), []signature.Signature{{Signer: "Old Ltd", Intact: true, WholeFile: true, Note: expired}}},
		"without a name":       {signedBy(t, nameless), []signature.Signature{{Signer: "claimed by", Intact: true, WholeFile: true, Note: trusted}}},
		"odd names":            {signedBy(t, odd), []signature.Signature{{Signer: "Odd " + strings.Repeat("x", 96) + "…", Intact: true, WholeFile: true, Note: trusted}}},
		"another's name":       {signedBy(t, thief), []signature.Signature{{Signer: "claimed by Ada Exporter", Note: forged}}},
		"both parties": {signedBy(t, ada, bob), []signature.Signature{
			{Signer: "Ada Exporter", Intact: true, Note: trusted}, {Signer: "Bob Importer", Intact: true, WholeFile: true, Note: unknown},
		}},
		"one party, the other is asked to": {halfSigned(t, ada), []signature.Signature{{Signer: "Ada Exporter", Intact: true, WholeFile: true, Note: trusted}}},
		"something was added":              {added(t, ada), []signature.Signature{{Signer: "Ada Exporter", Intact: true, Note: trusted}}},
		"something follows the end":        {followed(t, ada), []signature.Signature{{Signer: "Ada Exporter", Intact: true, Note: trusted}}},
		"a word was replaced":              {replaced(t, ada), []signature.Signature{{Signer: "claimed by Ada Exporter", Note: changed}}},
		"the signature is mangled":         {mangled(t, ada), []signature.Signature{{Signer: "claimed by Ada Exporter", Note: malformed}}},
		"unsigned":                         {unsigned(), nil},
	} {
		got, err := signature.Read(bytes.NewReader(c.file.Bytes()))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i := range c.want {
			c.want[i].On = signedOn
		}
		contains := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Note" }, cmp.Comparer(func(a, b string) bool {
			return strings.Contains(a, b) || strings.Contains(b, a)
		}))
		if diff := cmp.Diff(c.want, got, contains); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func halfSigned(t *testing.T, who *identity) *pdf {
	p := newPDF()
	p.page(5, 7)
	p.field(7, "")
	p.signed(t, 5, "claimed by "+who.name(), who)
	return p
}

func added(t *testing.T, who *identity) *pdf {
	p := signedBy(t, who)
	p.object(9, "(a remark)")
	p.endRevision()
	return p
}

func followed(t *testing.T, who *identity) *pdf {
	p := signedBy(t, who)
	p.WriteString("% a remark\n")
	return p
}

func replaced(t *testing.T, who *identity) *pdf {
	p := signedBy(t, who)
	copy(p.Bytes(), bytes.Replace(p.Bytes(), []byte("595 842"), []byte("842 595"), 1))
	return p
}

func mangled(t *testing.T, who *identity) *pdf {
	p := signedBy(t, who)
	from, _ := p.bounds()
	copy(p.Bytes()[from:], "<0000")
	return p
}

func unsigned() *pdf {
	p := newPDF()
	p.page()
	p.endRevision()
	return p
}

func TestWhatIsNoPDFHasNoSignatures(t *testing.T) {
	for _, content := range []string{"", "PDF", "\x89PNG\r\n\x1a\n", "id,name\n", strings.Repeat("x", 2000) + "%PDF-1.7"} {
		if got, err := signature.Read(strings.NewReader(content)); len(got) > 0 || err != nil {
			t.Errorf("%.20q: %v, %v", content, got, err)
		}
	}
}

// TestEveryChangeShows changes each byte that was signed, and cuts the file at
// each length: no signature is called intact, whatever else is made of the rest.
func TestEveryChangeShows(t *testing.T) {
	p := signedBy(t, newIdentity("Ada Exporter", lately(), authority))
	from, to := p.bounds()
	file := p.Bytes()
	intact := func(content []byte) bool {
		found, err := signature.Read(bytes.NewReader(content))
		if err != nil && !errors.Is(err, signature.ErrUnreadable) {
			t.Error(err)
		}
		return len(found) > 0 && found[0].Intact
	}
	if !intact(file) {
		t.Fatal("the file itself is not intact")
	}
	for at := range file {
		if at >= from && at < to {
			continue
		}
		one := bytes.Clone(file)
		one[at] ^= 1 << (at % 8)
		if intact(one) {
			t.Errorf("byte %d changed: intact", at)
		}
		if intact(file[:at]) {
			t.Errorf("cut at %d: intact", at)
		}
	}
}

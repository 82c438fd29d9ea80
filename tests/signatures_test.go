package tests

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSignaturesAreHeldAgainstTheRecord imports a file that Ada Exporter signed
// on 2024-02-29, as it is and changed afterwards. Tests of package signature
// make such files.
func TestSignaturesAreHeldAgainstTheRecord(t *testing.T) {
	signed, err := os.ReadFile("testdata/signed.pdf")
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(signed, []byte("595 842"), []byte("842 595"), 1)
	type warning struct{ Code, Message string }
	for name, c := range map[string]struct {
		content []byte
		intact  bool
		note    string
		dpa     []string // what the warnings of the one that was signed on another day say
		twin    []string // of the one that was signed on that day
	}{
		"signed":  {signed, true, "", []string{"SIGNATURE_DATE_CONTRADICTS", "2024-02-29", "2024-02-28"}, nil},
		"changed": {changed, false, "", []string{"SIGNATURE_BROKEN", "has been changed since"}, []string{"SIGNATURE_BROKEN"}},
		"half":    {signed[:len(signed)/2], false, "could not be read", nil, nil},
	} {
		data := filepath.Join(t.TempDir(), "data")
		_, files := withDocument(t, "dpa.pdf", string(c.content))
		mustRun(t, append([]string{"import", "--data", data}, files...)...)
		s := serve(t, data)
		var got struct {
			Agreements struct {
				Nodes []struct {
					Warnings []warning
					Document struct {
						Type, Note string
						Signatures []struct {
							Signer, SignedAt  string
							Intact, WholeFile bool
						}
					}
				}
			}
		}
		errs := s.graphQL(t, `{ agreements { nodes { warnings { code message } document { type note signatures { signer signedAt intact wholeFile } } } } }`, "", nil, &got)
		if len(errs) > 0 || len(got.Agreements.Nodes) != 2 {
			t.Fatalf("%s: %v", name, errs)
		}
		d := got.Agreements.Nodes[0].Document
		if d.Type != "application/pdf" || !strings.Contains(d.Note, c.note) || (c.note == "") != (d.Note == "") {
			t.Errorf("%s: %v", name, d)
		}
		if c.note == "" && (len(d.Signatures) != 1 || d.Signatures[0].Intact != c.intact || d.Signatures[0].SignedAt != "2024-02-29T11:00:00.000Z" || !strings.Contains(d.Signatures[0].Signer, "Ada Exporter")) {
			t.Errorf("%s: %v", name, d.Signatures)
		}
		for i, want := range [][]string{c.dpa, c.twin} {
			told := fmt.Sprint(got.Agreements.Nodes[i].Warnings)
			for _, word := range want {
				if !strings.Contains(told, word) {
					t.Errorf("%s: %s does not say %s", name, told, word)
				}
			}
			if len(want) == 0 && len(got.Agreements.Nodes[i].Warnings) > 0 {
				t.Errorf("%s: warned: %s", name, told)
			}
		}
	}
}

package audit_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/registry/audit"
)

// findPython is the program that docs/verify.py is written for.
func findPython(t *testing.T) string {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("NOT RUN: the verifier in Python: python3 is missing")
	}
	return python
}

// item is a thing of the log of which every bit is flipped.
type item struct {
	Kind string `json:"kind"` // "entry", "checkpoint", "proof"; "entries" are all at once, "hashes" those of the tiles
	Data []byte `json:"data"`
}

func (l *proofLog) items() (all []item) {
	for kind, things := range map[string][][]byte{"entry": l.texts, "checkpoint": {l.checkpoint}, "proof": l.proofs} {
		for _, data := range things {
			all = append(all, item{kind, data})
		}
	}
	return append(all, item{Kind: "entries"}, item{Kind: "hashes"})
}

// The verdicts on a thing, and on each of its flips.
const (
	sound     = '.'
	malformed = 'm'
	faulty    = 'f'
)

// bug is what stands in verify.py, and what is to stand there instead.
type bug struct{ right, wrong string }

// pythonVerdicts hands the verdicts of docs/verify.py, with a bug planted in it, to fn:
// for each item those on the item as it is and on each of its flips. It fails the
// test where the verifier does anything but judge.
func (l *proofLog) pythonVerdicts(t *testing.T, items []item, planted bug, fn func(item, string)) {
	t.Helper()
	var batch bytes.Buffer
	lines := json.NewEncoder(&batch)
	if err := lines.Encode(map[string]any{"key": l.key, "entries": l.texts}); err != nil {
		t.Fatal(err)
	}
	for _, it := range items {
		if err := lines.Encode(it); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.CommandContext(t.Context(), findPython(t), "testdata/flips.py", "../../docs/verify.py", planted.right, planted.wrong)
	var stderr bytes.Buffer
	c.Stdin, c.Stderr = &batch, &stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	verdicts := bufio.NewReader(out)
	for _, it := range items {
		line, err := verdicts.ReadString('\n')
		if err != nil {
			break // Wait and stderr tell why
		}
		fn(it, strings.TrimSuffix(line, "\n"))
	}
	_, _ = io.Copy(io.Discard, verdicts)
	if err := c.Wait(); err != nil {
		t.Fatalf("flips.py: %v\n%s", err, stderr.String())
	}
}

// verdicts are those of this package.
func (l *proofLog) verdicts(t *testing.T, it item) string {
	switch it.Kind {
	case "entries":
		return l.verdictsOnAll(t, 'l', l.texts)
	case "hashes":
		hashes := make([][]byte, len(l.hashes))
		for i, h := range l.hashes {
			hashes[i] = h[:]
		}
		return l.verdictsOnAll(t, 't', hashes)
	}
	found := []byte{l.verdict(it)}
	for bit := range len(it.Data) * 8 {
		it.Data[bit/8] ^= 1 << (bit % 8)
		found = append(found, l.verdict(it))
		it.Data[bit/8] ^= 1 << (bit % 8)
	}
	return string(found)
}

func (l *proofLog) verdict(it item) byte {
	var err error
	switch it.Kind {
	case "entry":
		e, malform := audit.ParseEntry(it.Data)
		if malform != nil {
			return malformed
		}
		if e.Seq > uint64(len(l.hashes)) || tlog.RecordHash(it.Data) != l.hashes[e.Seq-1] {
			return faulty
		}
	case "checkpoint":
		_, err = audit.Open(it.Data, l.key)
	case "proof":
		err = l.checkProof(it.Data)
	}
	if err != nil {
		return faulty
	}
	return sound
}

// verdictsOnAll flips the same bit of all entries, or of their stored hashes, at
// once: each must be reported.
func (l *proofLog) verdictsOnAll(t *testing.T, kind byte, values [][]byte) string {
	longest := len(slices.MaxFunc(values, func(a, b []byte) int { return len(a) - len(b) }))
	found := []byte{sound}
	if len(damage(t, l.store, nil)) > 0 {
		found[0] = faulty
	}
	for bit := range longest * 8 {
		flipped := map[string][]byte{}
		missed := map[string]bool{}
		for i, value := range values {
			if bit >= len(value)*8 {
				continue
			}
			key := string(entryKey(uint64(i)))
			if kind == 't' {
				key = string(hashKey(tlog.StoredHashIndex(0, int64(i))))
			}
			flipped[key] = bytes.Clone(value)
			flipped[key][bit/8] ^= 1 << (bit % 8)
			missed[fmt.Sprint(i)] = true
		}
		for _, what := range damage(t, l.store, flipped) {
			index, _, _ := strings.Cut(what, " ")
			delete(missed, index)
		}
		verdict := byte(faulty)
		if len(missed) > 0 {
			verdict = sound
		}
		found = append(found, verdict)
	}
	return string(found)
}

// flippedEntries is the size of the log of which every bit is flipped: 5,000 in
// make torture.
func flippedEntries() int {
	if os.Getenv("SAFECONDUCT_TORTURE") != "" {
		return 5000
	}
	return 200
}

// TestEveryFlippedBitIsFoundTwice flips every bit of every entry, hash, checkpoint and
// record with its proof. The package and the verifier in Python must both find
// each of them, and say the same.
func TestEveryFlippedBitIsFoundTwice(t *testing.T) {
	l, began, flips := newProofLog(t, flippedEntries()), time.Now(), map[string]int{}
	l.pythonVerdicts(t, l.items(), bug{}, func(it item, theirs string) {
		flips[it.Kind] += len(theirs) - 1
		ours := l.verdicts(t, it)
		if len(ours) != len(theirs) || ours[0] != sound {
			t.Fatalf("%s %s: %d verdicts, %d in Python; without a flip it is %c", it.Kind, it.Data, len(ours), len(theirs), ours[0])
		}
		for bit := range len(ours) - 1 {
			if ours[1+bit] == sound || ours[1+bit] != theirs[1+bit] {
				t.Errorf("%s %s: with the bit %d flipped it is %c, in Python %c", it.Kind, it.Data, bit, ours[1+bit], theirs[1+bit])
				break // the others are likely to be as many as they are alike
			}
		}
	})
	t.Logf("%v flips in %.0f s", flips, time.Since(began).Seconds())
}

// TestABugInTheVerifierIsCaught plants one bug after the other: each must show in
// the verdicts.
func TestABugInTheVerifierIsCaught(t *testing.T) {
	l := newProofLog(t, 13)
	for kind, bugs := range map[string][]bug{
		"entry":      {{"[a-z-]{1,64}", "[A-Za-z-]{1,64}"}, {"1 <= int(found[5])", "0 <= int(found[5])"}, {`\x7f-\x9f`, ""}},
		"entries":    {{"sound = tile[32 * i:][:32] == hash", "sound = True"}},
		"hashes":     {{"sound = tile[32 * i:][:32] == hash", "sound = True"}, {"[:32] == hash", "[:31] == hash[:31]"}},
		"checkpoint": {{" or not is_signed(key.public, text.encode(), own[0])", ""}},
		"proof": {
			{`b"\1" + left + right`, `b"\1" + right + left`},
			{"checkpoint.root != tree.root(checkpoint.size)", "checkpoint.root is None"},
			{"hexdigest() != leaf[1]", "hexdigest() is None"},
			{"entry.seq == commit == index + 1", "entry.seq == index + 1"},
			{" or base64.b64encode(data).decode() != text", ""},
		},
	} {
		items := slices.DeleteFunc(l.items(), func(it item) bool { return it.Kind != kind })
		for _, planted := range bugs {
			differ := 0
			l.pythonVerdicts(t, items, planted, func(it item, theirs string) {
				if l.verdicts(t, it) != theirs {
					differ++
				}
			})
			if differ == 0 {
				t.Errorf("no %s shows that %s stands in the place of %s", kind, planted.wrong, planted.right)
			}
		}
	}
}

// TestBothReadTheSameEntries hands entries to both that stand on an edge of the
// format, with all their flips.
func TestBothReadTheSameEntries(t *testing.T) {
	l := newProofLog(t, 1)
	var items []item
	for from, tos := range map[string][]string{
		"seq 7":      {"seq 18446744073709551615", "seq 18446744073709551616", "seq 0", "seq 07", "seq ٧", "seq 7\nseq 7", "seq 7 ", "seq 7\r"},
		"2026-03-01": {"0000-02-29", "0001-02-29", "1900-02-29", "2000-02-29", "9999-12-31", "2026-04-31", "10000-01-01", "+026-03-01", "2026-00-01", "2026-3-01"},
		"12:00:00":   {"23:59:59", "24:00:00", "23:59:60", "23:60:00"},
		"os:anna": {
			"", " ", "é", "os:\xff", "os:\xed\xa0\x80", "os:\xc0\xaf", "os:\ufffd", "os:\u0085", "os:\u00a0", "os:\u2028", "os:\U0001f512", "os:\x7f",
			strings.Repeat("é", 128), strings.Repeat("é", 129), strings.Repeat("a", 257),
		},
		"verb sign":       {"verb -", "verb ", "verb " + strings.Repeat("a", 64), "verb " + strings.Repeat("a", 65), "verb ſign"},
		"changes 1":       {"changes 9223372036854775807", "changes 9223372036854775808", "changes 0", "changes -0", "changes +1"},
		"ae\n":            {"ae", "ae\n\n", "aé\n", "AE\n"},
		"safeconduct-":    {"\ufeffsafeconduct-", "Safeconduct-", ""},
		"entry v1\nseq 7": {"entry v1\r\nseq 7"},
	} {
		for _, to := range tos {
			text := strings.Replace(sample, from, to, 1)
			if text == sample {
				t.Fatalf("%q is not in the sample", from)
			}
			items = append(items, item{"entry", []byte(text)})
		}
	}
	l.pythonVerdicts(t, items, bug{}, func(it item, theirs string) {
		if ours := l.verdicts(t, it); ours != theirs {
			t.Errorf("of %q the verdicts are\n%s, in Python\n%s", it.Data, ours, theirs)
		}
	})
}

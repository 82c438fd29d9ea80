package tests

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// backedUp makes a backup and gives its path.
func backedUp(t *testing.T, of ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "backup.tar")
	mustRun(t, append([]string{"backup", path}, of...)...)
	return path
}

// restored restores a backup and gives the folder, with the key of the log that
// was kept elsewhere.
func restored(t *testing.T, file, keyFrom string, more ...string) (data string) {
	t.Helper()
	data = filepath.Join(t.TempDir(), "restored")
	mustRun(t, append([]string{"restore", file, "--data", data}, more...)...)
	if key, err := os.ReadFile(filepath.Join(keyFrom, "log.key")); err == nil {
		if err := os.WriteFile(filepath.Join(data, "log.key"), key, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return data
}

// member is the content of a member of a backup.
func member(t *testing.T, file, name string) (content string) {
	t.Helper()
	repacked(t, file, func(member, text string) (string, bool) {
		if member == name {
			content = text
		}
		return text, true
	})
	return content
}

// repacked writes a backup again with other contents, and with the last line that
// it has then. What changed says no to is left out.
func repacked(t *testing.T, file string, changed func(name, content string) (string, bool)) (path string) {
	t.Helper()
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var archive bytes.Buffer
	from, to := tar.NewReader(bytes.NewReader(whole)), tar.NewWriter(&archive)
	for {
		header, err := from.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		content, readErr := io.ReadAll(from)
		if err := errors.Join(err, readErr); err != nil {
			t.Fatal(err)
		}
		text, stays := changed(header.Name, string(content))
		if !stays {
			continue
		}
		header.Size = int64(len(text))
		_, err = io.WriteString(mustHead(t, to, header), text)
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&archive, "safeconduct-backup sha256 %x\n", sha256.Sum256(archive.Bytes()))
	return written(t, archive.String())
}

func mustHead(t *testing.T, to *tar.Writer, header *tar.Header) io.Writer {
	t.Helper()
	if err := to.WriteHeader(header); err != nil {
		t.Fatal(err)
	}
	return to
}

func written(t *testing.T, content string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "file.tar")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// mustNotRestore has a restore refused, with an exit code and words, and makes
// sure that it left nothing.
func mustNotRestore(t *testing.T, code int, words, file string, more ...string) {
	t.Helper()
	above := t.TempDir()
	r := run(t, append([]string{"restore", file, "--data", filepath.Join(above, "new")}, more...)...)
	if r.code != code || !strings.Contains(r.stderr, words) || strings.Contains(r.stderr, "panic") || r.stdout != "" {
		t.Errorf("exit %d, said %q %q, expected %d and %q", r.code, r.stdout, r.stderr, code, words)
	}
	if left, _ := os.ReadDir(above); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// amend changes the day of a signature.
func amend(t *testing.T, s *server, signed string) {
	t.Helper()
	errs := s.graphQL(t, `mutation($on: Date) { amendAgreement(externalId: "dpa-gracht", input: {importerSignedOn: $on}) { record { id } } }`, "", map[string]any{"on": signed}, nil)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
}

// mutations is how many writes go on beside backups.
func mutations() int {
	if os.Getenv("SAFECONDUCT_TORTURE") != "" {
		return 10_000
	}
	return 300
}

// TestABackupBesideWritesIsOfOneMoment backs up through the folder and through the
// server's address while others write, restores, and asks what was asked of the
// registry as it was known at that moment.
func TestABackupBesideWritesIsOfOneMoment(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data")).showToken(t)
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	_, sum, _ := s.upload(t, "?name=kept.txt", "a document of before")
	const backups = 8
	var files []string
	running := make(chan error, 1)
	running <- nil
	for i := range mutations() {
		amend(t, s, fmt.Sprintf("2023-%02d-%02d", 1+i/28%12, 1+i%28))
		if i%10 == 0 {
			s.upload(t, "", fmt.Sprint("a document of then ", i))
		}
		if i%(mutations()/backups) != 0 {
			continue
		}
		if err := <-running; err != nil {
			t.Fatal(err)
		}
		files = append(files, filepath.Join(t.TempDir(), "backup.tar"))
		c := exec.Command(binary, append([]string{"backup", files[len(files)-1]}, [][]string{{"--data", s.data}, {"--server", s.url}}[len(files)%2]...)...)
		go func() {
			out, err := c.CombinedOutput()
			if err != nil {
				err = fmt.Errorf("%w: %s", err, out)
			}
			running <- err
		}()
	}
	if err := <-running; err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, i := range []int{len(files) / 4, len(files) / 2, len(files) - 1} {
		if compareWithThen(t, s, files[i], sum) {
			compared++
		}
	}
	if compared == 0 {
		t.Errorf("of %d backups none is of a moment that can be asked for: the test tests nothing", len(files))
	}
	if left, _ := filepath.Glob(filepath.Join(s.data, "*copy*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// compareWithThen restores a backup and compares its answers with those that the
// registry gives as known at that moment; false where another write has the same
// time.
func compareWithThen(t *testing.T, s *server, file, sum string) bool {
	t.Helper()
	checkpoint := member(t, file, "checkpoint")
	text, _, signed := strings.Cut(checkpoint, "\n\n")
	if !signed || member(t, file, "verifier-key") == "" {
		t.Errorf("the checkpoint is not signed: %q", checkpoint)
	}
	again := serve(t, restored(t, file, s.data))
	if _, body := again.get(t, "GET", "/log/checkpoint", nil); !strings.HasPrefix(body, text+"\n") {
		t.Errorf("the checkpoint inside is %q, that of the restored log %q", text, body)
	}
	if _, body := again.get(t, "GET", "/documents/"+sum, nil); body != "a document of before" {
		t.Errorf("the document is %q", body)
	}
	times := commitTimes(t, s)
	size := len(commitTimes(t, again))
	if size < len(times) && times[size] == times[size-1] {
		return false
	}
	for _, questions := range manyQuestions() {
		var then struct{ AsKnownAt map[string]any }
		if errs := s.graphQL(t, `query($m: DateTime!) { asKnownAt(moment: $m) {`+questions+`} }`, "", map[string]any{"m": times[size-1]}, &then); len(errs) > 0 {
			t.Fatal(errs)
		}
		var now map[string]any
		if errs := again.graphQL(t, "{"+questions+"}", "", nil, &now); len(errs) > 0 {
			t.Fatal(errs)
		}
		if diff := cmp.Diff(then.AsKnownAt, now); diff != "" {
			t.Fatalf("the answers differ (as known then -, restored +):\n%s", diff)
		}
	}
	again.stop(t)
	return true
}

// commitTimes are the times of all commits.
func commitTimes(t *testing.T, s *server) (times []string) {
	t.Helper()
	for after := any(nil); ; {
		var got struct {
			Log struct {
				Nodes    []struct{ At string }
				PageInfo struct {
					EndCursor   string
					HasNextPage bool
				}
			}
		}
		errs := s.graphQL(t, `query($a: String) { log(first: 1000, after: $a) { nodes { at } pageInfo { endCursor hasNextPage } } }`, "", map[string]any{"a": after}, &got)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		for _, entry := range got.Log.Nodes {
			times = append(times, entry.At)
		}
		if after = got.Log.PageInfo.EndCursor; !got.Log.PageInfo.HasNextPage {
			return times
		}
	}
}

// manyQuestions are the flagged flows on 20 days, and a hundred verdicts.
func manyQuestions() (all []string) {
	random := rand.New(rand.NewPCG(1, 2))
	day := func() string {
		return fmt.Sprintf("%d-%02d-%02d", 2014+random.IntN(13), 1+random.IntN(12), 1+random.IntN(28))
	}
	flows := []string{"f-gracht-voice", "f-staff", "f-fraud", "f-dalmatia-voice", "f-nordwind-voice", "f-ott-chatwave"}
	for i := range 20 {
		questions := fmt.Sprintf(`d%d: flows(filter: {status: [NO_VALID_BASIS, AT_RISK]}, asOf: %q) { nodes { externalId version } } `, i, day())
		for j := range 5 {
			questions += fmt.Sprintf(`v%d: flow(externalId: %q) { verdict(asOf: %q) { status explanation reasons { code message } } } `, j, flows[random.IntN(len(flows))], day())
		}
		all = append(all, questions)
	}
	return all
}

// TestABackupBesideAnImportHasAllOfItOrNothing restores what was backed up while
// an import was staged.
func TestABackupBesideAnImportHasAllOfItOrNothing(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	c := exec.Command(binary, "import", "--data", s.data, generateFlows(t, generated))
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var files []string
	for range 4 {
		files = append(files, backedUp(t, "--data", s.data))
	}
	if err := c.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, backedUp(t, "--data", s.data)) {
		activeFlows(t, restored(t, file, s.data), harbourActive, harbourActive+generated)
	}
}

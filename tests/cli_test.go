package tests

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestDryRunMakesNothing(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	r := mustRun(t, append([]string{"import", "--data", data, "--dry-run"}, harbourFiles(t)...)...)
	if !strings.Contains(r.stdout, "flows: 17 created, 0 changed, 0 left alone (dry run: nothing was written)") {
		t.Errorf("said %q", r.stdout)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("the dry run made the folder")
	}
}

func TestImportingTwiceChangesNothing(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	r := mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	if !strings.Contains(r.stdout, "flows: 0 created, 0 changed, 17 left alone") {
		t.Errorf("said %q", r.stdout)
	}
}

// TestCellsUpdate: an absent column leaves a field, an empty cell clears it.
func TestCellsUpdate(t *testing.T) {
	dir := t.TempDir()
	data, path := filepath.Join(dir, "data"), filepath.Join(dir, "changes.csv")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	if err := os.WriteFile(path, []byte("\uFEFFid,declared_basis,data\r\nf-staff, ,HR; ;HR\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := mustRun(t, "import", "--data", data, "--kind", "flows", path)
	if r.stdout != "flows: 0 created, 1 changed, 0 left alone\n" {
		t.Errorf("said %q", r.stdout)
	}
	var got struct {
		Flow struct {
			Name, DeclaredBasis string
			Data                []string
		}
	}
	if errs := serve(t, data).graphQL(t, `{ flow(externalId: "f-staff") { name declaredBasis data } }`, "", nil, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	if got.Flow.Name != "Irish staff records" || got.Flow.DeclaredBasis != "" || len(got.Flow.Data) != 1 {
		t.Errorf("got %+v", got.Flow)
	}
}

func TestCheckAnswersAudits(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if r := run(t, "check", "--data", data); r.code != 2 || !strings.Contains(r.stderr, "no registry in "+data) {
		t.Errorf("without a registry: exit %d, %q", r.code, r.stderr)
	}
	s := serve(t, data)
	if r := run(t, "check", "--data", data, "--format", "csv"); r.code != 0 || !strings.Contains(r.stderr, "no flow is recorded") ||
		r.stdout != "id,name,exporter,importer,customer,origin,destination,regime,reasons\n" {
		t.Errorf("without flows: exit %d, %q, %q", r.code, r.stdout, r.stderr)
	}
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	beside := map[string]result{}
	for _, format := range []string{"table", "json", "csv"} {
		beside[format] = run(t, "check", "--data", data, "--as-of", "2020-07-16", "--format", format)
	}
	s.stop(t)
	for format, want := range beside {
		got := run(t, "check", "--data", data, "--as-of", "2020-07-16", "--format", format)
		if got != want || got.code != 1 {
			t.Errorf("%s: beside the server %+v, alone %+v", format, want, got)
		}
	}
	if r := run(t, "check", "--data", data, "--as-of", "2011-01-01"); r.code != 0 {
		t.Errorf("nothing is flagged, but exit %d: %s", r.code, r.stdout)
	}
	if r := run(t, "check", "--data", data, "--as-of", "2020-02-30"); r.code != 2 {
		t.Errorf("a date that is none: exit %d", r.code)
	}
}

func TestOneServerHoldsTheFolder(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	if r := run(t, "serve", "--data", s.data, "--listen", "127.0.0.1:0"); r.code != 2 || !strings.Contains(r.stderr, "held by another process: safeconduct serve (process") {
		t.Errorf("exit %d, said %q", r.code, r.stderr)
	}
	if r := run(t, "serve", "--data", t.TempDir(), "--listen", "0.0.0.0:0"); r.code != 2 || !strings.Contains(r.stderr, "not a loopback address") {
		t.Errorf("exit %d, said %q", r.code, r.stderr)
	}
}

func TestCompletionsAndHelp(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"completion", "bash"}, {"import", "--help"}, {"version"}} {
		if out, err := exec.Command(binary, args...).CombinedOutput(); err != nil || len(out) == 0 {
			t.Errorf("%v: %v", args, err)
		}
	}
}

// TestAFailedFirstImportMakesNoRegistry: an audit of a folder without one must
// not turn green because somebody once tried to import into it.
func TestAFailedFirstImportMakesNoRegistry(t *testing.T) {
	dir := t.TempDir()
	data, bad := filepath.Join(dir, "data"), filepath.Join(dir, "flows.csv")
	rows := "id,name,exporter,exporter_role,importer,importer_role\n" + strings.Repeat("f,F,nobody,CONTROLLER,nowhere,PROCESSOR\n", 6000)
	if err := os.WriteFile(bad, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "missing.csv"), bad} {
		if r := run(t, "import", "--data", data, "--kind", "flows", path); r.code != 2 {
			t.Errorf("import of %s: exit %d", path, r.code)
		}
		if r := run(t, "check", "--data", data); r.code != 2 || !strings.Contains(r.stderr, "no registry in "+data) {
			t.Errorf("after it, check: exit %d\n%s", r.code, r.stderr)
		}
	}
	if r := run(t, "serve", "--data", data, "--listen", "0.0.0.0:0"); r.code != 2 || !strings.Contains(r.stderr, "loopback") {
		t.Errorf("serve: exit %d\n%s", r.code, r.stderr)
	}
	for _, name := range []string{"registry.db", "registry.reserve"} {
		if _, err := os.Stat(filepath.Join(data, name)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a registry was made: %s, %v", name, err)
		}
	}
}

// TestImportsFromAPipe: what can be read only once is kept while it is imported, and no
// longer; where nothing comes from a pipe, no folder is needed.
func TestImportsFromAPipe(t *testing.T) {
	data, temporary := filepath.Join(t.TempDir(), "data"), t.TempDir()
	t.Setenv("TMPDIR", filepath.Join(temporary, "none"))
	mustRun(t, "import", "--data", filepath.Join(t.TempDir(), "other"), harbour+"/organizations.csv")
	t.Setenv("TMPDIR", temporary)
	c := exec.Command(binary, "import", "--data", data, "--kind", "organizations", "/dev/stdin")
	rows, err := os.Open(harbour + "/organizations.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(in, rows); in.Close() }()
	if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "16 created") {
		t.Errorf("%v\n%s", err, out)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestASignalEndsAnImportThatWaits: nobody writes into the pipe.
func TestASignalEndsAnImportThatWaits(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "flows.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(binary, "import", "--data", t.TempDir(), pipe)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	begin := time.Now()
	for {
		_ = c.Process.Signal(syscall.SIGTERM) // it may not be listening yet
		select {
		case <-ended:
			return
		case <-time.After(10 * time.Millisecond):
		}
		if time.Since(begin) > patience {
			_ = c.Process.Kill()
			t.Fatal("it goes on waiting")
		}
	}
}

// TestWrongUsageFails: a script that mistypes must not read a success.
func TestWrongUsageFails(t *testing.T) {
	for _, args := range [][]string{{"law", "lnt"}, {"completion", "foo"}, {"chek"}, {"import"}, {"check", "--as-of", ""}, {"check", "--dat", "x"}} {
		if r := run(t, args...); r.code != 2 || r.stderr == "" {
			t.Errorf("safeconduct %s: exit %d, said %q", strings.Join(args, " "), r.code, r.stderr)
		}
	}
}

// TestTheDemonstrationLeavesOtherRegistriesAlone: a file never deletes, so the
// sample could not be taken out again.
func TestTheDemonstrationLeavesOtherRegistriesAlone(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, "import", "--data", data, harbour+"/organizations.csv")
	if r := run(t, "demo", "--data", data, "--listen", "127.0.0.1:0"); r.code != 2 || !strings.Contains(r.stderr, "another registry") {
		t.Errorf("exit %d, said %q", r.code, r.stderr)
	}
}

// TestACellOfSeveralLines is a name as spreadsheets write it: it counts as one
// row, the line of the next fault is the physical one, and a table keeps its rows.
func TestACellOfSeveralLines(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	parties := write("organizations.csv", "id,name,kind,country\nx,X,SELF,DE\ny,Y,VENDOR,IN\n")
	const header = "id,name,exporter,exporter_role,importer,importer_role\n\"f\",\"two\nlines\",x,CONTROLLER,y,PROCESSOR\n"
	data := filepath.Join(dir, "data")
	bad := run(t, "import", "--data", data, parties, write("flows.csv", header+"g,,x,CONTROLLER,y,PROCESSOR\n"))
	if bad.code != 2 || !strings.Contains(bad.stderr, "flows.csv:4: name: is missing") {
		t.Errorf("exit %d, said %q", bad.code, bad.stderr)
	}
	mustRun(t, "import", "--data", data, parties, write("flows.csv", header))
	if r := run(t, "check", "--data", data, "--as-of", "2020-01-01"); strings.Count(r.stdout, "\n") != 3 || !strings.Contains(r.stdout, "two lines") {
		t.Errorf("check prints %q", r.stdout)
	}
}

package tests

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The samples of docs/api.md: commands that are indented, with the answer that is printed
// under some, and programs, with what they print in the next block of text.
var (
	apiCommand = regexp.MustCompile(`(?m)^    (curl (?:.*\n     )*.*)\n(?:\n    (\{.*\})\n)?`)
	apiProgram = regexp.MustCompile("(?s)```(python|go|typescript)\n(.*?)```.*?```text\n(.*?)```")
	apiVaries  = regexp.MustCompile(`"left":\d+`)
)

// TestTheSamplesOfTheAPIRun runs them all, one after the other, against one server.
func TestTheSamplesOfTheAPIRun(t *testing.T) {
	text, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	s := harbourServed(t)
	environment := append(os.Environ(), "URL="+s.url, "SAFECONDUCT_TOKEN="+tokenOf(t, s.data, "ADMIN"))
	commands, programs := apiCommand.FindAllStringSubmatch(string(text), -1), apiProgram.FindAllStringSubmatch(string(text), -1)
	if len(commands) < 3 || len(programs) < 3 {
		t.Fatalf("docs/api.md has %d commands and %d programs", len(commands), len(programs))
	}
	for _, sample := range commands {
		t.Run("curl", func(t *testing.T) {
			if _, err := exec.LookPath("curl"); err != nil {
				t.Skip("curl is not installed")
			}
			got := s.sample(t, nil, environment, "sh", "-c", sample[1])
			if want := sample[2]; apiVaries.ReplaceAllString(got, "") != apiVaries.ReplaceAllString(want, "") && want != "" || strings.Contains(got, "errors") && want == "" {
				t.Errorf("%s\nanswers %s\nnot     %s", sample[1], got, want)
			}
		})
	}
	for _, sample := range programs {
		t.Run(sample[1], func(t *testing.T) {
			if got := s.runSample(t, sample[1], sample[2], environment); got != sample[3] {
				t.Errorf("it prints\n%s\nnot\n%s", got, sample[3])
			}
		})
	}
}

// runSample runs a program in a language and gives what it prints.
func (s *server) runSample(t *testing.T, language, text string, environment []string) string {
	t.Helper()
	if language == "python" {
		return s.sample(t, nil, environment, "python3", "-c", text) + "\n"
	}
	if language == "go" {
		file := filepath.Join(t.TempDir(), "main.go")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return s.sample(t, nil, environment, "go", "run", file) + "\n"
	}
	needsClients(t)
	dir, err := os.MkdirTemp(clients, "sample-*") // beside the packages that it needs
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	file := filepath.Join(dir, "sample.ts")
	if err := os.WriteFile(file, []byte(text+"\nexport {};\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.sample(t, nil, environment, "node", clients+"/node_modules/typescript/bin/tsc", "--strict", "--module", "nodenext", "--target", "es2022", "--types", "node", "--typeRoots", clients+"/node_modules/@types", "--skipLibCheck", file)
	return s.sample(t, func() { s.toggle(t, true); s.toggle(t, false) }, environment, "node", strings.TrimSuffix(file, ".ts")+".js") + "\n"
}

// sample runs a command; meanwhile is done again and again until it has ended.
func (*server) sample(t *testing.T, meanwhile func(), environment []string, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 4*patience)
	defer cancel()
	var out, wrong strings.Builder
	c := exec.CommandContext(ctx, name, args...)
	c.Env, c.Stdout, c.Stderr = environment, &out, &wrong
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for {
		again := make(<-chan time.Time)
		if meanwhile != nil {
			again = time.After(100 * time.Millisecond)
		}
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("%s: %v\n%s%s", name, err, out.String(), wrong.String())
			}
			return strings.TrimRight(out.String(), "\n")
		case <-again:
			meanwhile()
		}
	}
}

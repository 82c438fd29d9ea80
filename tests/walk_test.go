package tests

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write into the walk-through what the program answers")

// fenced finds the blocks of a page: the language, and what stands in it.
var fenced = regexp.MustCompile("(?ms)^```(console|graphql|json)\n(.*?)^```$")

// TestTheExerciseGoesAsItIsTold walks through the exercise of Schrems II: every
// command is run, every question sent, and every answer compared with the page's.
func TestTheExerciseGoesAsItIsTold(t *testing.T) {
	const path = "../docs/schrems-ii.md"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w := walk{data: filepath.Join(t.TempDir(), "schrems")}
	told := fenced.ReplaceAllFunc(page, func(block []byte) []byte {
		part := fenced.FindSubmatch(block)
		return []byte("```" + string(part[1]) + "\n" + w.step(t, string(part[1]), string(part[2])) + "```")
	})
	if w.asked < 8 {
		t.Errorf("the page asks %d questions", w.asked)
	}
	if *update {
		if err := os.WriteFile(path, told, 0o600); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(told, page) {
		t.Errorf("the page does not tell what the program answers; go test ./tests -run Exercise -update writes:\n%s", told)
	}
}

// walk is where a walk-through is.
type walk struct {
	data   string
	server *server
	answer string
	asked  int
}

// step does what a block says and gives the block as it should stand.
func (w *walk) step(t *testing.T, language, block string) string {
	t.Helper()
	switch language {
	case "console":
		command, _, _ := strings.Cut(strings.TrimPrefix(block, "$ "), "\n")
		return "$ " + command + "\n" + w.command(t, command)
	case "graphql":
		var answer json.RawMessage
		if errs := w.server.graphQL(t, block, "", nil, &answer); len(errs) > 0 {
			t.Fatalf("%s is refused: %v", block, errs)
		}
		w.answer = readable(string(answer), "") + "\n"
		w.asked++
		return block
	default:
		return w.answer
	}
}

// command runs a command line; one that serves stays, in the place of the one before.
func (w *walk) command(t *testing.T, line string) string {
	t.Helper()
	args := strings.Fields(line)[1:]
	for i, arg := range args {
		switch arg {
		case "schrems":
			args[i] = w.data
		case "docs/schrems-ii":
			args[i] = "../" + arg
		}
	}
	if args[0] != "demo" {
		did := run(t, args...)
		if did.code > 1 {
			t.Fatalf("%s: exit %d\n%s", line, did.code, did.stderr)
		}
		return did.stdout
	}
	if w.server != nil {
		w.server.stop(t)
	}
	w.server = serveBy(t, w.data, exec.Command(binary, append(args, "--listen", "127.0.0.1:0")...))
	return ""
}

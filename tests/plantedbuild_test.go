package tests

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// plantedFault is the variable that names the fault which shows.
const plantedFault = "PLANTED_FAULT"

// plantingPackage is what each package gets beside its own files.
const plantingPackage = `package %s

import (
	"context"
	"os"

	"github.com/safeconduct/safeconduct/registry/access"
)

var plantedFault = os.Getenv("` + plantedFault + `")

func planted(name string) bool { return plantedFault == name }

func either[T any](is bool, one, other T) T {
	if is {
		return one
	}
	return other
}

func asAdmin(name string, ctx context.Context) context.Context {
	if planted(name) {
		return access.With(ctx, access.Caller{Role: access.Admin})
	}
	return ctx
}
`

// plantedIn are the folders of the packages in which faults are planted.
var plantedIn = []string{"registry/access", "registry", "graph", "graph/signin"}

var (
	plantedName = regexp.MustCompile(`planted\("([^"]+)"\)`)
	failedTest  = regexp.MustCompile(`(?m)^\s*--- FAIL: \S+|^panic: .*|no row in the table of paths`)
)

// fault is a fault in a file.
type fault struct{ file, name string }

// planting is the program with all faults in it.
type planting struct {
	program        string
	tests          map[string]string // the compiled tests, by the package's folder
	faults, checks []fault
	replaced       map[string]string // files that replace others, by those
}

// plantAll builds the tests that hold the table of roles, and with them the program.
func plantAll(t *testing.T, edits []edit) *planting {
	t.Helper()
	b := &planting{tests: map[string]string{}, replaced: map[string]string{}}
	for _, folder := range plantedIn {
		b.replace(t, folder+"/planted.go", beside(folder))
		files, err := filepath.Glob("../" + folder + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			if !strings.HasSuffix(path, "_test.go") {
				b.plant(t, strings.TrimPrefix(path, "../"), edits)
			}
		}
	}
	if planted, wanted := len(b.faults), len(plantedName.FindAllString(fmt.Sprint(edits), -1)); planted != wanted {
		t.Fatalf("%d faults are planted, not %d", planted, wanted)
	}
	said, err := json.Marshal(map[string]any{"Replace": b.replaced})
	if err != nil {
		t.Fatal(err)
	}
	overlay := written(t, string(said))
	for _, g := range guards {
		if b.tests[g.in] == "" {
			b.tests[g.in] = filepath.Join(t.TempDir(), "guard.test")
			goCommand(t, "test", "-c", "-vet=off", "-overlay="+overlay, "-o", b.tests[g.in], "./"+g.in)
		}
	}
	b.program = filepath.Join(t.TempDir(), "safeconduct")
	goCommand(t, "build", "-overlay="+overlay, "-o", b.program, "./cmd/safeconduct")
	return b
}

// goCommand runs the go command where the module is.
func goCommand(t *testing.T, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, "go", args...)
	c.Dir = ".."
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// beside is what a package gets beside its own files.
func beside(folder string) string {
	text := fmt.Sprintf(plantingPackage, filepath.Base(folder))
	if folder == "registry/access" { // which does not import itself
		text = strings.ReplaceAll(strings.Replace(text, "\n\t\"github.com/safeconduct/safeconduct/registry/access\"\n", "", 1), "access.", "")
	}
	return text
}

// replace has a file read otherwise, or be there.
func (b *planting) replace(t *testing.T, file, text string) {
	t.Helper()
	path, err := filepath.Abs("../" + file)
	if err != nil {
		t.Fatal(err)
	}
	b.replaced[path] = written(t, text)
}

// plant plants the faults of a file, if it has any.
func (b *planting) plant(t *testing.T, file string, edits []edit) {
	t.Helper()
	original, err := os.ReadFile("../" + file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(original)
	for _, e := range edits {
		if e.file != file {
			continue
		}
		if strings.Count(text, e.old) != 1 {
			t.Fatalf("%s has %q %d times", file, e.old, strings.Count(text, e.old))
		}
		text = strings.Replace(text, e.old, e.new, 1)
		for _, name := range plantedName.FindAllStringSubmatch(e.new, -1) {
			b.faults = append(b.faults, fault{file, name[1]})
		}
	}
	if text = b.plantChecks(t, file, text); text != string(original) {
		b.replace(t, file, text)
	}
}

// plantChecks finds each place that asks the table of roles, and has it ask as ADMIN. One
// that only asks earlier what is asked again says that it asks before something.
func (b *planting) plantChecks(t *testing.T, file, text string) string {
	t.Helper()
	places := token.NewFileSet()
	parsed, err := parser.ParseFile(places, file, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	var asked []ast.Expr
	ast.Inspect(parsed, func(n ast.Node) bool {
		call, is := n.(*ast.CallExpr)
		if !is {
			return true
		}
		of, is := call.Fun.(*ast.SelectorExpr)
		if !is || of.Sel.Name != "May" {
			return true
		}
		if in, is := of.X.(*ast.Ident); is && in.Name == "access" {
			asked = append(asked, call.Args[0])
		}
		return true
	})
	for _, who := range slices.Backward(asked) {
		at, to := places.Position(who.Pos()), places.Position(who.End()).Offset
		line, _, _ := strings.Cut(text[at.Offset:], "\n")
		if strings.Contains(line, "// before ") {
			continue
		}
		name := fmt.Sprintf("the check in line %d of %s", at.Line, file)
		b.checks = append(b.checks, fault{file, name})
		text = fmt.Sprintf("%sasAdmin(%q, %s)%s", text[:at.Offset], name, text[at.Offset:to], text[to:])
	}
	return text
}

// failsWith reports whether the tests of a guard fail with a fault, and what they print.
func (b *planting) failsWith(t *testing.T, name string, g guard) (failed bool, out string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, b.tests[g.in], "-test.failfast", "-test.run", g.run)
	c.Dir, c.Env = "../"+g.in, append(os.Environ(), builtAlready+"="+b.program, plantedFault+"="+name)
	said, err := c.CombinedOutput()
	if ctx.Err() != nil {
		t.Fatalf("%s takes too long:\n%s", g.in, said)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return err != nil, string(said)
}

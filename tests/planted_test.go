package tests

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// planted is a fault in a file: some text replaced by another.
type planted struct{ file, old, new string }

// plantedRows are rows of the table of roles that are missing, or say too much.
var plantedRows = []planted{
	{"registry/access/fields.go", `{"Viewer", BeAnybody, "actor role exporters"},`, `{"Viewer", BeAnybody, "actor role"},`},
	{"registry/access/fields.go", `{"Dpa", Read, "incomplete"},`, ``},
	{"registry/access/fields.go", `{"Dpa", Read, "incomplete"},`, `{"Dpa", AskAboutDPA, "incomplete"},`},
	{"registry/access/fields.go", "flows(filter asOf first after)", "flows(filter asOf first)"},
	{"registry/access/acts.go", `{Read, []Role{Compliance, Auditor, Admin}, false},`, ``},
	{"registry/access/acts.go", `{Read, []Role{Compliance, Auditor, Admin}, false},`, `{Read, Roles, false},`},
	{"registry/access/acts.go", `{Read, []Role{Compliance, Auditor, Admin}, false},`, `{Read, []Role{Compliance, Auditor, Admin}, true},`},
	{"registry/access/paths.go", `{"GET /export", Read, "what is recorded, as files"},`, ``},
	{"registry/access/paths.go", `{"GET /export", Read,`, `{"GET /export", "",`},
	{"graph/paths.go", "h = p.behind(row.Part, h)", "_ = row.Part"},
}

// plantedLimits let who is limited to some exporters know more than these.
var plantedLimits = []planted{
	{"registry/access/acts.go", `{Read, []Role{Compliance, Auditor, Admin}, false},`, `{Read, []Role{Compliance, Auditor, Admin}, true},`},
	{"registry/access/acts.go", `{AskAboutDPA, []Role{Sales, Compliance, Auditor, Admin}, false},`, `{AskAboutDPA, []Role{Sales, Compliance, Auditor, Admin}, true},`},
	{"registry/confines.go", "f.Exporter = wanted", "_ = wanted"},
	{"registry/confines.go", "return c.owns(exporter)", "return true"},
	{"registry/confines.go", "return c.parties[r.ID]", "return true"},
	{"registry/confines.go", "return c.parties[r.Organization]", "return true"},
	{"registry/confines.go", "return c.groups[r.Group]", "return true"},
	{"registry/confines.go", "return anyOf(theirs, exporter), err", "return theirs != nil && exporter != fact.ID{}, err"},
	{"registry/lists.go", "|| err != nil && !isMissing(err) {", "|| err != nil {"},
	{"registry/linked.go", " || !anyOf(theirs, above.Exporter)", " || theirs == nil && false"},
	{"registry/summary.go", "if !anyOf(s.exporters,", "if false && !anyOf(s.exporters,"},
	{"registry/resting.go", "of.owns(b.flows.Exporter(shape))", "true"},
	{"registry/deadlinelist.go", "if of == nil {", "if of == nil || true {"},
	{"registry/check.go", "if anyOf(theirs, b.flows.Exporter(shape)) {", "if true {"},
	{"registry/check.go", "if !anyOf(of,", "if false && !anyOf(of,"},
	{"registry/documents.go", "shown := slices.Contains(theirs, a.Exporter)", "shown := limited && theirs != nil"},
	{"registry/organizations.go", "; is && !own {", "; is {"},
	{"registry/nodes.go", "case access.CallerOf(ctx).IsLimited():", "case false:"},
}

// guards are the tests that hold the table of roles, from the fastest on.
var guards = []struct{ in, run string }{
	{"registry/access", "."},
	{"registry", "TestNothingIsOpen|TestWhatIsKeptIsClosed|TestEntriesOfTokensAreClosed"},
	{"graph", "TestSalesSeesNothingOfWhatItMayNotSee|TestALimitedCallerSeesNothingOfOthers"},
	{"tests", "TestATokenLimitedToAnExporter|TestALimitedTokenGetsItsDocuments|TestEveryFieldForEveryCaller|TestEveryPathForEveryCaller|TestSalesGetsTheSignedDocument|TestASessionEnds|TestASalesTokenFindsNoWayToAFlow|TestTheTableOfRolesIsCurrent"},
}

// TestAMissingRowOrCheckIsFound takes rows from the table of roles, and has each place that
// asks it ask as ADMIN, one at a time: the tests that hold the table fail. It builds the
// program each time.
func TestAMissingRowOrCheckIsFound(t *testing.T) {
	if os.Getenv("SAFECONDUCT_TORTURE") == "" {
		t.Skip("it takes half an hour: make torture runs it")
	}
	checks := checksOfRoles(t)
	if len(checks) < 20 {
		t.Fatalf("only %d checks are found", len(checks))
	}
	for n, fault := range slices.Concat(plantedRows, plantedLimits, checks) {
		t.Run(fmt.Sprintf("%02d %s", n, fault.file), func(t *testing.T) {
			overlay := overlaid(t, fault)
			for _, g := range guards {
				if failed, out := failsWith(t, overlay, g.in, g.run); failed {
					if strings.Contains(out, "[build failed]") || !strings.Contains(out, "--- FAIL") && !strings.Contains(out, "no row in the table of paths") {
						t.Fatalf("%s fails for another reason:\n%s", g.in, out)
					}
					return
				}
			}
			t.Errorf("nothing fails with %q instead of %q", fault.new, fault.old)
		})
	}
}

// checksOfRoles finds each place that asks the table of roles, and has it ask as ADMIN.
// One that only asks earlier what is asked again says that it asks before something.
func checksOfRoles(t *testing.T) (all []planted) {
	t.Helper()
	for _, folder := range []string{"registry", "graph", "graph/signin"} {
		files, err := filepath.Glob("../" + folder + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			all = append(all, checksIn(t, path)...)
		}
	}
	return all
}

func checksIn(t *testing.T, path string) (all []planted) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	places := token.NewFileSet()
	file, err := parser.ParseFile(places, path, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, is := n.(*ast.CallExpr)
		if !is {
			return true
		}
		of, is := call.Fun.(*ast.SelectorExpr)
		if !is || of.Sel.Name != "May" {
			return true
		}
		if in, is := of.X.(*ast.Ident); !is || in.Name != "access" {
			return true
		}
		from, to := places.Position(call.Args[0].Pos()).Offset, places.Position(call.Args[0].End()).Offset
		line, _, _ := strings.Cut(string(text[from:]), "\n")
		if strings.Contains(line, "// before ") {
			return true
		}
		// The whole of the file stands for the place, which its text alone would not name.
		asAdmin := "access.With(" + string(text[from:to]) + ", access.Caller{Role: access.Admin})"
		all = append(all, planted{strings.TrimPrefix(path, "../"), string(text), string(text[:from]) + asAdmin + string(text[to:])})
		return true
	})
	return all
}

// overlaid writes what has the go command build with a fault.
func overlaid(t *testing.T, fault planted) (overlay string) {
	t.Helper()
	path, err := filepath.Abs("../" + fault.file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Count(string(text), fault.old) != 1 {
		t.Fatalf("%s has %q %d times: %v", fault.file, fault.old, strings.Count(string(text), fault.old), err)
	}
	replaced := written(t, strings.Replace(string(text), fault.old, fault.new, 1))
	said, err := json.Marshal(map[string]any{"Replace": map[string]string{path: replaced}})
	if err != nil {
		t.Fatal(err)
	}
	return written(t, string(said))
}

// failsWith reports whether tests fail where the program is built with an overlay, and
// what they print.
func failsWith(t *testing.T, overlay, in, run string) (failed bool, out string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, "go", "test", "-count=1", "-vet=off", "-failfast", "-run", run, "./"+in)
	c.Dir, c.Env = "..", append(os.Environ(), "GOFLAGS=-overlay="+overlay)
	said, err := c.CombinedOutput()
	if ctx.Err() != nil {
		t.Fatalf("it takes too long:\n%s", said)
	}
	return err != nil, string(said)
}

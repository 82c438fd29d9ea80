package language

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// said finds in the program's own text every sentence that it can say: the literals that
// stand where a sentence is made, and where a word that stands in one is handed on.
type said struct {
	t         *testing.T
	constants map[string]string // of the package that is read
	found     map[string]bool
}

// made is which argument is a sentence of the functions that make one.
var made = map[string]int{
	"fault.New": 1, "fault.Bad": 2, "fault.Contradicts": 2,
	"sentence.New": 0, "sentence.Text": 0, "New": 0, // the last one within package sentence
}

// handedOn is which argument of our own functions becomes a word of a sentence.
var handedOn = map[string]int{
	"notBefore": 2, "after": 2, "tooMuch": 0, "narrowTo": 1, "records": 0, "reference": 1, "found": 1, "bothWords": 0,
}

// told are functions whose answer becomes a word of a sentence.
var told = []string{"noun", "whyNotIntact", "trust", "cited"}

// startsOnly are files of the law that speak on the terminal alone, before anything is served.
var startsOnly = []string{"lint", "decode", "read", "findings", "check", "load", "merge"}

func sentencesOfTheProgram(t *testing.T) map[string]bool {
	t.Helper()
	s := &said{t: t, found: map[string]bool{}}
	for _, root := range []string{"../../registry", ".."} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() && entry.Name() != "generated" && entry.Name() != "testdata" {
				s.read(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s.found
}

func (s *said) read(folder string) {
	paths, _ := filepath.Glob(filepath.Join(folder, "*.go"))
	paths = slices.DeleteFunc(paths, func(path string) bool {
		name := filepath.Base(path)
		starting := filepath.Base(folder) == "law" && slices.ContainsFunc(startsOnly, func(begun string) bool { return strings.HasPrefix(name, begun) })
		return strings.HasSuffix(name, "_test.go") || starting
	})
	s.constants = map[string]string{}
	var files []*ast.File
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			s.t.Fatal(err)
		}
		files = append(files, file)
		ast.Inspect(file, s.constant)
	}
	for _, file := range files {
		ast.Inspect(file, s.use)
	}
}

// constant notes a constant text; the names of acts and what only one change of a
// hypothesis may do are words of sentences.
func (s *said) constant(n ast.Node) bool {
	spec, is := n.(*ast.ValueSpec)
	if !is || len(spec.Values) != len(spec.Names) {
		return true
	}
	for i, name := range spec.Names {
		if text, is := literal(spec.Values[i]); is {
			s.constants[name.Name] = text
			if of, named := spec.Type.(*ast.Ident); named && of.Name == "Act" {
				s.found[text] = true
			}
		}
	}
	return true
}

func (s *said) use(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		s.call(n)
	case *ast.FuncDecl:
		if slices.Contains(told, n.Name.Name) {
			ast.Inspect(n, s.answer)
		}
	}
	return true
}

func (s *said) answer(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ReturnStmt:
		for _, result := range n.Results {
			s.take(result)
		}
	case *ast.AssignStmt:
		s.take(n.Rhs[0])
	}
	return true
}

func (s *said) call(call *ast.CallExpr) {
	name := calledName(call.Fun)
	at, makes := made[name]
	if !makes {
		name = name[strings.LastIndex(name, ".")+1:]
		if name == "bad" {
			s.refuse(call)
			return
		}
		if at, makes = handedOn[name]; !makes {
			if name == "add" && len(call.Args) == 4 { // what a change of a hypothesis ends
				s.take(call.Args[3])
			}
			return
		}
	}
	if at < len(call.Args) {
		s.take(call.Args[at])
	}
}

// refuse notes what a file of a table is refused for: its makers of refusals have the
// sentence among their arguments.
func (s *said) refuse(call *ast.CallExpr) {
	for _, argument := range call.Args {
		if text, is := literal(argument); is && strings.Contains(text, " ") {
			s.found[text] = true
		}
	}
}

// take notes a text: a literal, a constant, or one of several in a table.
func (s *said) take(value ast.Expr) {
	if text, is := literal(value); is {
		s.found[text] = true
		return
	}
	switch value := value.(type) {
	case *ast.Ident:
		if text, known := s.constants[value.Name]; known {
			s.found[text] = true
		}
	case *ast.IndexExpr:
		table, _ := value.X.(*ast.CompositeLit)
		for _, entry := range elements(table) {
			if pair, is := entry.(*ast.KeyValueExpr); is {
				s.take(pair.Value)
			}
		}
	}
}

func elements(table *ast.CompositeLit) []ast.Expr {
	if table == nil {
		return nil
	}
	return table.Elts
}

func calledName(of ast.Expr) string {
	switch of := of.(type) {
	case *ast.Ident:
		return of.Name
	case *ast.IndexExpr:
		return calledName(of.X)
	case *ast.SelectorExpr:
		if from, is := of.X.(*ast.Ident); is {
			return from.Name + "." + of.Sel.Name
		}
		return "." + of.Sel.Name
	}
	return ""
}

func literal(value ast.Expr) (string, bool) {
	basic, is := value.(*ast.BasicLit)
	if !is || basic.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(basic.Value)
	return text, err == nil
}

func TestTheProgramsTextIsRead(t *testing.T) {
	found := sentencesOfTheProgram(t)
	for _, text := range []string{
		"there is no %s %q", "erase content", "its execution", "what was sent is larger than %d bytes", "%s or %s",
		"a finding of adequacy", "staff data", "flow", "an instrument ends", "the document %s was erased while it was being sent: send it again",
	} {
		if !found[text] {
			t.Errorf("%q is said, and was not found among %d sentences", text, len(slices.Collect(maps.Keys(found))))
		}
	}
}

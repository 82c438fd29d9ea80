package settings

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// entry is what a file says of a setting.
type entry struct {
	items []string // one, unless it is a list
	place *fault.Place
}

// reader reads a file and goes on after a fault, so that it reports them all.
type reader struct {
	table  Table
	path   string
	found  map[string]entry
	seen   map[string]bool // what stands in the file, right or wrong
	faults fault.List
}

// read reads the file of settings; "" is none.
func (t Table) read(path string) (map[string]entry, fault.List) {
	r := &reader{table: t, path: path, found: map[string]entry{}, seen: map[string]bool{}}
	if path == "" {
		return r.found, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		r.faults.Add(fault.Bad("--"+fileFlag, path, "cannot be read: %s", cause(err)))
		return r.found, r.faults
	}
	r.parse(data)
	return r.found, r.faults
}

// cause is what the system says, without the operation and the path.
func cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

func (r *reader) fail(at *token.Token, field, value, format string, args ...any) {
	why := fault.Bad(printable(field), value, format, args...)
	why.Place = r.placeOf(at)
	r.faults.Add(why)
}

func (r *reader) placeOf(at *token.Token) *fault.Place {
	place := &fault.Place{File: r.path, Line: 1, Column: 1}
	if at != nil && at.Position != nil {
		place.Line, place.Column = at.Position.Line, at.Position.Column
	}
	return place
}

// printable escapes what does not print as itself: a fault is read on a terminal.
func printable(text string) string {
	quoted := strconv.Quote(fault.Clip(text))
	return quoted[1 : len(quoted)-1]
}

// parse reads the only document of a file. A key that stands twice is left to pair:
// the parser would end at it.
func (r *reader) parse(data []byte) {
	parsed, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		r.fail(syntax.GetToken(), "", "", "is no YAML: %s", syntax.GetMessage())
		return
	}
	if err != nil {
		r.fail(nil, "", "", "is no YAML: %s", printable(err.Error()))
		return
	}
	for i, document := range parsed.Docs {
		switch {
		case document.Body == nil:
		case i > 0:
			r.fail(document.Body.GetToken(), "", "", "holds more than one document")
		default:
			r.document(document.Body)
		}
	}
}

func (r *reader) document(body ast.Node) {
	switch n := body.(type) {
	case *ast.MappingNode:
		for _, pair := range n.Values {
			r.pair(pair)
		}
	case *ast.MappingValueNode:
		r.pair(n)
	case *ast.CommentGroupNode, *ast.NullNode: // nothing is set
	default:
		r.fail(body.GetToken(), "", "", "expected settings, each as NAME: VALUE")
	}
}

func (r *reader) pair(pair *ast.MappingValueNode) {
	at := pair.Key.GetToken()
	name, isText := scalar(pair.Key)
	if !isText {
		name = pair.Key.String()
	}
	setting := r.table.named(name)
	twice := r.seen[name]
	r.seen[name] = true
	switch {
	case setting == nil:
		names := r.table.names()
		r.fail(at, name, "", "is no setting: expected %s%s", sentence.Either(names), fault.DidYouMean(name, names))
	case setting.Kind == Secret:
		r.fail(at, name, "", "is a secret, and secrets do not stand here: name a file of it as %s-file, or set %s", name, setting.Variable())
	case twice:
		r.fail(at, name, "", "stands twice")
	default:
		if items, ok := r.items(setting, pair.Value); ok {
			r.found[name] = entry{items, r.placeOf(at)}
		}
	}
}

// items are those of a value: of a list each on its own, or all in one text as in the
// environment. False when something is at fault, which is told.
func (r *reader) items(of *Setting, node ast.Node) (items []string, ok bool) {
	list, isList := node.(*ast.SequenceNode)
	if !isList || of.Kind != List {
		return r.item(of, node, of.split)
	}
	ok = true
	for _, one := range list.Values {
		item, right := r.item(of, one, func(text string) []string { return []string{text} })
		items, ok = append(items, item...), ok && right
	}
	return items, ok
}

// item is a single value, checked.
func (r *reader) item(of *Setting, node ast.Node, split func(string) []string) ([]string, bool) {
	text, ok := scalar(node)
	if !ok {
		r.fail(node.GetToken(), of.Name, "", "has no single value: expected %s", expected(of))
		return nil, false
	}
	items := split(text)
	probe := &value{of: of, to: target(of.Kind)}
	if err := probe.put(items); err != nil {
		r.fail(node.GetToken(), of.Name, text, "%s", err)
		return nil, false
	}
	return items, true
}

func expected(of *Setting) string {
	if of.Kind == List {
		return "a list of texts, each on a line behind a dash"
	}
	return string(of.Kind)
}

// target is something that a value of a kind can be put into.
func target(of Kind) any {
	switch of {
	case YesNo:
		return new(bool)
	case Number:
		return new(int64)
	case List:
		return new([]string)
	case Text, Path, Secret:
	}
	return new(string)
}

// scalar is the text of a single value as it is written; false for a list, a mapping,
// an anchor, an alias, a tag, and for nothing.
func scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.BoolNode:
		return strconv.FormatBool(n.Value), true
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, true
	}
	return "", false
}

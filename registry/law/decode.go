package law

import (
	"fmt"
	"reflect"

	"github.com/goccy/go-yaml/ast"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// decoder fills structs from YAML strictly and goes on after a fault, so that
// one reading reports them all: what fails is left out. Anchors, aliases, tags
// and merge keys are refused: an entry of the law stands as it is written.
type decoder struct {
	*findings
	file  string
	layer int
}

func (d *decoder) fail(line int, path, value, format string, args ...any) {
	d.report(d.file, line, path, value, format, args...)
}

// refuse reports a node that is left out as a whole.
func (d *decoder) refuse(node ast.Node, path, format string, args ...any) {
	d.fail(lineOf(node), path, node.String(), format, args...)
	d.leaveOut(node.String())
}

// decode fills to (addressable) from node and reports whether it holds a value;
// path names it in faults. A null is no value, and no fault.
func (d *decoder) decode(node ast.Node, to reflect.Value, path string) bool {
	node, ok := d.plain(node, path)
	if !ok || isNull(node) {
		return false
	}
	if to.Type() == reflect.TypeFor[civil.Date]() {
		return d.decodeDate(node, to, path)
	}
	switch to.Kind() {
	case reflect.Pointer:
		return d.decodePointer(node, to, path)
	case reflect.Struct:
		return d.decodeStruct(node, to, path)
	case reflect.Slice:
		return d.decodeSlice(node, to, path)
	case reflect.Array:
		return d.decodeArray(node, to, path)
	case reflect.Map:
		return d.decodeMap(node, to, path)
	case reflect.String, reflect.Bool, reflect.Int:
		return d.decodeScalar(node, to, path)
	}
	panic(fmt.Sprintf("law: no YAML form for %s", to.Type()))
}

// plain reports anchors, aliases and tags, and gives what they stand before;
// an alias stands before nothing.
func (d *decoder) plain(node ast.Node, path string) (ast.Node, bool) {
	switch n := node.(type) {
	case *ast.AnchorNode:
		d.fail(lineOf(node), path, "", "anchors and aliases are refused: an entry stands as it is written")
		return d.plain(n.Value, path)
	case *ast.TagNode:
		d.fail(lineOf(node), path, n.Start.Value, "tags are refused: an entry stands as it is written")
		return d.plain(n.Value, path)
	case *ast.AliasNode:
		d.refuse(node, path, "anchors and aliases are refused: an entry stands as it is written")
		return nil, false
	}
	return node, true
}

func (d *decoder) decodePointer(node ast.Node, to reflect.Value, path string) bool {
	made := reflect.New(to.Type().Elem())
	if !d.decode(node, made.Elem(), path) {
		return false
	}
	to.Set(made)
	return true
}

func (d *decoder) decodeStruct(node ast.Node, to reflect.Value, path string) bool {
	values, ok := mapping(node)
	if !ok {
		d.refuse(node, path, "expected fields (name: value)")
		return false
	}
	at := place{d.layer, d.file, path, map[string]int{"": lineOf(node)}, map[string]bool{}}
	for _, pair := range values {
		name, before := keyOf(pair), len(d.faults)
		d.decodeField(pair, name, to, at)
		at.failed[name] = at.failed[name] || len(d.faults) > before
		at.lines[name] = lineOf(pair.Key)
	}
	d.places[to.Addr().Interface()] = at
	return true
}

func (d *decoder) decodeField(pair *ast.MappingValueNode, name string, to reflect.Value, in place) {
	line, path := lineOf(pair.Key), join(in.path, fault.Clip(name))
	field, known := fieldOf(to, name)
	_, merge := pair.Key.(*ast.MergeKeyNode)
	_, twice := in.lines[name]
	switch {
	case merge:
		d.fail(line, path, "", "merge keys are refused: an entry stands as it is written")
	case !known:
		names := fieldNames(to.Type())
		d.fail(line, path, "", "is no field here: expected %s%s", sentence.Either(names), fault.DidYouMean(name, names))
	case twice:
		d.fail(line, path, "", "stands twice")
	default:
		d.decode(pair.Value, field, path)
		return
	}
	d.leaveOut(pair.String())
}

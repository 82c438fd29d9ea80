package law

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// decoder fills structs from YAML strictly and goes on after a fault, so that
// one reading reports them all. Anchors, aliases, tags and merge keys are
// refused: an entry of the law stands as it is written.
type decoder struct {
	file   string
	faults fault.List
	places map[any]place // by pointer to the entry
}

// lines are the lines of an entry's fields by their path; "" is its own.
type lines map[string]int

func (d *decoder) fail(line int, path, value, format string, args ...any) {
	why := fault.Bad(path, value, format, args...)
	why.Place = &fault.Place{File: d.file, Line: line}
	d.faults.Add(why)
}

// lineOf is the line on which a node stands.
func lineOf(node ast.Node) int {
	if node == nil || node.GetToken() == nil {
		return 1
	}
	return node.GetToken().Position.Line
}

// decode fills to (addressable) from node; path names it in faults.
func (d *decoder) decode(node ast.Node, to reflect.Value, path string) {
	if _, null := node.(*ast.NullNode); null || node == nil {
		return // not given
	}
	if to.Type() == reflect.TypeFor[civil.Date]() {
		d.decodeDate(node, to, path)
		return
	}
	switch to.Kind() {
	case reflect.Pointer:
		to.Set(reflect.New(to.Type().Elem()))
		d.decode(node, to.Elem(), path)
	case reflect.Struct:
		d.decodeStruct(node, to, path)
	case reflect.Slice:
		d.decodeSlice(node, to, path)
	case reflect.Array:
		d.decodeArray(node, to, path)
	case reflect.Map:
		d.decodeMap(node, to, path)
	case reflect.String, reflect.Bool, reflect.Int:
		d.decodeScalar(node, to, path)
	default:
		panic(fmt.Sprintf("law: no YAML form for %s", to.Type()))
	}
}

func (d *decoder) decodeStruct(node ast.Node, to reflect.Value, path string) {
	values, ok := mapping(node)
	if !ok {
		d.fail(lineOf(node), path, node.String(), "expected fields (name: value)")
		return
	}
	at := lines{"": lineOf(node)}
	for _, pair := range values {
		name, key := keyOf(pair), lineOf(pair.Key)
		field, known := fieldOf(to, name)
		inner := join(path, name)
		switch _, twice := at[name]; {
		case !known:
			d.fail(key, inner, "", "is no field here: expected %s%s", fault.Either(fieldNames(to.Type())), fault.DidYouMean(name, fieldNames(to.Type())))
		case twice:
			d.fail(key, inner, "", "stands twice")
		default:
			at[name] = key
			d.decode(pair.Value, field, inner)
		}
	}
	if to.CanAddr() {
		d.places[to.Addr().Interface()] = place{d.file, path, at}
	}
}

func (d *decoder) decodeSlice(node ast.Node, to reflect.Value, path string) {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		d.fail(lineOf(node), path, node.String(), "expected a list")
		return
	}
	to.Set(reflect.MakeSlice(to.Type(), len(list.Values), len(list.Values)))
	for i, item := range list.Values {
		d.decode(item, to.Index(i), fmt.Sprintf("%s[%s]", path, label(item, i)))
	}
}

func (d *decoder) decodeArray(node ast.Node, to reflect.Value, path string) {
	list, ok := node.(*ast.SequenceNode)
	if !ok || len(list.Values) != to.Len() {
		d.fail(lineOf(node), path, node.String(), "expected a list of %d", to.Len())
		return
	}
	for i, item := range list.Values {
		d.decode(item, to.Index(i), path)
	}
}

func (d *decoder) decodeMap(node ast.Node, to reflect.Value, path string) {
	values, ok := mapping(node)
	if !ok {
		d.fail(lineOf(node), path, node.String(), "expected pairs (name: value)")
		return
	}
	to.Set(reflect.MakeMap(to.Type()))
	for _, pair := range values {
		key, value := reflect.ValueOf(keyOf(pair)), reflect.New(to.Type().Elem()).Elem()
		if to.MapIndex(key).IsValid() {
			d.fail(lineOf(pair.Key), join(path, key.String()), "", "stands twice")
		}
		d.decode(pair.Value, value, join(path, key.String()))
		to.SetMapIndex(key, value)
	}
}

func (d *decoder) decodeDate(node ast.Node, to reflect.Value, path string) {
	text, _ := scalar(node)
	day, err := civil.Parse(text)
	if err != nil {
		d.fail(lineOf(node), path, text, "is no date: expected YYYY-MM-DD, a day of the calendar such as 2020-07-16")
		return
	}
	to.Set(reflect.ValueOf(day))
}

func (d *decoder) decodeScalar(node ast.Node, to reflect.Value, path string) {
	text, ok := scalar(node)
	if !ok {
		d.fail(lineOf(node), path, node.String(), "expected a single value")
		return
	}
	switch to.Kind() {
	case reflect.Bool:
		value, err := strconv.ParseBool(text)
		if err != nil {
			d.fail(lineOf(node), path, text, "expected true or false")
		}
		to.SetBool(value)
	case reflect.Int:
		value, err := strconv.Atoi(text)
		if err != nil {
			d.fail(lineOf(node), path, text, "expected a whole number")
		}
		to.SetInt(int64(value))
	default:
		to.SetString(text)
		d.checkWord(node, to, path)
	}
}

// checkWord checks a value of an enumeration.
func (d *decoder) checkWord(node ast.Node, to reflect.Value, path string) {
	words, enumerated := enumerations[to.Type()]
	if !enumerated || to.String() == "" {
		return
	}
	for _, word := range words {
		if word == to.String() {
			return
		}
	}
	d.fail(lineOf(node), path, to.String(), "is unknown: expected %s%s", fault.Either(words), fault.DidYouMean(to.String(), words))
}

// join makes the path of a field.
func join(path, name string) string { return strings.TrimPrefix(path+"."+name, ".") }

package law

import (
	"fmt"
	"reflect"

	"github.com/goccy/go-yaml/ast"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// decodeSlice fills a list with the items that could be decoded, each with its
// place. The list is made in full length first: places are by pointer.
func (d *decoder) decodeSlice(node ast.Node, to reflect.Value, path string) bool {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		d.refuse(node, path, "expected a list")
		return false
	}
	to.Set(reflect.MakeSlice(to.Type(), 0, len(list.Values)))
	for i, item := range list.Values {
		at := fmt.Sprintf("%s[%s]", path, label(item, i))
		to.SetLen(to.Len() + 1)
		next := to.Index(to.Len() - 1)
		if !d.decodeItem(item, next, at) {
			next.SetZero()
			to.SetLen(to.Len() - 1)
			continue
		}
		if next.Kind() != reflect.Struct && next.Kind() != reflect.Pointer {
			d.places[next.Addr().Interface()] = place{layer: d.layer, file: d.file, path: at, lines: map[string]int{"": lineOf(item)}}
		}
	}
	return true
}

func (d *decoder) decodeArray(node ast.Node, to reflect.Value, path string) bool {
	list, ok := node.(*ast.SequenceNode)
	if !ok || len(list.Values) != to.Len() {
		d.refuse(node, path, "expected a list of %d", to.Len())
		return false
	}
	for i, item := range list.Values {
		ok = d.decodeItem(item, to.Index(i), path) && ok
	}
	return ok
}

func (d *decoder) decodeMap(node ast.Node, to reflect.Value, path string) bool {
	values, ok := mapping(node)
	if !ok {
		d.refuse(node, path, "expected pairs (name: value)")
		return false
	}
	to.Set(reflect.MakeMap(to.Type()))
	for _, pair := range values {
		key, value := reflect.ValueOf(keyOf(pair)), reflect.New(to.Type().Elem()).Elem()
		at := join(path, fault.Clip(key.String()))
		if to.MapIndex(key).IsValid() {
			d.fail(lineOf(pair.Key), at, "", "stands twice")
		}
		d.decodeItem(pair.Value, value, at)
		to.SetMapIndex(key, value)
	}
	return true
}

// decodeItem decodes what must be given: an item of a list, a value of a map.
func (d *decoder) decodeItem(node ast.Node, to reflect.Value, path string) bool {
	if isNull(node) {
		d.fail(lineOf(node), path, "", "is empty: expected %s, or leave it out", form(to.Type()))
		return false
	}
	return d.decode(node, to, path)
}

// form says in words what stands for a value of a type.
func form(of reflect.Type) string {
	switch of.Kind() {
	case reflect.Pointer:
		return form(of.Elem())
	case reflect.Struct:
		return "fields (name: value)"
	case reflect.Array:
		return fmt.Sprintf("a list of %d", of.Len())
	default:
		return "a value"
	}
}

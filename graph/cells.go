package graph

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// cells turns the fields of an input into cells by column: the form in which
// the contract writes facts. A field that is null becomes the empty cell, which
// clears; one that is absent stays away.
func cells(input map[string]any) (registry.Fields, error) {
	all := make(registry.Fields, len(input))
	var faults fault.List
	for field, value := range input {
		text, why := cell(column(field), reflect.ValueOf(value))
		all[column(field)] = text
		faults.Add(why)
	}
	return all, faults.Err()
}

func cell(column string, v reflect.Value) (string, *fault.Error) {
	switch v.Kind() {
	case reflect.Invalid:
		return "", nil
	case reflect.Pointer:
		return cell(column, v.Elem()) // of nil: the invalid value
	case reflect.Slice:
		return list(column, v)
	default:
		return fmt.Sprint(v.Interface()), nil
	}
}

// separator stands between the items of a list in a cell. An item that contains
// it would become two.
const separator = ";"

func list(column string, v reflect.Value) (string, *fault.Error) {
	items := make([]string, v.Len())
	for i := range items {
		items[i] = fmt.Sprint(v.Index(i).Interface())
		if strings.Contains(items[i], separator) {
			return "", fault.Bad(column, items[i], "has an item with a semicolon, %q: give each item by itself", fault.Clip(items[i]))
		}
	}
	return strings.Join(items, separator), nil
}

// column writes a field's name as the columns are named: the reverse of camel.
func column(field string) string {
	if field == "externalId" {
		return "id"
	}
	var name strings.Builder
	for _, r := range field {
		if unicode.IsUpper(r) {
			name.WriteByte('_')
		}
		name.WriteRune(unicode.ToLower(r))
	}
	return name.String()
}

// given is a value that may not be given.
func given[T any](value *T) (none T) {
	if value == nil {
		return none
	}
	return *value
}

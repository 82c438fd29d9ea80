package graph

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

// cells turns the fields of an input into cells by column: the form in which
// the contract writes facts. A field that is null becomes the empty cell, which
// clears; one that is absent stays away.
func cells(input map[string]any) map[string]string {
	all := make(map[string]string, len(input))
	for field, value := range input {
		all[column(field)] = cell(reflect.ValueOf(value))
	}
	return all
}

func cell(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Invalid:
		return ""
	case reflect.Pointer:
		if v.IsNil() {
			return ""
		}
		return cell(v.Elem())
	case reflect.Slice:
		items := make([]string, v.Len())
		for i := range items {
			items[i] = cell(v.Index(i))
		}
		return strings.Join(items, ";")
	default:
		return fmt.Sprint(v.Interface())
	}
}

// column writes a field's name as the columns are named.
func column(field string) string {
	var name strings.Builder
	for _, r := range field {
		if unicode.IsUpper(r) {
			name.WriteByte('_')
		}
		name.WriteRune(unicode.ToLower(r))
	}
	return name.String()
}

// given are the fields whose values are given: pairs of a name and a pointer.
func given[T any](pairs ...any) map[string]any {
	fields := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		if value, ok := pairs[i+1].(*T); ok && value != nil {
			fields[pairs[i].(string)] = *value
		}
	}
	return fields
}

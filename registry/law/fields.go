package law

import (
	"fmt"
	"io"
	"reflect"
	"strings"
)

// showStruct prints the fields of a struct (a pointer to it) under their names
// in the YAML files, those that are given.
func showStruct(w io.Writer, of any) { showFields(w, reflect.ValueOf(of).Elem(), margin) }

// margin is before the fields of the entry itself, whose id and name stand in
// its heading.
const margin = "  "

func showFields(w io.Writer, v reflect.Value, indent string) {
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Tag.Get("yaml"), v.Field(i)
		switch {
		case name == ",inline":
			showFields(w, field, indent)
		case isEmpty(field) || name == "-" || name == "id" || name == "name" && indent == margin:
		default:
			showField(w, name, field, indent)
		}
	}
}

func isEmpty(field reflect.Value) bool {
	return field.IsZero() || field.Kind() == reflect.Slice && field.Len() == 0
}

func showField(w io.Writer, name string, field reflect.Value, indent string) {
	field = reflect.Indirect(field)
	if window, ok := field.Interface().(Window); ok {
		fmt.Fprintf(w, "%s%s: %s\n", indent, name, window)
		return
	}
	switch field.Kind() {
	case reflect.Struct:
		fmt.Fprintf(w, "%s%s:\n", indent, name)
		showFields(w, field, indent+"  ")
	case reflect.Slice:
		showList(w, name, field, indent)
	default:
		fmt.Fprintf(w, "%s%s: %s\n", indent, name, inWords(field))
	}
}

func showList(w io.Writer, name string, list reflect.Value, indent string) {
	if list.Index(0).Kind() == reflect.Struct {
		for i := range list.Len() {
			fmt.Fprintf(w, "%s%s %s:\n", indent, name, idOr(list.Index(i), i+1))
			showFields(w, list.Index(i), indent+"  ")
		}
		return
	}
	var words []string
	for i := range list.Len() {
		words = append(words, inWords(list.Index(i)))
	}
	fmt.Fprintf(w, "%s%s: %s\n", indent, name, strings.Join(words, "; "))
}

// idOr is the id of an item that has one, else its number.
func idOr(item reflect.Value, number int) string {
	if id, ok := fieldOf(item, "id"); ok {
		return inWords(id)
	}
	return fmt.Sprint(number)
}

// inWords is a value on one line.
func inWords(v reflect.Value) string {
	return printable(strings.ReplaceAll(strings.TrimSpace(fmt.Sprint(v.Interface())), "\n", " "))
}

// String is the window for people.
func (w Window) String() string {
	switch {
	case w.From.IsZero() && w.Through.IsZero():
		return "always"
	case w.Through.IsZero():
		return "since " + w.From.String()
	case w.From.IsZero():
		return "through " + w.Through.String()
	}
	return w.From.String() + " … " + w.Through.String()
}

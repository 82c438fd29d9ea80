package law

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"text/tabwriter"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// List prints the instruments that hold on a day, all of them for the zero
// Date, as a table.
func (l *Law) List(w io.Writer, asOf civil.Date) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "ID\tKIND\tREGIME\tFROM\tTHROUGH\tNAME")
	for _, i := range l.All() {
		if asOf.IsZero() || l.HoldsOn(i, asOf) {
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\n", i.ID, i.Kind, i.Regime, i.From, i.Through, i.Name)
		}
	}
	return out.Flush()
}

// Show prints one instrument with every field that is given, and whether it
// holds on a day, unless that is the zero Date. An unknown id is NOT_FOUND.
func (l *Law) Show(w io.Writer, id string, asOf civil.Date) error {
	for _, e := range l.headers() {
		if e.ID != id {
			continue
		}
		fmt.Fprintf(w, "%s: %s (%s)\n", e.ID, e.Name, e.Kind.noun())
		if !asOf.IsZero() {
			fmt.Fprintf(w, "  on %s: %s\n", asOf, map[bool]string{true: "holds", false: "does not hold"}[l.HoldsOn(e, asOf)])
		}
		l.showFields(w, id)
		return nil
	}
	return fault.New(fault.NotFound, "there is no instrument %q%s", fault.Clip(id), fault.DidYouMean(id, l.instrumentIDs()))
}

// showFields prints the fields of the entry, whatever its kind.
func (l *Law) showFields(w io.Writer, id string) {
	for _, entries := range []any{l.Adequacy, l.Frameworks, l.Clauses, l.BindingRules, l.OtherSafeguards, l.Derogations} {
		list := reflect.ValueOf(entries)
		for i := range list.Len() {
			if e := list.Index(i); e.Interface().(entry).header().ID == id {
				show(w, e.Elem(), "  ")
			}
		}
	}
}

// show prints the fields of a struct under their names in the YAML files.
func show(w io.Writer, v reflect.Value, indent string) {
	for i := range v.NumField() {
		name, field := v.Type().Field(i).Tag.Get("yaml"), v.Field(i)
		switch {
		case name == ",inline":
			show(w, field, indent)
		case field.IsZero() || name == "-" || name == "id" || name == "name":
		default:
			showField(w, name, field, indent)
		}
	}
}

func showField(w io.Writer, name string, field reflect.Value, indent string) {
	for field.Kind() == reflect.Pointer {
		field = field.Elem()
	}
	if window, ok := field.Interface().(Window); ok {
		fmt.Fprintf(w, "%s%s: %s … %s\n", indent, name, window.From, window.Through)
		return
	}
	switch field.Kind() {
	case reflect.Struct:
		fmt.Fprintf(w, "%s%s:\n", indent, name)
		show(w, field, indent+"  ")
	case reflect.Slice:
		showList(w, name, field, indent)
	default:
		fmt.Fprintf(w, "%s%s: %v\n", indent, name, field.Interface())
	}
}

func showList(w io.Writer, name string, list reflect.Value, indent string) {
	if list.Len() > 0 && list.Index(0).Kind() == reflect.Struct {
		for i := range list.Len() {
			fmt.Fprintf(w, "%s%s %d:\n", indent, name, i+1)
			show(w, list.Index(i), indent+"  ")
		}
		return
	}
	var words []string
	for i := range list.Len() {
		words = append(words, fmt.Sprint(list.Index(i).Interface()))
	}
	fmt.Fprintf(w, "%s%s: %s\n", indent, name, strings.Join(words, "; "))
}

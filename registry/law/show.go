package law

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// List prints the instruments that hold on a day, all of them for the zero
// Date, as a table.
func (l *Law) List(w io.Writer, asOf civil.Date) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "ID\tKIND\tREGIME\tFROM\tTHROUGH\tNAME")
	for _, i := range l.All() {
		if asOf.IsZero() || l.HoldsOn(i, asOf) {
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\n", i.ID, i.Kind, i.Regime, i.From, i.Through, printable(i.Name))
		}
	}
	return out.Flush()
}

// Show prints everything of an id or code, with every field that is given and
// what is noted about it, and whether it holds on a day, unless that is the
// zero Date. An unknown id is NOT_FOUND.
func (l *Law) Show(w io.Writer, id string, asOf civil.Date) error {
	found := slices.DeleteFunc(l.items(), func(i item) bool { return i.id != id })
	for _, i := range found {
		i.show(w, asOf)
	}
	if name := l.Countries[id]; len(found) == 0 && name != "" {
		fmt.Fprintf(w, "%s: %s (a country without an entry of its own)\n", id, printable(name))
	} else if len(found) == 0 {
		return fault.New(fault.NotFound, "the law has no entry %q%s", fault.Clip(id), l.didYouMean(id))
	}
	for _, a := range l.about(id) {
		fmt.Fprintf(w, "  %s: %s (%s)\n", a.Date, printable(a.Text), printable(a.Citation))
	}
	return nil
}

func (i item) show(w io.Writer, asOf civil.Date) {
	fmt.Fprintf(w, "%s: %s (%s)\n", i.id, printable(i.name), i.noun)
	if !asOf.IsZero() {
		fmt.Fprintf(w, "  on %s: %s\n", asOf, map[bool]string{true: "holds", false: "does not hold"}[i.holds(asOf)])
	}
	showStruct(w, i.fields)
}

// didYouMean proposes the ids that contain what was asked for, else the nearest.
func (l *Law) didYouMean(id string) sentence.Sentence {
	const most = 8
	var known, containing []string
	for one := range l.Known() {
		known = append(known, one)
		if strings.Contains(one, strings.ToLower(id)) {
			containing = append(containing, one)
		}
	}
	if len(containing) == 0 || len(containing) > most {
		return fault.DidYouMean(id, known)
	}
	return fault.Proposed(sentence.Either(containing).String())
}

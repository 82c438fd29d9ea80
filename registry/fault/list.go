package fault

import (
	"cmp"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/sentence"
)

// List is every refusal of one call. As an error it is never empty: see
// [List.Err].
type List []*Error

// Add appends refusals, leaving out nil ones.
func (l *List) Add(errs ...*Error) {
	for _, e := range errs {
		if e != nil {
			*l = append(*l, e)
		}
	}
}

// Err is the list as an error, nil when it is empty.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Error writes one refusal a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Said are the refusals with their sentences in a language.
func (l List) Said(in sentence.Language) List {
	said := make(List, len(l))
	for i, e := range l {
		said[i] = e.Said(in)
	}
	return said
}

// Sort orders by file and sheet (in bytes) and line, keeping the order within a line;
// refusals without a place come first.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b *Error) int {
		p, q := a.place(), b.place()
		return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Sheet, q.Sheet), cmp.Compare(p.Line, q.Line))
	})
}

func (e *Error) place() Place {
	if e.Place == nil {
		return Place{}
	}
	return *e.Place
}

package registry

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/storage/table"
)

// FlowFilter narrows a list of flows; what is not given admits all, several
// values of one field admit each.
type FlowFilter struct {
	Status      []basis.Status
	Regime      []law.Regime
	Instrument  []string // that is a basis on the day
	Customer    []string // external ids; of customers "" for flows of none
	Exporter    []string
	Importer    []string
	Origin      []string // country codes
	Destination []string
	Product     []string
	Data        []fact.Category
	Text        string   // every word begins a word of name, external id, purpose or product
	Assignee    []string // actors who have the flags in hand; "" for flags that nobody has
	Snoozed     Snoozed  // "": all
	Reason      []basis.Code
	Remedy      []string // names of remedies; "" for flags that nothing would mend
}

// ListFlows lists the flows that the filter admits on a day, by external id.
func (v *View) ListFlows(ctx context.Context, filter *FlowFilter, asOf civil.Date, paging Paging) (*FlowPage, error) {
	if filter == nil {
		filter = &FlowFilter{}
	}
	words, err := searchWords("text", filter.Text)
	if err != nil {
		return nil, err
	}
	day := v.Day(asOf)
	b, narrowed, err := v.narrowFlags(ctx, filter, day)
	if err != nil {
		return nil, err
	}
	page, err := (&flowList{View: v, book: b, filter: narrowed, words: words, day: day}).page(ctx, paging)
	if err != nil {
		return nil, err
	}
	page.ErasedFlows, err = v.erasedFlows(ctx, b)
	return page, err
}

// pageOfFlows cuts a page out of flows that lie by external id.
func (v *View) pageOfFlows(all []*fact.Flow, paging Paging) (*FlowPage, error) {
	page, err := byExternalID(flows).paginate(all, paging)
	if err != nil {
		return nil, err
	}
	show(v, page.Nodes...)
	return page, nil
}

// check gives the filter with its countries folded.
func (f FlowFilter) check(l *law.Law) (FlowFilter, error) {
	if err := f.checkLengths(); err != nil {
		return f, err
	}
	for _, id := range f.Instrument {
		if !l.IsInstrument(id) {
			return f, fault.Bad("instrument", id, "is no instrument")
		}
	}
	var err error
	if f.Origin, err = countries(l, "origin", f.Origin); err != nil {
		return f, err
	}
	f.Destination, err = countries(l, "destination", f.Destination)
	return f, err
}

// checkLengths refuses a field of more values than a list may have.
func (f *FlowFilter) checkLengths() error {
	for _, list := range []struct {
		field  string
		values int
	}{
		{"status", len(f.Status)},
		{"regime", len(f.Regime)},
		{"instrument", len(f.Instrument)},
		{"customer", len(f.Customer)},
		{"exporter", len(f.Exporter)},
		{"importer", len(f.Importer)},
		{"origin", len(f.Origin)},
		{"destination", len(f.Destination)},
		{"product", len(f.Product)},
		{"data", len(f.Data)},
		{"assignee", len(f.Assignee)},
		{"reason", len(f.Reason)},
		{"remedy", len(f.Remedy)},
	} {
		if err := checkLength(list.field, list.values); err != nil {
			return err
		}
	}
	return nil
}

// mostValues is how many values a list has at most by which something is narrowed.
const mostValues = 1_000

func checkLength(field string, values int) error {
	if values > mostValues {
		return fault.Bad(field, "", "has %d values: expected at most %d", values, mostValues)
	}
	return nil
}

// countries folds the codes of a field and refuses what is no country.
func countries(l *law.Law, field string, codes []string) ([]string, error) {
	folded := make([]string, len(codes))
	for i, code := range codes {
		folded[i] = strings.ToUpper(code)
		if why := l.CountryFault(folded[i]); !why.IsEmpty() {
			return nil, fault.BadFor(field, code, why)
		}
	}
	return folded, nil
}

// narrowFlags makes the filter of the columns of one that is asked on a day, but for its
// text, with the flows that it is asked of.
func (v *View) narrowFlags(ctx context.Context, filter *FlowFilter, day civil.Date) (*book, columns.Filter, error) {
	narrowed, err := v.narrow(ctx, filter)
	if err != nil {
		return nil, narrowed, err
	}
	b, err := v.everythingAs(ctx, access.ReadFlows)
	if err != nil || filter == nil {
		return b, narrowed, err
	}
	if err := v.narrowTriaged(ctx, b, &narrowed, filter, day); err != nil {
		return nil, narrowed, err
	}
	return b, narrowed, v.narrowWhy(ctx, b, &narrowed, filter, day)
}

// narrow makes the filter of the columns of one that is asked, but for its text and for
// what it asks of flags; nil admits all of which the caller may know.
func (v *View) narrow(ctx context.Context, filter *FlowFilter) (c columns.Filter, err error) {
	if filter == nil {
		return v.confine(ctx, c)
	}
	checked, err := filter.check(v.law)
	if err != nil {
		return c, err
	}
	if c, err = checked.compile(ctx, v); err != nil {
		return c, err
	}
	return v.confine(ctx, c)
}

// narrowTo is narrow for what is narrowed neither by text nor by what is asked of flags,
// such as "a series".
func (v *View) narrowTo(ctx context.Context, what string, filter *FlowFilter) (c columns.Filter, err error) {
	if err := filter.wordless(what); err != nil {
		return c, err
	}
	if err := filter.unflagged(what); err != nil {
		return c, err
	}
	return v.narrow(ctx, filter)
}

// wordless refuses a filter by text for what that cannot narrow, such as "remedies".
func (f *FlowFilter) wordless(what string) error {
	if f == nil || f.Text == "" {
		return nil
	}
	return fault.Bad("text", f.Text, "cannot narrow %s: expected other fields of the filter", sentence.Text(what))
}

// compile makes the filter of the columns; what it names by external ids that
// nobody has, nothing matches.
func (f FlowFilter) compile(ctx context.Context, v *View) (c columns.Filter, err error) {
	c = columns.Filter{
		Status: f.Status, Regime: f.Regime, Instrument: f.Instrument,
		Origin: f.Origin, Destination: f.Destination, Product: f.Product, Data: columns.CategoriesOf(f.Data),
	}
	err = v.readAs(ctx, access.ReadFlows, func(r *table.Reader) (err error) {
		for _, party := range []struct {
			named []string
			to    *[]fact.ID
		}{{f.Customer, &c.Customer}, {f.Exporter, &c.Exporter}, {f.Importer, &c.Importer}} {
			if *party.to, err = idsOf(r, party.named); err != nil {
				return err
			}
		}
		return nil
	})
	if slices.Contains(f.Customer, "") {
		c.Customer = append(c.Customer, fact.ID{})
	}
	return c, err
}

// idsOf finds organizations by their external ids, each once. Where none is found of those
// that are named, it gives an id that nobody has.
func idsOf(r *table.Reader, named []string) (found []fact.ID, err error) {
	for _, externalID := range slices.Compact(slices.Sorted(slices.Values(named))) {
		o, err := organizations.ByExternalID(r, externalID)
		switch {
		case isMissing(known(err)):
			continue
		case err != nil:
			return nil, err
		}
		found = append(found, o.ID)
	}
	if len(named) > 0 && found == nil {
		found = []fact.ID{uuid.Max}
	}
	return found, nil
}

// anyOf reports whether a value is among those admitted; none named admits all.
func anyOf[T comparable](admitted []T, value T) bool {
	return len(admitted) == 0 || slices.Contains(admitted, value)
}

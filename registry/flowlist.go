package registry

import (
	"context"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// FlowFilter narrows a list of flows; what is not given admits all, several
// values of one field admit each.
type FlowFilter struct {
	Status      []basis.Status
	Regime      []law.Regime
	Instrument  []string // that is a basis on the day
	Customer    []string // external ids
	Exporter    []string
	Importer    []string
	Origin      []string // country codes
	Destination []string
	Product     []string
	Data        []fact.Category
	Text        string // every word begins a word of name, external id, purpose or product
}

// ListFlows lists the flows that the filter admits on a day, by external id.
func (v *View) ListFlows(ctx context.Context, filter *FlowFilter, asOf civil.Date, paging Paging) (*FlowPage, error) {
	if filter == nil {
		filter = &FlowFilter{}
	}
	checked, err := filter.check(v.law)
	if err != nil {
		return nil, err
	}
	b, err := v.everything(ctx)
	if err != nil {
		return nil, err
	}
	admitted := []*fact.Flow{}
	admits, day := checked.compile(b), v.Day(asOf)
	for i, f := range b.flows {
		if admits(b.decisions[i], day) {
			admitted = append(admitted, f)
		}
	}
	return v.pageOfFlows(admitted, paging)
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

// countries folds the codes of a field and refuses what is no country.
func countries(l *law.Law, field string, codes []string) ([]string, error) {
	folded := make([]string, len(codes))
	for i, code := range codes {
		folded[i] = strings.ToUpper(code)
		if why := l.CountryFault(folded[i]); why != "" {
			return nil, fault.Bad(field, code, "%s", why)
		}
	}
	return folded, nil
}

// compile makes the test that the filter is.
func (f FlowFilter) compile(b *book) func(*basis.Decision, civil.Date) bool {
	words := searchWords(f.Text)
	externalID := func(id fact.ID) string {
		if o := b.organizations[id]; o != nil {
			return o.ExternalID
		}
		return ""
	}
	return func(d *basis.Decision, day civil.Date) bool {
		flow, on := d.Case.Flow, d.Timeline.On(day)
		origin, destination := d.Case.Route()
		return anyOf(f.Status, on.Status) && anyOf(f.Regime, on.Regime) &&
			anyOf(f.Origin, origin) && anyOf(f.Destination, destination) && anyOf(f.Product, flow.Product) &&
			(f.Customer == nil || anyOf(f.Customer, externalID(flow.Customer))) &&
			(f.Exporter == nil || anyOf(f.Exporter, externalID(flow.Exporter))) &&
			(f.Importer == nil || anyOf(f.Importer, externalID(flow.Importer))) &&
			(len(f.Data) == 0 || slices.ContainsFunc(flow.Data, func(c fact.Category) bool { return slices.Contains(f.Data, c) })) &&
			(len(f.Instrument) == 0 || slices.ContainsFunc(on.Bases, func(b basis.Basis) bool { return slices.Contains(f.Instrument, b.Instrument.ID) })) &&
			(len(words) == 0 || matches(words, beginnings(flow.Name, flow.ExternalID, flow.Purpose, flow.Product)))
	}
}

// anyOf reports whether a value is among those admitted; none named admits all.
func anyOf[T comparable](admitted []T, value T) bool {
	return len(admitted) == 0 || slices.Contains(admitted, value)
}

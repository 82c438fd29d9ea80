package registry_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// TestListsOfFiltersAreBounded narrows by as many values as a list may have, and by one more,
// wherever flows are narrowed.
func TestListsOfFiltersAreBounded(t *testing.T) {
	ctx, view := anyone(), now(t, openHarbour(t))
	for field, by := range map[string]func(f *registry.FlowFilter, values int){
		"status":      func(f *registry.FlowFilter, n int) { f.Status = slices.Repeat([]basis.Status{basis.Valid}, n) },
		"regime":      func(f *registry.FlowFilter, n int) { f.Regime = slices.Repeat([]law.Regime{law.EU}, n) },
		"instrument":  func(f *registry.FlowFilter, n int) { f.Instrument = slices.Repeat([]string{"eu-us-dpf"}, n) },
		"customer":    func(f *registry.FlowFilter, n int) { f.Customer = slices.Repeat([]string{"nordwind"}, n) },
		"exporter":    func(f *registry.FlowFilter, n int) { f.Exporter = slices.Repeat([]string{"nordwind"}, n) },
		"importer":    func(f *registry.FlowFilter, n int) { f.Importer = slices.Repeat([]string{"nordwind"}, n) },
		"origin":      func(f *registry.FlowFilter, n int) { f.Origin = slices.Repeat([]string{"DE"}, n) },
		"destination": func(f *registry.FlowFilter, n int) { f.Destination = slices.Repeat([]string{"US"}, n) },
		"product":     func(f *registry.FlowFilter, n int) { f.Product = slices.Repeat([]string{"x"}, n) },
		"data":        func(f *registry.FlowFilter, n int) { f.Data = slices.Repeat([]fact.Category{fact.Contact}, n) },
		"assignee":    func(f *registry.FlowFilter, n int) { f.Assignee = slices.Repeat([]string{"x"}, n) },
		"reason": func(f *registry.FlowFilter, n int) {
			f.Reason = slices.Repeat([]basis.Code{basis.InstrumentInvalidated}, n)
		},
		"remedy": func(f *registry.FlowFilter, n int) { f.Remedy = slices.Repeat([]string{"x"}, n) },
	} {
		few, many := &registry.FlowFilter{}, &registry.FlowFilter{}
		by(few, 1000)
		by(many, 1001)
		if _, err := view.ListFlows(ctx, few, 0, registry.Paging{}); err != nil {
			t.Errorf("1,000 values of %s: %v", field, err)
		}
		want := field + ": has 1001 values: expected at most 1000"
		for what, ask := range map[string]func(context.Context) error{
			"flows":    func(ctx context.Context) error { _, err := view.ListFlows(ctx, many, 0, registry.Paging{}); return err },
			"remedies": func(ctx context.Context) error { _, err := view.Mend(ctx, many, 0, 1); return err },
			"groups": func(ctx context.Context) error {
				_, err := view.FlagGroups(ctx, registry.FlagsByReason, many, 0, registry.Paging{})
				return err
			},
		} {
			if err := ask(ctx); fault.CodeOf(err) != fault.BadInput || !strings.Contains(err.Error(), want) {
				t.Errorf("%s by 1,001 values of %s: %v, want %q", what, field, err, want)
			}
		}
	}
	_, err := view.SearchOrganizations(ctx, registry.OrganizationFilter{Kinds: slices.Repeat([]fact.OrganizationKind{fact.Vendor}, 1001)}, registry.Paging{})
	if fault.CodeOf(err) != fault.BadInput || !strings.Contains(err.Error(), "kind: has 1001 values") {
		t.Errorf("organizations of 1,001 kinds: %v", err)
	}
}

// TestSeriesOfAnOperationShareTheirCounts asks one view for series until they are too many.
func TestSeriesOfAnOperationShareTheirCounts(t *testing.T) {
	r := openHarbour(t)
	q := registry.SeriesQuery{From: civil.MustParse("1990-01-01"), Through: civil.MustParse("2044-09-30"), Step: registry.Daily, By: registry.ByRoute}
	view := now(t, r)
	first, err := view.Series(anyone(), q)
	if err != nil {
		t.Fatal(err)
	}
	fits := columns.MostCounts / (len(first.Days) * (1 + len(first.Lines)))
	for n := 2; n <= fits+3; n++ {
		if _, err := view.Series(anyone(), q); (fault.CodeOf(err) == fault.TooComplex) != (n > fits) || err != nil && n <= fits {
			t.Errorf("%d of %d that fit: %v", n, fits, err)
		}
	}
	if _, err := now(t, r).Series(anyone(), q); err != nil {
		t.Errorf("another operation: %v", err)
	}
	if want := fmt.Sprint(columns.MostCounts); fits < 2 || !strings.Contains(errOf(view.Series(anyone(), q)), want) {
		t.Errorf("of %d that fit, the refusal does not say %s", fits, want)
	}
}

func errOf(_ *registry.Series, err error) string { return fmt.Sprint(err) }

package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// manyFlows is a registry of so many flows of a tenth as many customers in eight
// countries, to a hundredth as many vendors.
func manyFlows(b testing.TB, flows int) *registry.Registry {
	b.Helper()
	countries := []string{"DE", "FR", "IE", "CH", "GB", "NO", "PL", "ES"}
	customers, vendors := flows/10, flows/100
	files := map[string]*strings.Builder{}
	line := func(file, format string, args ...any) {
		if files[file] == nil {
			files[file] = &strings.Builder{}
		}
		fmt.Fprintf(files[file], format+"\n", args...)
	}
	day := func(n int) civil.Date { return civil.MustParse("2010-01-01") + civil.Date(n*7919%5000) }
	line("organizations.csv", "id,name,kind,country")
	line("agreements.csv", "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on,through")
	line("certifications.csv", "id,organization,framework,covers,certified_on,next_due_on")
	line("flows.csv", "id,name,customer,exporter,exporter_role,importer,importer_role,data,product,starts_on")
	for i := range vendors {
		line("organizations.csv", "v%d,Vendor %d,VENDOR,US", i, i)
		line("certifications.csv", "p%d,v%d,eu-us-privacy-shield,NON_HR,%s,%s", i, i, day(i).AddMonths(72), day(i).AddMonths(96))
		line("certifications.csv", "d%d,v%d,eu-us-dpf,NON_HR,%s,%s", i, i, civil.MustParse("2023-08-01"), civil.MustParse("2024-08-01"))
	}
	for i := range customers {
		line("organizations.csv", "c%d,Customer %d,CUSTOMER,%s", i, i, countries[i%len(countries)])
		line("agreements.csv", "a%d,DPA,c%d,v%d,scc-2010,%s,%s,%s", i, i, i%vendors, day(i), day(i), day(i).AddMonths(60))
	}
	for i := range flows {
		line("flows.csv", "f%08d,Flow,c%d,c%d,CONTROLLER,v%d,PROCESSOR,CONTENT,Product %d,%s", i, i%customers, i%customers, i%customers%vendors, i%7, day(i))
	}
	texts := map[string]string{}
	for name, text := range files {
		texts[name] = text.String()
	}
	return openWith(b, inText(texts))
}

// BenchmarkManyFlows asks about 50,000 flows at once, another day each time.
func BenchmarkManyFlows(b *testing.B) {
	all, ctx := manyFlows(b, 50_000), anyone()
	view := now(b, all)
	if _, err := view.Summary(ctx, 0); err != nil { // all are decided before
		b.Fatal(err)
	}
	from := civil.MustParse("2020-07-16")
	count := func(f *registry.FlowFilter, months int) func(int) error {
		return func(n int) error {
			q := registry.SeriesQuery{From: from + civil.Date(n%500), Step: registry.Monthly, By: registry.ByStatus, Filter: f}
			q.From = q.From.AddMonths(-months / 2)
			q.Through = q.From.AddMonths(months)
			_, err := now(b, all).Series(ctx, q) // of an operation each: one may have few counts
			return err
		}
	}
	origins := &registry.FlowFilter{Origin: []string{"FR", "GB"}, Product: []string{"Product 3"}}
	for _, question := range []struct {
		name string
		ask  func(n int) error
	}{
		{"count", count(nil, 0)},
		{"count-of-a-customer", count(&registry.FlowFilter{Customer: []string{"c7"}}, 0)},
		{"count-of-two-origins-and-a-product", count(origins, 0)},
		{"thirty-years-by-month", count(nil, 359)},
		{"thirty-years-by-month-of-two-origins-and-a-product", count(origins, 359)},
		{"first-page-of-flagged-flows-with-reasons", func(n int) error {
			day := from + civil.Date(n%500)
			fresh := now(b, all)
			page, err := fresh.ListFlows(ctx, &registry.FlowFilter{Status: []basis.Status{basis.NoValidBasis}}, day, registry.Paging{})
			for i := 0; err == nil && i < len(page.Nodes); i++ {
				_, err = fresh.VerdictOf(ctx, page.Nodes[i], day)
			}
			return err
		}},
		{"groups-of-flags-of-a-day", func(int) error {
			_, err := view.FlagGroups(ctx, registry.FlagsByRemedy, nil, from, registry.Paging{})
			return err
		}},
		{"groups-of-flags-of-a-day-that-is-new", func(n int) error {
			_, err := view.FlagGroups(ctx, registry.FlagsByRemedy, nil, from+civil.Date(n%500), registry.Paging{})
			return err
		}},
		{"first-page-of-a-group-of-flags", func(int) error {
			_, err := now(b, all).ListFlows(ctx, &registry.FlowFilter{Remedy: []string{"ASSESS"}}, from, registry.Paging{})
			return err
		}},
		{"deadlines-of-a-year", func(n int) error {
			first, day := 1000, from+civil.Date(n%500)
			_, err := view.Deadlines(ctx, day, day+365, registry.Paging{First: &first})
			return err
		}},
		{"what-if-a-framework-falls", func(n int) error {
			day := civil.MustParse("2026-03-01") + civil.Date(n)
			s, err := view.Suppose(ctx, []*registry.LawChange{{Invalidate: &law.Invalidation{Instrument: "eu-us-dpf", On: day}}})
			if err == nil {
				_, err = s.Impact(ctx, day, nil)
			}
			return err
		}},
	} {
		b.Run(question.name, func(b *testing.B) {
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				if err := question.ask(n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

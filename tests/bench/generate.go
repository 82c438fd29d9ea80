package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

var (
	countries = []string{"DE", "FR", "IE", "CH", "GB", "NO", "PL", "ES"}
	// schemes are the frameworks for the United States with the year in which
	// organizations began to certify in them.
	schemes = []struct {
		id   string
		year int
	}{
		{"eu-us-safe-harbor", 2008},
		{"ch-us-safe-harbor", 2009},
		{"eu-us-privacy-shield", 2016},
		{"ch-us-privacy-shield", 2017},
		{"eu-us-dpf", 2023},
		{"uk-ext-dpf", 2023},
		{"ch-us-dpf", 2024},
	}
)

// registryOf says what a generated registry with so many flows is made of: a
// tenth as many organizations, agreements and certifications, and a hundredth
// as many importers. Its content follows from the number of flows alone.
type registryOf struct{ flows, organizations, vendors, customers int }

func sized(flows int) registryOf {
	return registryOf{flows, flows / 10, flows / 100, flows/10 - flows/100}
}

func customerID(i int) string { return fmt.Sprintf("customer-%07d", i) }
func vendorID(i int) string   { return fmt.Sprintf("vendor-%04d", i) }

// vendorOf is the one vendor to which a customer's data goes.
func (r registryOf) vendorOf(customer int) int { return int(mix(customer, 'v') % uint64(r.vendors)) }

func (r registryOf) organization(i int) string {
	if i < r.vendors {
		kind := "VENDOR"
		if i%3 == 0 {
			kind = "SELF" // a company of our own group abroad
		}
		return fmt.Sprintf("%s,Vendor %d,%s,US", vendorID(i), i, kind)
	}
	i -= r.vendors
	return fmt.Sprintf("%s,Customer %d,CUSTOMER,%s", customerID(i), i, countries[i%len(countries)])
}

// agreement is one between a customer and its vendor; one in twenty has no
// clauses, one in three a term.
func (r registryOf) agreement(i int) string {
	customer := i % r.customers
	signed := someDay(2010, 14, i, 's')
	executed := signed.AddDate(0, 0, int(mix(i, 'x')%21))
	clauses, through := "scc-2010", ""
	switch {
	case i%20 == 0:
		clauses = "" // terms without a transfer mechanism
	case !executed.Before(time.Date(2021, 6, 27, 0, 0, 0, 0, time.UTC)):
		clauses = "scc-2021/M2;ch-addendum;uk-addendum"
	}
	if mix(i, 't')%3 == 0 {
		through = written(executed.AddDate(3+int(mix(i, 'y')%6), 0, -1))
	}
	return fmt.Sprintf("dpa-%07d,DPA,%s,%s,%s,%s,%s,%s", i, customerID(customer), vendorID(r.vendorOf(customer)), clauses, written(signed), written(executed), through)
}

// certification is one of a vendor's ten; half of them have a day of renewal, a
// quarter has ended.
func (r registryOf) certification(i int) string {
	scheme := schemes[mix(i, 'f')%uint64(len(schemes))]
	certified := someDay(scheme.year, 3, i, 'c')
	due, ended := "", ""
	if mix(i, 'd')%2 == 0 {
		due = written(certified.AddDate(1+int(mix(i, 'r')%5), 0, 0))
	}
	if mix(i, 'e')%4 == 0 {
		ended = written(certified.AddDate(2+int(mix(i, 'n')%4), 1, 0))
	}
	return fmt.Sprintf("cert-%07d,%s,%s,NON_HR,%s,%s,%s", i, vendorID(i%r.vendors), scheme.id, written(certified), due, ended)
}

// flow is one of a customer's eleven or so; one in eight has ended.
func (r registryOf) flow(i int) string {
	customer := i % r.customers
	starts, ended := someDay(2010, 14, i, 'b'), ""
	if mix(i, 'q')%8 == 0 {
		ended = written(starts.AddDate(1+int(mix(i, 'z')%10), 0, 0))
	}
	return fmt.Sprintf("f-%08d,Flow %d,%s,%s,CONTROLLER,%s,PROCESSOR,CONTENT;USAGE,Purpose,Product %d,%s,%s",
		i, i, customerID(customer), customerID(customer), vendorID(r.vendorOf(customer)), i%7, written(starts), ended)
}

// kinds are the files of a registry, in the order in which they are written.
var kinds = []struct {
	name, header string
	rows         func(registryOf) int
	row          func(registryOf, int) string
}{
	{"organizations", "id,name,kind,country", func(r registryOf) int { return r.organizations }, registryOf.organization},
	{"agreements", "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on,through", func(r registryOf) int { return r.organizations }, registryOf.agreement},
	{"certifications", "id,organization,framework,covers,certified_on,next_due_on,ended_on", func(r registryOf) int { return r.organizations }, registryOf.certification},
	{"flows", "id,name,customer,exporter,exporter_role,importer,importer_role,data,purpose,product,starts_on,ended_on", func(r registryOf) int { return r.flows }, registryOf.flow},
}

// generate writes the files of a registry and says how large they are.
func generate(dir string, flows int) (files []string, size int64, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, 0, err
	}
	r := sized(flows)
	for _, kind := range kinds {
		path := filepath.Join(dir, kind.name+".csv")
		written, err := writeRows(path, kind.header, kind.rows(r), func(i int) string { return kind.row(r, i) })
		if err != nil {
			return nil, 0, err
		}
		files, size = append(files, path), size+written
	}
	return files, size, nil
}

func writeRows(path, header string, rows int, row func(int) string) (int64, error) {
	file, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	fmt.Fprintln(out, header)
	for i := range rows {
		fmt.Fprintln(out, row(i))
	}
	if err := out.Flush(); err != nil {
		return 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), file.Close()
}

// mix makes a number of a row and a purpose that looks random and is always the
// same (SplitMix64).
func mix(row int, purpose rune) uint64 {
	x := uint64(row)*0x9e3779b97f4a7c15 + uint64(purpose)*0xd1342543de82ef95
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// someDay is a day within some years, chosen by the row and the purpose.
func someDay(year, years, row int, purpose rune) time.Time {
	return time.Date(year, 1, 1+int(mix(row, purpose)%uint64(years*365)), 0, 0, 0, 0, time.UTC)
}

func written(day time.Time) string { return day.Format(time.DateOnly) }

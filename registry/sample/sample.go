// Package sample makes the registry that the demonstration serves: the small
// sample of the contract (harbour), and an Irish and a Swiss company with flows
// to several hundred real vendors. Names, seats and stated certifications of
// the vendors are facts from a public list; every agreement, assessment and day
// is invented and marked so (sample), and says nothing about the companies.
package sample

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"io"
	"strings"

	"github.com/safeconduct/safeconduct/registry/sheet"
)

//go:embed data/vendors.csv data/harbour/*.csv
var data embed.FS

// Sources are the files of the whole sample: harbour and vendors.
func Sources() []sheet.Source { return append(Harbour(), Vendors()...) }

// Harbour are the files of the contract's small registry.
func Harbour() []sheet.Source {
	var sources []sheet.Source
	for _, kind := range sheet.Kinds {
		name := "data/harbour/" + string(kind) + ".csv"
		content, err := data.ReadFile(name)
		if err != nil {
			panic(err) // the files are part of the program
		}
		sources = append(sources, source("harbour/"+string(kind)+".csv", kind, content))
	}
	return sources
}

// Vendors are files made from the list of vendors; the same at every call.
func Vendors() []sheet.Source {
	made := newBook()
	for _, exporter := range exporters {
		made.add(sheet.Organizations, exporter.id, exporter.name, "SELF", exporter.country, "COMMERCIAL", "")
	}
	for _, v := range vendors() {
		made.add(sheet.Organizations, v.id, v.name, "VENDOR", v.country, "COMMERCIAL", v.domains)
		made.certify(v)
		for _, exporter := range exporters {
			made.connect(exporter, v)
		}
	}
	return made.sources()
}

// exporter is one of the two invented companies.
type exporter struct {
	id, name, country string
	addendum          string // of the clauses of 2021
}

var exporters = []exporter{
	{"ostrand-ie", "Ostrand Services DAC (sample)", "IE", ""},
	{"sarine-ch", "Sarine Handels AG (sample)", "CH", ";ch-addendum"},
}

// vendor is a row of the list.
type vendor struct {
	id, name, country, domains, category, certifications string
}

func vendors() (all []vendor) {
	file, err := data.Open("data/vendors.csv")
	if err != nil {
		panic(err) // the file is part of the program
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		panic(err)
	}
	for _, row := range rows[1:] {
		all = append(all, vendor{"v-" + row[0], row[1], row[2], row[3], row[4], row[5]})
	}
	return all
}

// roll gives every vendor and purpose a number below n, always the same.
func roll(v vendor, purpose string, n uint32) uint32 {
	h := fnv.New32a()
	fmt.Fprint(h, v.id, "/", purpose)
	return h.Sum32() % n
}

// mark stands beside everything that is invented.
const mark = "sample"

// frameworks are how the list names certifications, and the instruments that
// they are in; the day is invented: the first on which anybody could certify
// anew, or on which such a certification carried something.
var frameworks = []struct {
	said       []string
	instrument string
	from       string
}{
	{shield, "eu-us-privacy-shield", "2016-08-01"},
	{[]string{"DPF", "Data Privacy Framework"}, "eu-us-dpf", "2023-07-17"},
	{[]string{"UK Extension", "UK DPF", "U.K.-U.S."}, "uk-ext-dpf", "2023-10-12"},
	{[]string{"Swiss-U.S."}, "ch-us-dpf", "2024-09-15"},
}

// shield is how the list names Privacy Shield.
var shield = []string{"Privacy Shield"}

// certify records a certification where the list states one.
func (b *book) certify(v vendor) {
	if v.country != "US" {
		return // only companies of the United States can certify
	}
	for _, f := range frameworks {
		if states(v, f.said) {
			b.add(sheet.Certifications, "cert-"+v.id+"-"+f.instrument, v.id, f.instrument, "NON_HR", f.from, mark+": the day is invented")
		}
	}
}

func states(v vendor, said []string) bool {
	for _, words := range said {
		if strings.Contains(v.certifications, words) {
			return true
		}
	}
	return false
}

// uses are what an exporter may have a vendor for: each is a flow of its own, and all
// rest on what was signed with the vendor once.
var uses = []struct{ id, name string }{{"", "Data to "}, {"-support", "Support through "}, {"-billing", "Billing through "}}

// connect invents flows to a vendor and what was signed with it.
func (b *book) connect(e exporter, v vendor) {
	for _, use := range uses[:1+roll(v, "uses", uint32(len(uses)))] {
		b.add(sheet.Flows, "f-"+e.id+"-"+v.id+use.id, use.name+v.name+" (sample)", e.id, "CONTROLLER", v.id, "PROCESSOR", "CONTACT;USAGE", label(v.category), "2012-01-01")
	}
	for i, s := range story(e, v) {
		b.sign(e, v, i, s)
	}
}

// label is a category of the list as a product.
func label(category string) string {
	if category == "" {
		return "Other"
	}
	return category[:1] + strings.ToLower(strings.ReplaceAll(category[1:], "_", " "))
}

// headers are the columns that the sample fills.
var headers = map[sheet.Kind]string{
	sheet.Organizations:  "id,name,kind,country,sector,domain",
	sheet.Agreements:     "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on,terminated_on,terms",
	sheet.Certifications: "id,organization,framework,covers,certified_on,recourse",
	sheet.Assessments:    "id,exporter,importer,completed_on,outcome,measures",
	sheet.Flows:          "id,name,exporter,exporter_role,importer,importer_role,data,product,starts_on",
}

// book collects rows by kind.
type book struct {
	rows map[sheet.Kind]*bytes.Buffer
}

func newBook() *book { return &book{map[sheet.Kind]*bytes.Buffer{}} }

func (b *book) add(kind sheet.Kind, cells ...string) {
	if b.rows[kind] == nil {
		b.rows[kind] = bytes.NewBufferString(headers[kind] + "\n")
	}
	w := csv.NewWriter(b.rows[kind])
	_ = w.Write(cells) // a buffer takes everything
	w.Flush()
}

func (b *book) sources() (all []sheet.Source) {
	for _, kind := range sheet.Kinds {
		if rows := b.rows[kind]; rows != nil {
			all = append(all, source("vendors/"+string(kind)+".csv", kind, rows.Bytes()))
		}
	}
	return all
}

func source(name string, kind sheet.Kind, content []byte) sheet.Source {
	return sheet.Source{
		Name: name, Kind: kind,
		Open:     func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
		Document: func(string) (string, string) { return "", "does not exist beside the file" },
	}
}

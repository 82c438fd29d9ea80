package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
)

var (
	countries = []string{"DE", "FR", "IE", "CH", "GB", "NO", "PL", "ES"}
	schemes   = []string{"eu-us-safe-harbor", "ch-us-safe-harbor", "eu-us-privacy-shield", "ch-us-privacy-shield", "eu-us-dpf", "uk-ext-dpf", "ch-us-dpf"}
)

// generate writes the files of a registry with n flows, a tenth as many
// organizations, agreements and certifications, and a hundredth as many
// importers, and says how large they are.
func generate(dir string, n int) (files []string, size int64, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, 0, err
	}
	tenth, vendors := n/10, n/100
	vendor := func(i int) string { return fmt.Sprintf("vendor-%04d", i%vendors) }
	customer := func(i int) string { return fmt.Sprintf("customer-%07d", i%(tenth-vendors)) }
	day := func(i int) string { return fmt.Sprintf("20%02d-%02d-%02d", 10+i%14, 1+i%12, 1+i%28) }
	for _, file := range []struct {
		kind, header string
		rows         int
		row          func(i int) string
	}{
		{"organizations", "id,name,kind,country", tenth, func(i int) string {
			if i < vendors {
				return fmt.Sprintf("%s,Vendor %d,VENDOR,US", vendor(i), i)
			}
			i -= vendors
			return fmt.Sprintf("%s,Customer %d,CUSTOMER,%s", customer(i), i, countries[i%len(countries)])
		}},
		{"agreements", "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on", tenth, func(i int) string {
			clauses := "scc-2010"
			switch year := day(i)[:4]; {
			case i%20 == 0:
				clauses = "" // terms without a transfer mechanism
			case year > "2020":
				clauses = "scc-2021/M2;ch-addendum;uk-addendum"
			}
			return fmt.Sprintf("dpa-%07d,DPA,%s,%s,%s,%s,%s", i, customer(i), vendor(i), clauses, day(i), day(i))
		}},
		{"certifications", "id,organization,framework,covers,certified_on", tenth, func(i int) string {
			return fmt.Sprintf("cert-%07d,%s,%s,NON_HR,%s", i, vendor(i), schemes[i/vendors%len(schemes)], day(i/vendors))
		}},
		{"flows", "id,name,customer,exporter,exporter_role,importer,importer_role,data,purpose,product,starts_on", n, func(i int) string {
			return fmt.Sprintf("f-%08d,Flow %d,%s,%s,CONTROLLER,%s,PROCESSOR,CONTENT;USAGE,Purpose,Product %d,%s",
				i, i, customer(i), customer(i), vendor(i%(tenth-vendors)), i%7, day(i%(tenth-vendors)))
		}},
	} {
		path := filepath.Join(dir, file.kind+".csv")
		written, err := writeRows(path, file.header, file.rows, file.row)
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

package registry_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// benchSize is how many flows the benchmark has: SAFECONDUCT_BENCH, or a
// hundred thousand.
func benchSize() int {
	if n, err := strconv.Atoi(os.Getenv("SAFECONDUCT_BENCH")); err == nil {
		return n
	}
	return 100_000
}

// BenchmarkRegistry imports n flows with a tenth as many customers, agreements
// and certifications, checks them all, and asks about single ones.
func BenchmarkRegistry(b *testing.B) {
	n := benchSize()
	files := generate(b, n)
	for b.Loop() {
		data := filepath.Join(b.TempDir(), "data")
		store, err := boltkv.Open(data, boltkv.Options{Create: true, Command: "bench"})
		if err != nil {
			b.Fatal(err)
		}
		r, err := registry.Open(context.Background(), store, law.Default(), time.Now)
		if err != nil {
			b.Fatal(err)
		}
		begin := time.Now()
		if _, err := r.Import(context.Background(), registry.Import{Sources: files, Actor: "bench"}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(begin).Seconds(), "import-s")
		b.ReportMetric(anonymous(), "RssAnon-MiB")
		info, err := os.Stat(filepath.Join(data, boltkv.File))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/(1<<20), "file-MiB")
		view, err := r.Now(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		begin = time.Now()
		if _, err := view.Check(context.Background(), civil.MustParse("2020-07-16")); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(begin).Seconds(), "check-s")
		const points = 1000
		begin = time.Now()
		for i := range points {
			f, err := view.Flow(context.Background(), fmt.Sprintf("f-%08d", i*(n/points)))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := view.Decision(context.Background(), f); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(time.Since(begin).Microseconds())/points, "verdict-us")
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// anonymous is the process's memory that is backed by no file, in MiB.
func anonymous() float64 {
	file, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var kib float64
		if _, err := fmt.Sscanf(lines.Text(), "RssAnon: %f kB", &kib); err == nil {
			return kib / 1024
		}
	}
	return 0
}

// generate writes the files of a registry with n flows.
func generate(b *testing.B, n int) []sheet.Source {
	dir := b.TempDir()
	countries := []string{"DE", "FR", "IE", "CH", "GB", "NO", "PL", "ES"}
	clauses := []string{"scc-2010", "scc-2021/M2", "scc-2021/M2;ch-addendum;uk-addendum", ""}
	write := func(kind sheet.Kind, header string, rows int, row func(int) string) sheet.Source {
		path := filepath.Join(dir, string(kind)+".csv")
		file, err := os.Create(path)
		if err != nil {
			b.Fatal(err)
		}
		out := bufio.NewWriter(file)
		fmt.Fprintln(out, header)
		for i := range rows {
			fmt.Fprintln(out, row(i))
		}
		if err := out.Flush(); err != nil {
			b.Fatal(err)
		}
		file.Close()
		return sheet.Source{Name: path, Kind: kind, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
	}
	tenth, vendors := n/10, 1000
	vendor := func(i int) string { return fmt.Sprintf("vendor-%04d", i%vendors) }
	day := func(i int) string { return fmt.Sprintf("20%02d-%02d-%02d", 10+i%14, 1+i%12, 1+i%28) }
	return []sheet.Source{
		write(sheet.Organizations, "id,name,kind,country", tenth+vendors, func(i int) string {
			if i < vendors {
				return vendor(i) + ",Vendor " + strconv.Itoa(i) + ",VENDOR,US"
			}
			return fmt.Sprintf("customer-%07d,Customer %d,CUSTOMER,%s", i-vendors, i, countries[i%len(countries)])
		}),
		write(sheet.Agreements, "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on", tenth, func(i int) string {
			return fmt.Sprintf("dpa-%07d,DPA,customer-%07d,%s,%s,%s,%s", i, i, vendor(i), clauses[i%len(clauses)], day(i), day(i))
		}),
		write(sheet.Certifications, "id,organization,framework,covers,certified_on", vendors, func(i int) string {
			return fmt.Sprintf("cert-%04d,%s,%s,NON_HR,%s", i, vendor(i), []string{"eu-us-privacy-shield", "eu-us-dpf"}[i%2], day(i))
		}),
		write(sheet.Flows, "id,name,customer,exporter,exporter_role,importer,importer_role,data,purpose,product,starts_on", n, func(i int) string {
			c := i % tenth
			return fmt.Sprintf("f-%08d,Flow %d,customer-%07d,customer-%07d,CONTROLLER,%s,PROCESSOR,CONTENT;USAGE,Purpose,Product %d,%s", i, i, c, c, vendor(c), i%7, day(i))
		}),
	}
}

package registry_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// exportedWhile exports a registry, to which something happens when a file begins.
func exportedWhile(t *testing.T, r *registry.Registry, happens map[string]func()) (files map[string]*bytes.Buffer, err error) {
	t.Helper()
	files = map[string]*bytes.Buffer{}
	_, err = now(t, r).Export(anyone(), registry.Export{Create: func(name string) (io.Writer, error) {
		if happen := happens[name]; happen != nil {
			happen()
		}
		files[name] = &bytes.Buffer{}
		return files[name], nil
	}})
	return files, err
}

// amend gives a record another name, and erases the versions before.
func amend(t *testing.T, r *registry.Registry, kind sheet.Kind, id string, erase bool) {
	t.Helper()
	c := registry.Command{ExternalID: id, Reason: "a test"}
	if _, err := r.Amend(anyone(), kind, c, registry.Fields{"name": "Changed"}); err != nil {
		t.Fatal(err)
	}
	if !erase {
		return
	}
	if _, err := r.Erase(anyone(), kind, c, nil); err != nil {
		t.Fatal(err)
	}
}

// TestAnExportIsOfOneState writes while an export reads.
func TestAnExportIsOfOneState(t *testing.T) {
	r := openHarbour(t)
	want := exported(t, r)
	files, err := exportedWhile(t, r, map[string]func(){
		"organizations.csv": func() { amend(t, r, sheet.Organizations, "relay-us", false) },
		"flows.csv":         func() { amend(t, r, sheet.Flows, "f-nordwind-voice", false) },
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range want {
		if files[name].String() != string(content) {
			t.Errorf("%s shows what was written later", name)
		}
	}
}

// TestAnExportTellsWhatIsErasedUnderIt erases content that the export is going to
// read, and content that it has read.
func TestAnExportTellsWhatIsErasedUnderIt(t *testing.T) {
	r := openHarbour(t)
	_, err := exportedWhile(t, r, map[string]func(){"flows.csv": func() { amend(t, r, sheet.Flows, "f-nordwind-voice", true) }})
	if fault.CodeOf(err) != fault.Conflict || !strings.Contains(err.Error(), "erased while") {
		t.Errorf("content that is gone: %v", err)
	}
	want := exported(t, r)
	files, err := exportedWhile(t, r, map[string]func(){"agreements.csv": func() { amend(t, r, sheet.Organizations, "relay-us", true) }})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range want {
		if files[name].String() != string(content) {
			t.Errorf("%s misses what was erased later", name)
		}
	}
}

// TestALongFileIsWhole exports more rows than are read at once.
func TestALongFileIsWhole(t *testing.T) {
	for _, rows := range []int{0, 1000, 2001} {
		text := strings.Builder{}
		text.WriteString("id,name,kind,country\n")
		var want []string
		for i := range rows {
			id := fmt.Sprintf("o%d", i*7919%10007)
			fmt.Fprintf(&text, "%s,N,VENDOR,US\n", id)
			want = append(want, id)
		}
		slices.Sort(want)
		var got []string
		for line := range strings.Lines(string(exported(t, openWith(t, inText(map[string]string{"organizations.csv": text.String()})))["organizations.csv"])) {
			id, _, _ := strings.Cut(line, ",")
			got = append(got, id)
		}
		if !slices.Equal(got[1:], want) {
			t.Errorf("of %d rows there are %d", rows, len(got)-1)
		}
	}
}

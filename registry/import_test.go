package registry_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

const (
	partyHeader = "id,name,kind,country\n"
	flowHeader  = "id,name,exporter,exporter_role,importer,importer_role,onward_of\n"
)

// staged is a number of flows that no single transaction writes.
const staged = 6000

// staging makes the rows of so many flows: each but the first passes on what came
// through one that stands elsewhere.
func staging() (rows []string) {
	for i := range staged {
		onwardOf := ""
		if i > 0 {
			onwardOf = fmt.Sprintf("flow-%05d", i/2)
		}
		rows = append(rows, fmt.Sprintf("flow-%05d,Flow %d,p%d,CONTROLLER,v%d,PROCESSOR,%s\n", i, i, i%7, i%5, onwardOf))
	}
	return rows
}

func parties() string {
	var text strings.Builder
	text.WriteString(partyHeader)
	for i := range 7 {
		fmt.Fprintf(&text, "p%d,Party %d,CUSTOMER,DE\n", i, i)
	}
	for i := range 5 {
		fmt.Fprintf(&text, "v%d,Vendor %d,VENDOR,US\n", i, i)
	}
	return text.String()
}

// source is a file in memory.
func source(name string, kind sheet.Kind, text string) sheet.Source {
	return sheet.Source{Name: name, Kind: kind, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

// TestAnImportDoesNotDependOnTheOrderOfRows imports rows in a wild order, in two
// files of a kind and before those that they refer to.
func TestAnImportDoesNotDependOnTheOrderOfRows(t *testing.T) {
	ctx := anyone()
	rows := staging()
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	store := memkv.New()
	r, err := registry.Open(ctx, registry.Parts{Store: store, Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	imported, err := r.Import(ctx, registry.Import{Sources: []sheet.Source{
		source("a.csv", sheet.Flows, flowHeader+strings.Join(rows[:4000], "")),
		source("b.csv", sheet.Flows, flowHeader+strings.Join(rows[4000:], "")),
		source("c.csv", sheet.Organizations, parties()),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(imported) != 2 || *imported[0] != (registry.Imported{Kind: sheet.Organizations, Created: 12}) || *imported[1] != (registry.Imported{Kind: sheet.Flows, Created: staged}) {
		t.Errorf("imported %+v %+v", imported[0], imported[1])
	}
	view := now(t, r)
	for _, i := range []int{0, 1, 4095, staged - 1} {
		f, err := view.Flow(ctx, fmt.Sprintf("flow-%05d", i))
		if err != nil {
			t.Fatal(err)
		}
		above, err := view.Flow(ctx, fmt.Sprintf("flow-%05d", i/2))
		if err != nil {
			t.Fatal(err)
		}
		if f.Name != fmt.Sprintf("Flow %d", i) || i > 0 && f.OnwardOf != above.ID {
			t.Errorf("flow %d is %+v", i, f)
		}
	}
	isSound(t, store)
}

// isSound verifies all that is stored.
func isSound(t *testing.T, store storage.Store) {
	t.Helper()
	verified, err := registry.Verify(anyone(), store, registry.Files{}, nil, registry.Witness{
		Finding: func(where, what string) { t.Errorf("%s: %s", where, what) }, Progress: func(int) {},
	})
	if err != nil || verified.Findings > 0 {
		t.Errorf("verified: %+v, %v", verified, err)
	}
}

// TestALargeImportOverWhatIsThere changes some of many records, in a file that has
// not all columns, and makes further ones.
func TestALargeImportOverWhatIsThere(t *testing.T) {
	ctx := anyone()
	rows := staging()
	r := openWith(t, []sheet.Source{
		source("organizations.csv", sheet.Organizations, parties()),
		source("flows.csv", sheet.Flows, flowHeader+strings.Join(rows, "")),
	})
	var text strings.Builder
	text.WriteString("name,id\n")
	for i := range staged {
		name := fmt.Sprintf("Flow %d", i)
		if i%3 == 0 {
			name = "Renamed"
		}
		fmt.Fprintf(&text, "%s,flow-%05d\n", name, i)
	}
	imported, err := r.Import(ctx, registry.Import{Sources: []sheet.Source{source("again.csv", sheet.Flows, text.String())}})
	if err != nil {
		t.Fatal(err)
	}
	if *imported[0] != (registry.Imported{Kind: sheet.Flows, Changed: staged / 3, Unchanged: staged - staged/3}) {
		t.Errorf("imported %+v", imported[0])
	}
	for name, want := range map[string]int{"flow-00003": 2, "flow-00004": 1} {
		f, err := now(t, r).Flow(ctx, name)
		if err != nil || f.Version != want || f.Exporter == f.Importer || !f.IsOnward() {
			t.Errorf("%s is %+v, %v", name, f, err)
		}
	}
}

// TestEveryBadRowOfALargeImportIsTold has bad rows of every kind far apart.
func TestEveryBadRowOfALargeImportIsTold(t *testing.T) {
	rows := staging()
	rows[10] = "flow-00010,,p1,CONTROLLER,v1,PROCESSOR,\n"              // no name
	rows[2000] = "flow-02000,F,nobody,CONTROLLER,v1,SERVANT,\n"         // two faults
	rows[4000] = "flow-00020,Again,p1,CONTROLLER,v1,PROCESSOR,\n"       // a key that stood before
	rows[5000] = ",F,p1,CONTROLLER,v1,PROCESSOR,\n"                     // no key
	rows[5001] = ",F,p1,CONTROLLER,v1,PROCESSOR,\n"                     // nor here
	rows[5999] = "flow-05999,F,p1,CONTROLLER,v1,PROCESSOR,flow-05999\n" // a circle
	rows[5998] = "flow-05998,F,p1,CONTROLLER,v1,PROCESSOR,flow-no\n"    // nothing is called so
	rows[1] = strings.Replace(rows[1], "flow-00000", "flow-00003", 1)   // the circle 1 ← 3 ← 1
	r := openWith(t, []sheet.Source{source("organizations.csv", sheet.Organizations, parties())})
	_, err := r.Import(anyone(), registry.Import{Sources: []sheet.Source{source("flows.csv", sheet.Flows, flowHeader+strings.Join(rows, ""))}})
	var faults fault.List
	if !errors.As(err, &faults) {
		t.Fatalf("got %v", err)
	}
	var told []string
	for _, why := range faults {
		told = append(told, fmt.Sprintf("%d %s", why.Place.Line, why.Field))
	}
	want := "3 onward_of, 5 onward_of, 12 name, 2002 exporter, 2002 importer_role, 4002 id, 5002 id, 5003 id, 6000 onward_of, 6001 onward_of"
	if got := strings.Join(told, ", "); got != want {
		t.Errorf("told\n%s, not\n%s", got, want)
	}
	if _, err := now(t, r).Flow(anyone(), "flow-00002"); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("something was written: %v", err)
	}
}

// TestAFileThatChangesWhileItIsReadIsRefused opens another text when the rows are read
// again: what the file is, and its rows, have been looked at by then.
func TestAFileThatChangesWhileItIsReadIsRefused(t *testing.T) {
	whole := partyHeader + "a,A,SELF,DE\nb,B,VENDOR,US\n"
	for name, later := range map[string]string{
		"a row less": partyHeader + "a,A,SELF,DE\n", "another row": partyHeader + "a,A,SELF,DE\nc,B,VENDOR,US\n",
		"another line": partyHeader + "a,A,SELF,DE\n\nb,B,VENDOR,US\n", "nothing": partyHeader,
	} {
		texts := []string{whole, whole, later}
		changing := sheet.Source{Name: "o.csv", Kind: sheet.Organizations, Open: func() (io.ReadCloser, error) {
			text := texts[0]
			texts = texts[1:]
			return io.NopCloser(strings.NewReader(text)), nil
		}}
		r := openWith(t, nil)
		_, err := r.Import(anyone(), registry.Import{Sources: []sheet.Source{changing}})
		var faults fault.List
		if !errors.As(err, &faults) || !strings.Contains(faults[0].Msg, "is gone") || faults[len(faults)-1].Place.Line != 3 {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// TestAnImportEndsWithItsCaller has nobody wait any more at each stage.
func TestAnImportEndsWithItsCaller(t *testing.T) {
	for _, at := range []string{"read", "checked", "written"} {
		ctx, cancel := context.WithCancel(anyone())
		r := openWith(t, nil)
		var told int
		_, err := r.Import(ctx, registry.Import{
			Sources: []sheet.Source{
				source("organizations.csv", sheet.Organizations, parties()),
				source("flows.csv", sheet.Flows, flowHeader+strings.Join(staging(), "")),
			},
			Progress: func(stage string, done int) {
				if stage == at {
					cancel()
				}
				if ctx.Err() != nil {
					told += done
				}
			},
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v", at, err)
		}
		if at != "written" && told > staged {
			t.Errorf("%s: %d rows were looked at after the end", at, told)
		}
		if _, err := now(t, r).Flow(anyone(), "flow-00000"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%s: something is there: %v", at, err)
		}
	}
}

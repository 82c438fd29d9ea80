package registry_test

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

const harbour = "../tests/contract/harbour"

// openHarbour is the contract's sample registry.
func openHarbour(t testing.TB) *registry.Registry {
	t.Helper()
	return openWith(t, sources(t, harbour))
}

func sources(t testing.TB, dir string) (all []sheet.Source) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files in %s: %v", dir, err)
	}
	for _, path := range paths {
		kind, err := sheet.KindOf(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sheet.Source{
			Name: path, Kind: kind,
			Open:     func() (io.ReadCloser, error) { return os.Open(path) },
			Document: func(string) (string, string) { return "", "does not exist" },
		})
	}
	return all
}

// expected is the form of the contract's expected.json.
type expected struct {
	AsOf map[string]struct {
		Verdicts map[string]struct {
			Status  string
			Regime  *string
			Bases   []struct{ Kind, Instrument, Agreement, Certification string }
			Reasons []string
		}
	}
}

func TestHarbourVerdicts(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(harbour, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want expected
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	view, err := openHarbour(t).Now(anyone())
	if err != nil {
		t.Fatal(err)
	}
	for day, answers := range want.AsOf {
		for id, verdict := range answers.Verdicts {
			f, err := view.Flow(anyone(), id)
			if err != nil {
				t.Fatal(err)
			}
			d, err := view.Decision(anyone(), f)
			if err != nil {
				t.Fatal(err)
			}
			got := d.Timeline.On(civil.MustParse(day))
			regime := ""
			if verdict.Regime != nil {
				regime = *verdict.Regime
			}
			if string(got.Status) != verdict.Status || string(got.Regime) != regime {
				t.Errorf("%s on %s: %s %q, want %s %q", id, day, got.Status, got.Regime, verdict.Status, regime)
			}
			if diff := cmp.Diff(verdict.Reasons, codesOf(got.Reasons)); diff != "" {
				t.Errorf("%s on %s: reasons (-want +got)\n%s", id, day, diff)
			}
			var bases []struct{ Kind, Instrument, Agreement, Certification string }
			for _, b := range got.Bases {
				one := struct{ Kind, Instrument, Agreement, Certification string }{Kind: string(b.Kind), Instrument: b.Instrument.ID}
				if b.Agreement != nil {
					one.Agreement = b.Agreement.ExternalID
				}
				if b.Certification != nil {
					one.Certification = b.Certification.ExternalID
				}
				bases = append(bases, one)
			}
			if len(verdict.Bases) == 0 {
				verdict.Bases = nil
			}
			if diff := cmp.Diff(verdict.Bases, bases); diff != "" {
				t.Errorf("%s on %s: bases (-want +got)\n%s", id, day, diff)
			}
		}
	}
}

func codesOf(reasons []basis.Reason) (codes []string) {
	for _, r := range reasons {
		codes = append(codes, string(r.Code))
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

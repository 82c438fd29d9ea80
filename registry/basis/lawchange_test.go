package basis_test

import (
	"maps"
	"testing"
	"testing/fstest"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// records are the evidence of one flow.
type records struct {
	frameworks []string // in which the importer is certified
	clauses    []string // that an agreement of the pair incorporates
	group      string
}

func (r records) Certifications() (all []*fact.Certification, err error) {
	for _, f := range r.frameworks {
		all = append(all, &fact.Certification{Framework: f})
	}
	return all, nil
}

func (r records) Agreements() ([]*fact.Agreement, error) {
	a := &fact.Agreement{}
	for _, set := range r.clauses {
		a.Clauses = append(a.Clauses, fact.ClauseUse{Set: set})
	}
	return []*fact.Agreement{a}, nil
}

func (r records) Group() (string, error) { return r.group, nil }

func TestAChangeOfTheLawTouchesWhatRestsOnIt(t *testing.T) {
	onward := basis.Shape{OnwardOf: uuid.Max}
	for _, c := range []struct {
		ends, origin, destination string
		shape                     basis.Shape
		records
		want bool
	}{
		{"eu-us-dpf", "DE", "US", basis.Shape{}, records{frameworks: []string{"eu-us-dpf"}}, true},
		{"eu-us-dpf", "DE", "US", basis.Shape{}, records{frameworks: []string{"eu-us-privacy-shield"}, clauses: []string{"scc-2021"}, group: "relay"}, false},
		{"eu-us-dpf", "DE", "IN", basis.Shape{}, records{frameworks: []string{"eu-us-dpf"}}, false},
		{"eu-us-dpf", "CH", "US", basis.Shape{}, records{frameworks: []string{"eu-us-dpf"}}, false},
		{"eu-us-dpf", "IN", "US", basis.Shape{}, records{frameworks: []string{"eu-us-dpf"}}, false},
		{"eu-us-dpf", "IN", "US", onward, records{frameworks: []string{"eu-us-dpf"}}, true},
		{"eu-us-dpf", "GB", "US", basis.Shape{}, records{frameworks: []string{"uk-ext-dpf"}}, true}, // which requires the other
		{"eu-us-dpf", "DE", "US", basis.Shape{Declared: fact.Declared{Instrument: "eu-us-dpf"}}, records{}, true},
		{"eu-adequacy-gb", "DE", "GB", basis.Shape{}, records{}, true},
		{"eu-adequacy-gb", "CH", "GB", basis.Shape{}, records{}, false},
		{"ch-adequacy-eea", "CH", "FR", basis.Shape{}, records{}, true},
		{"ch-adequacy-eea", "CH", "US", basis.Shape{}, records{}, false},
		{"scc-2021", "DE", "US", basis.Shape{}, records{clauses: []string{"scc-2010", "scc-2021"}}, true},
		{"scc-2021", "DE", "US", basis.Shape{}, records{clauses: []string{"scc-2010"}}, false},
		{"uk-addendum", "GB", "US", basis.Shape{}, records{clauses: []string{"scc-2021", "uk-addendum"}}, true},
		{"bcr-controller", "DE", "US", basis.Shape{}, records{group: "relay"}, true},
		{"bcr-controller", "DE", "US", basis.Shape{}, records{}, false},
		{"art49-a-consent", "DE", "US", basis.Shape{}, records{}, false},
	} {
		after, err := law.Default().With(law.Change{Invalidate: &law.Invalidation{Instrument: c.ends, On: civil.First}}) // as if it had never been
		if err != nil {
			t.Fatal(err)
		}
		change := basis.Between(law.Default(), after)
		if got, err := change.Touches(&c.shape, c.origin, c.destination, c.records); got != c.want || err != nil {
			t.Errorf("the end of %s touches %s to %s with %+v: %v, %v", c.ends, c.origin, c.destination, c.records, got, err)
		}
	}
}

// TestAFindingThatEndsOnlyEnds holds apart what a flow loses with an instrument from
// what has to be decided.
func TestAFindingThatEndsOnlyEnds(t *testing.T) {
	day := civil.MustParse("2026-03-01")
	for id, want := range map[string]map[string]civil.Date{
		"eu-us-dpf":            {"eu-us-dpf": day},
		"eu-adequacy-jp":       {"eu-adequacy-jp": day},
		"eu-us-privacy-shield": {}, // has ended before
		"scc-2021":             {}, // whose end ends more
	} {
		after, err := law.Default().With(law.Change{Invalidate: &law.Invalidation{Instrument: id, On: day}})
		if err != nil {
			t.Fatal(err)
		}
		change := basis.Between(law.Default(), after)
		if got := change.Ends(); !maps.Equal(got, want) {
			t.Errorf("with %s ends %v, want %v", id, got, want)
		}
		held := records{frameworks: []string{"eu-us-dpf"}}
		if got, err := change.Touches(&basis.Shape{}, "DE", "US", held); got || err != nil {
			t.Errorf("the end of %s has to be decided: %v", id, err)
		}
	}
}

// TestWhomAnInstrumentServesTouchesWhatNamesIt narrows a framework, a finding and an
// addendum, and ends none of them.
func TestWhomAnInstrumentServesTouchesWhatNamesIt(t *testing.T) {
	for _, c := range []struct {
		text, origin, destination string
		records
		want bool
	}{
		{narrowedDPF, "DE", "US", records{frameworks: []string{"eu-us-dpf"}}, true},
		{narrowedDPF, "DE", "US", records{clauses: []string{"scc-2021"}}, false},
		{narrowedKorea, "DE", "KR", records{}, true},
		{narrowedKorea, "DE", "US", records{}, false},
		{narrowedAddendum, "GB", "US", records{clauses: []string{"scc-2021", "uk-addendum"}}, true},
		{narrowedAddendum, "GB", "US", records{clauses: []string{"scc-2021"}}, false},
	} {
		after, err := law.Load(law.Embedded(), fstest.MapFS{"new.yaml": {Data: []byte(c.text)}})
		if err != nil {
			t.Fatal(err)
		}
		change := basis.Between(law.Default(), after)
		if got, err := change.Touches(&basis.Shape{}, c.origin, c.destination, c.records); got != c.want || err != nil || len(change.Ends()) > 0 {
			t.Errorf("%s touches %s to %s with %+v: %v, %v; it ends %v", c.text, c.origin, c.destination, c.records, got, err, change.Ends())
		}
	}
}

const narrowedDPF = `
frameworks:
  - {id: eu-us-dpf, regime: EU, destination: US, name: Narrowed, from: 2023-07-10, scope: {sectors: [COMMERCIAL]}, citation: D, confidence: verified}
`

const narrowedKorea = `
adequacy:
  - {id: eu-adequacy-kr, regime: EU, destination: KR, name: Narrowed, from: 2021-12-17, scope: {exporter_sectors: [PUBLIC]}, citation: D, confidence: verified}
`

const narrowedAddendum = `
clauses:
  - id: uk-addendum
    kind: addendum
    name: Narrowed
    roles: [[C, C]]
    recognised:
      - {regime: UK, conclude: {from: 2022-02-02}, rely: {from: 2022-03-21}, citation: D}
    requires: [scc-2021]
    citation: D
    confidence: verified
`

// TestWhatIsNoInstrumentTouchesEverything changes a requirement.
func TestWhatIsNoInstrumentTouchesEverything(t *testing.T) {
	after, err := law.Load(law.Embedded(), fstest.MapFS{"new.yaml": {Data: []byte(`
requirements:
  - {id: eu-new, name: New, regime: EU, applies_to: [clauses], from: 2027-01-01, effect: RISK, citation: "New", confidence: verified}
`)}})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := basis.Between(law.Default(), after).Touches(&basis.Shape{}, "IN", "IN", records{}); !got || err != nil {
		t.Errorf("a new requirement touches nothing: %v", err)
	}
	same, err := law.Default().With()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := basis.Between(law.Default(), same).Touches(&basis.Shape{}, "DE", "US", records{frameworks: []string{"eu-us-dpf"}}); got || err != nil {
		t.Errorf("the same law touches something: %v", err)
	}
}

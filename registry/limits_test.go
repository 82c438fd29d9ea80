package registry_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// TestALawSaysWhomItsInstrumentsServe lays limits over the law: who lies outside has no
// basis, and is told why.
func TestALawSaysWhomItsInstrumentsServe(t *testing.T) {
	for name, c := range map[string]struct{ law, flow, want string }{
		"a framework for importers of a sector": {
			law: `
frameworks:
  - {id: eu-us-dpf, regime: EU, destination: US, name: DPF, from: 2023-07-10, scope: {sectors: [COMMERCIAL]}, citation: D, confidence: verified}`,
			flow: "us-public",
			want: "NO_VALID_BASIS The certification p in DPF cannot serve the sectors of these parties: COMMERCIAL to PUBLIC",
		},
		"a framework for exporters of a sector": {
			law: `
frameworks:
  - {id: eu-us-dpf, regime: EU, destination: US, name: DPF, from: 2023-07-10, scope: {exporter_sectors: [PUBLIC]}, citation: D, confidence: verified}`,
			flow: "us-public",
			want: "NO_VALID_BASIS The certification p in DPF cannot serve the sectors of these parties: COMMERCIAL to PUBLIC",
		},
		"a framework that is open to both": {
			law: `
frameworks:
  - {id: eu-us-dpf, regime: EU, destination: US, name: DPF, from: 2023-07-10, scope: {sectors: [PUBLIC], exporter_sectors: [COMMERCIAL]}, citation: D, confidence: verified}`,
			flow: "us-public",
			want: "VALID",
		},
		"a finding for exporters of a sector": {
			law: `
adequacy:
  - {id: eu-adequacy-kr, regime: EU, destination: KR, name: Korea, from: 2021-12-17, scope: {exporter_sectors: [PUBLIC]}, citation: D, confidence: verified}`,
			flow: "kr",
			want: "NO_VALID_BASIS Korea cannot serve exporters of the sector COMMERCIAL",
		},
		"an addendum for some roles": {
			law: `
clauses:
  - id: uk-addendum
    kind: addendum
    name: Addendum
    roles: [[C, C]]
    recognised:
      - {regime: UK, conclude: {from: 2022-02-02}, rely: {from: 2022-03-21}, citation: D}
    requires: [scc-2021]
    citation: D
    confidence: verified`,
			flow: "signed",
			want: "NO_VALID_BASIS Addendum in a cannot carry a transfer from controller to processor",
		},
	} {
		t.Run(name, func(t *testing.T) {
			under, err := law.Load(law.Embedded(), fstest.MapFS{"new.yaml": {Data: []byte(c.law)}})
			if err != nil {
				t.Fatal(err)
			}
			view := now(t, limited(t, under))
			for _, f := range decidedFlows(t, view) {
				if f.ExternalID != c.flow {
					continue
				}
				on := f.Timeline.On(civil.MustParse("2026-01-01"))
				got := string(on.Status)
				for _, r := range on.Reasons {
					got += " " + r.Message(under).String()
				}
				if got != c.want {
					t.Errorf("got %s\nwant %s", got, c.want)
				}
			}
		})
	}
}

// limited is a registry under a law: a public body certified in a framework, a
// controller in Korea, and clauses with an addendum from Britain.
func limited(t *testing.T, under *law.Law) *registry.Registry {
	t.Helper()
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Law: under, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	_, err = r.Import(anyone(), registry.Import{Sources: inText(map[string]string{
		"organizations.csv":  "id,name,kind,country,sector\nde,D,SELF,DE,\ngb,G,SELF,GB,\nus,U,VENDOR,US,PUBLIC\nkr,K,VENDOR,KR,\nin,I,VENDOR,IN,PUBLIC\n",
		"certifications.csv": "id,organization,framework,covers,certified_on\np,us,eu-us-dpf,NON_HR,2024-01-01\n",
		"agreements.csv":     "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on\na,DPA,gb,us,scc-2021/M2;uk-addendum,2024-01-01,2024-01-01\n",
		"assessments.csv":    "id,exporter,importer,completed_on,outcome\nt,gb,us,2024-01-01,EQUIVALENT\n",
		"flows.csv": "id,name,exporter,exporter_role,importer,importer_role\n" +
			"us-public,P,de,CONTROLLER,us,CONTROLLER\nkr,K,de,CONTROLLER,kr,CONTROLLER\nsigned,S,gb,CONTROLLER,us,PROCESSOR\nin,I,de,CONTROLLER,in,CONTROLLER\n",
	})})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestNobodyIsSentIntoAFrameworkThatIsNotOpenToIt supposes a framework for some sectors:
// only an importer of one of them is told to certify in it.
func TestNobodyIsSentIntoAFrameworkThatIsNotOpenToIt(t *testing.T) {
	day := civil.MustParse("2026-01-01")
	for sector, want := range map[law.Sector]bool{law.Commercial: false, law.Public: true} {
		s, err := now(t, limited(t, law.Default())).Suppose(anyone(), []*registry.LawChange{{Enact: &registry.Enactment{
			ID: "eu-in", Kind: law.KindFramework, Name: "New", Regime: law.EU, Destination: "IN", From: day, Sectors: []law.Sector{sector},
		}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range decidedFlows(t, s.View()) {
			if f.ExternalID != "in" {
				continue
			}
			offered, err := s.View().RemediesOf(anyone(), f.Case.Flow, day)
			if err != nil {
				t.Fatal(err)
			}
			certify := false
			for _, r := range offered {
				for _, p := range r.Pieces {
					certify = certify || p.Kind == basis.Certify
				}
			}
			if certify != want {
				t.Errorf("a public body is told to certify in a framework for %s: %v", sector, certify)
			}
		}
	}
}

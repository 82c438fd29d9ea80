package registry_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestEveryRemedyIsTheLeastThatMends puts what each remedy of each flow of random
// registries asks for among the evidence, and decides anew: the flow has the status that
// was promised, and a worse one where a piece, a clause, a framework or a coverage of it
// is left out.
func TestEveryRemedyIsTheLeastThatMends(t *testing.T) {
	asked, left := map[basis.PieceKind]int{}, map[string]int{}
	for seed := range twins() / 4 {
		view, random := now(t, openWith(t, inMemory(naive.Random(seed)))), rand.New(rand.NewPCG(seed, 17))
		engine := basis.NewEngine(view.Law())
		for _, f := range decidedFlows(t, view) {
			for range 3 {
				day := civil.MustParse(fmt.Sprintf("20%02d-%02d-%02d", random.IntN(30), 1+random.IntN(12), 1+random.IntN(28)))
				remedies, err := view.RemediesOf(anyone(), f.Flow, day)
				if err != nil {
					t.Fatal(err)
				}
				for _, remedy := range remedies {
					if is := statusWith(engine, f.Case, piecesOf(remedy), day); is != remedy.Status {
						t.Errorf("seed %d, %s on %s: it is %s by %v, promised was %s", seed, f.ExternalID, day, is, piecesOf(remedy), remedy.Status)
					}
					for what, less := range oneLess(piecesOf(remedy)) {
						left[what]++
						if is := statusWith(engine, f.Case, less, day); goodness(is) >= goodness(remedy.Status) {
							t.Errorf("seed %d, %s on %s: %v is offered, and without a %s it is %s already: %v", seed, f.ExternalID, day, piecesOf(remedy), what, is, less)
						}
					}
					for _, p := range remedy.Pieces {
						asked[p.Kind]++
					}
				}
			}
		}
	}
	if len(asked) < 4 || len(left) < 4 {
		t.Errorf("only %v were asked for, and only %v left out", asked, left)
	}
	t.Log(asked, left)
}

func piecesOf(r *registry.Remedy) (all []basis.Piece) {
	for _, p := range r.Pieces {
		all = append(all, p.Piece)
	}
	return all
}

// oneLess walks all ways to leave out a single thing that pieces ask for.
func oneLess(pieces []basis.Piece) func(yield func(string, []basis.Piece) bool) {
	return func(yield func(string, []basis.Piece) bool) {
		for i, p := range pieces {
			others := slices.Delete(slices.Clone(pieces), i, i+1)
			more := yield("piece", others)
			for n := range p.Clauses {
				less := p
				less.Clauses = slices.Delete(slices.Clone(p.Clauses), n, n+1)
				more = more && yield("clause", append(slices.Clip(others), less))
			}
			for n := range p.Frameworks {
				less := p
				less.Frameworks = slices.Delete(slices.Clone(p.Frameworks), n, n+1)
				more = more && yield("framework", append(slices.Clip(others), less))
			}
			for n := range p.Covers {
				less := p
				less.Covers = slices.Delete(slices.Clone(p.Covers), n, n+1)
				more = more && yield("coverage", append(slices.Clip(others), less))
			}
			if !more {
				return
			}
		}
	}
}

// statusWith is the status of a flow on a day on which further pieces of evidence come
// about.
func statusWith(engine *basis.Engine, of *basis.Case, pieces []basis.Piece, day civil.Date) basis.Status {
	c := *of
	header := fact.Header{ID: uuid.Max, ExternalID: "remedy"}
	for _, p := range pieces {
		switch p.Kind {
		case basis.SignClauses:
			c.Agreements = append(slices.Clip(c.Agreements), &fact.Agreement{
				Header: header, Kind: p.Agreement, Exporter: c.Exporter.ID, Importer: c.Importer.ID, Clauses: p.Clauses, ExporterSignedOn: day, ImporterSignedOn: day,
			})
		case basis.Assess:
			c.Assessments = append(slices.Clip(c.Assessments), &fact.Assessment{
				Header: header, Exporter: c.Exporter.ID, Importer: c.Importer.ID, CompletedOn: day, Outcome: fact.SupplementaryMeasures,
			})
		case basis.Certify:
			for _, framework := range p.Frameworks {
				c.Certifications = append(slices.Clip(c.Certifications), &fact.Certification{
					Header: header, Organization: c.Importer.ID, Framework: framework, Covers: p.Covers, CertifiedOn: day,
				})
			}
		case basis.ApproveRules:
			c.Rules = append(slices.Clip(c.Rules), &fact.BindingRules{Header: header, Group: c.Exporter.Group, Type: p.Type, Regime: p.Regime, ApprovedOn: day})
		}
	}
	return engine.Decide(&c).Timeline.On(day).Status
}

// TestWhatIsThereIsNotAskedFor is of importers that have part of what a certification
// needs: only the rest is offered.
func TestWhatIsThereIsNotAskedFor(t *testing.T) {
	view := now(t, openWith(t, inText(map[string]string{
		"organizations.csv":  "id,name,kind,country\ngb,G,SELF,GB\nde,D,SELF,DE\nus,U,VENDOR,US\n",
		"certifications.csv": "id,organization,framework,covers,certified_on\nc,us,eu-us-dpf,NON_HR,2023-08-01\n",
		"flows.csv": "id,name,exporter,exporter_role,importer,importer_role,data\n" +
			"british,B,gb,CONTROLLER,us,CONTROLLER,CONTENT\nstaff,S,de,CONTROLLER,us,CONTROLLER,HR;CONTENT\n" +
			"both,H,gb,CONTROLLER,us,CONTROLLER,HR;CONTENT\n",
	})))
	for id, want := range map[string]string{
		"british": "uk-ext-dpf NON_HR",
		"staff":   "eu-us-dpf HR",
		"both":    "uk-ext-dpf eu-us-dpf NON_HR HR",
	} {
		f, err := view.Flow(anyone(), id)
		if err != nil {
			t.Fatal(err)
		}
		remedies, err := view.RemediesOf(anyone(), f, civil.MustParse("2024-01-01"))
		if err != nil {
			t.Fatal(err)
		}
		var certify []string
		for _, r := range remedies {
			if r.Pieces[0].Kind == basis.Certify {
				certify = append(certify, r.Pieces[0].String())
			}
		}
		if !slices.Equal(certify, []string{want}) {
			t.Errorf("%s: of certifications %q are offered, want only %q", id, certify, want)
		}
	}
}

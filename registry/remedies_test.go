package registry_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestARemedyMends records what remedies ask for and asks again: the flow has the
// status that was promised.
func TestARemedyMends(t *testing.T) {
	ctx := anyone()
	mended := map[basis.PieceKind]int{}
	for seed := range uint64(400) {
		r := openWith(t, inMemory(naive.Random(seed)))
		random := rand.New(rand.NewPCG(seed, 11))
		view := now(t, r)
		page, err := view.ListFlows(ctx, nil, 0, registry.Paging{})
		if err != nil || len(page.Nodes) == 0 {
			t.Fatal(err)
		}
		f := page.Nodes[random.IntN(len(page.Nodes))]
		day := civil.MustParse(fmt.Sprintf("20%02d-%02d-%02d", random.IntN(30), 1+random.IntN(12), 1+random.IntN(28)))
		remedies, err := view.RemediesOf(ctx, f, day)
		if err != nil {
			t.Fatal(err)
		}
		was := verdictOn(t, view, f, day)
		if flagged := was == basis.NoValidBasis || was == basis.AtRisk; !flagged && len(remedies) > 0 {
			t.Errorf("seed %d, %s on %s is %s, and %d remedies are offered", seed, f.ExternalID, day, was, len(remedies))
		}
		if len(remedies) == 0 {
			continue
		}
		remedy := remedies[random.IntN(len(remedies))]
		for i, p := range remedy.Pieces {
			bring(t, r, f, &p, day, i)
			mended[p.Kind]++
		}
		if is := verdictOn(t, now(t, r), f, day); is != remedy.Status || is == was {
			t.Errorf("seed %d, %s on %s: %s becomes %s by %+v, promised was %s", seed, f.ExternalID, day, was, is, remedy.Pieces, remedy.Status)
		}
	}
	if len(mended) < 4 {
		t.Errorf("only %v were tried", mended)
	}
	t.Log(mended)
}

// TestARemedyMendsUnderAHypothesis records what remedies under random hypotheses ask for,
// and supposes the same again: the flow has the status that was promised.
func TestARemedyMendsUnderAHypothesis(t *testing.T) {
	ctx := anyone()
	mended := map[string]int{}
	for seed := range twins() / 4 {
		files := naive.Random(seed)
		r, random := openWith(t, inMemory(files)), rand.New(rand.NewPCG(seed, 23))
		day := civil.MustParse(fmt.Sprintf("20%02d-06-15", 10+random.IntN(18)))
		as := decidedFlows(t, now(t, r))
		if len(as) == 0 {
			continue
		}
		changes := someChanges(random, r, files, as, day)
		suppose := func() *registry.View {
			s, err := now(t, r).Suppose(ctx, changes)
			if err != nil {
				t.Fatal(err)
			}
			return s.View()
		}
		day += civil.Date(random.IntN(60) - 10)
		view := suppose()
		for n, f := range as {
			remedies, err := view.RemediesOf(ctx, f.Flow, day)
			if err != nil {
				t.Fatal(err)
			}
			if len(remedies) == 0 {
				continue
			}
			remedy := remedies[random.IntN(len(remedies))]
			for _, other := range remedies {
				if random.IntN(2) == 0 && slices.ContainsFunc(other.Pieces, func(p registry.RemedyPiece) bool { return p.Kind == basis.Assess || p.Kind == basis.Certify }) {
					remedy = other // which a hypothesis about evidence is likelier to refute
				}
			}
			for i, p := range remedy.Pieces {
				bring(t, r, f.Flow, &p, day, 10*n+i)
			}
			view = suppose()
			if is := verdictOn(t, view, f.Flow, day); is != remedy.Status {
				t.Errorf("seed %d, %s on %s under %v: it is %s by %v, promised was %s", seed, f.ExternalID, day, changes, is, piecesOf(remedy), remedy.Status)
			}
			for _, c := range changes {
				mended[strings.Fields(c.String())[0]]++
			}
		}
	}
	for _, change := range []string{"invalidate", "leave", "adequate", "terminate", "lapse", "withdraw", "negate"} {
		if mended[change] < 10 {
			t.Errorf("only %d remedies were tried where %s is supposed", mended[change], change)
		}
	}
	t.Log(mended)
}

// TestNoRemedyIsRefutedByItsHypothesis is of flows of which the hypothesis bars one way
// out: an assessment, wherever none is there yet, too, and none that is made before the
// day; who was taken off a list may be entered in it again.
func TestNoRemedyIsRefutedByItsHypothesis(t *testing.T) {
	r := openWith(t, inText(map[string]string{
		"organizations.csv": "id,name,kind,country\nde,D,SELF,DE\nus,U,VENDOR,US\nnone,N,VENDOR,US\nlisted,L,VENDOR,US\n",
		"agreements.csv": "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on\n" +
			"us,CLAUSES,de,us,scc-2021/M1,2022-01-01,2022-01-01\nnone,CLAUSES,de,none,scc-2021/M1,2022-01-01,2022-01-01\n",
		"assessments.csv":    "id,exporter,importer,completed_on,outcome\nus,de,us,2022-01-01,EQUIVALENT\n",
		"certifications.csv": "id,organization,framework,covers,certified_on\nc,listed,eu-us-dpf,NON_HR,2024-01-01\n",
		"flows.csv": "id,name,exporter,exporter_role,importer,importer_role\n" +
			"assessed,F,de,CONTROLLER,us,CONTROLLER\nmissing,F,de,CONTROLLER,none,CONTROLLER\ncertified,F,de,CONTROLLER,listed,CONTROLLER\n",
	}))
	on := civil.MustParse("2026-03-01")
	suppose := func() *registry.View {
		s, err := now(t, r).Suppose(anyone(), []*registry.LawChange{
			{Negate: &registry.SupposedTurn{Country: "US", On: on}}, {Withdraw: &registry.SupposedEnd{ExternalID: "listed", On: on}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return s.View()
	}
	view := suppose()
	for _, want := range []struct {
		flow, day, remedies string
	}{
		{"assessed", "2026-02-28", ""},
		{"assessed", "2026-03-01", "VALID CERTIFY"},
		{"assessed", "2026-04-01", "VALID CERTIFY"},
		{"missing", "2026-02-28", "VALID ASSESS, VALID CERTIFY"},
		{"missing", "2026-03-01", "VALID CERTIFY"},
		{"missing", "2026-04-01", "VALID CERTIFY"},
		{"certified", "2026-02-28", ""},
		{"certified", "2026-03-01", "VALID CERTIFY"},
		{"certified", "2026-04-01", "VALID CERTIFY"},
	} {
		f, err := view.Flow(anyone(), want.flow)
		if err != nil {
			t.Fatal(err)
		}
		remedies, err := view.RemediesOf(anyone(), f, civil.MustParse(want.day))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range remedies {
			one := string(r.Status)
			for _, p := range r.Pieces {
				one += " " + string(p.Kind)
			}
			got = append(got, one)
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != want.remedies {
			t.Errorf("%s on %s: %q, want %q", want.flow, want.day, got, want.remedies)
		}
	}
	mendings, err := view.Mend(anyone(), nil, civil.MustParse("2026-04-01"), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mendings {
		if m.Pieces[0].Kind != basis.Certify {
			t.Errorf("of all flows: %+v", m.Pieces)
		}
	}
	f, err := view.Flow(anyone(), "certified")
	if err != nil {
		t.Fatal(err)
	}
	again := civil.MustParse("2026-04-01")
	if _, err := r.Record(anyone(), sheet.Certifications, registry.Command{}, registry.Fields{
		"id": "again", "organization": "listed", "framework": "eu-us-dpf", "covers": "NON_HR", "certified_on": again.String(),
	}); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[civil.Date]basis.Status{on - 1: basis.Valid, on: basis.NoValidBasis, again - 1: basis.NoValidBasis, again: basis.Valid} {
		if is := verdictOn(t, suppose(), f, day); is != want {
			t.Errorf("certified again, on %s it is %s, want %s", day, is, want)
		}
	}
}

func verdictOn(t *testing.T, view *registry.View, f *fact.Flow, day civil.Date) basis.Status {
	t.Helper()
	v, err := view.VerdictOf(anyone(), f, day)
	if err != nil {
		t.Fatal(err)
	}
	return v.Status
}

// bring records a piece of evidence that comes about on a day.
func bring(t *testing.T, r *registry.Registry, f *fact.Flow, p *registry.RemedyPiece, day civil.Date, n int) {
	t.Helper()
	ctx := anyone()
	view := now(t, r)
	key := func(id fact.ID) string {
		o, err := view.Party(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return o.ExternalID
	}
	record := func(kind sheet.Kind, fields registry.Fields) {
		fields["id"] = fmt.Sprint("remedy-", n, "-", len(fields), "-", fields["framework"])
		if _, err := r.Record(ctx, kind, registry.Command{}, fields); err != nil {
			t.Fatal(err)
		}
	}
	exporter, importer, on := key(f.Exporter), key(f.Importer), day.String()
	switch p.Kind {
	case basis.SignClauses:
		record(sheet.Agreements, registry.Fields{
			"kind": string(p.Agreement), "exporter": exporter, "importer": importer, "clauses": strings.Join(p.Evidence(), ";"),
			"exporter_signed_on": on, "importer_signed_on": on,
		})
	case basis.Assess:
		record(sheet.Assessments, registry.Fields{"exporter": exporter, "importer": importer, "completed_on": on, "outcome": "SUPPLEMENTARY_MEASURES"})
	case basis.Certify:
		for _, framework := range p.Frameworks {
			covers := make([]string, len(p.Covers))
			for i, c := range p.Covers {
				covers[i] = string(c)
			}
			record(sheet.Certifications, registry.Fields{"organization": importer, "framework": framework, "covers": strings.Join(covers, ";"), "certified_on": on})
		}
	case basis.ApproveRules:
		o, err := view.Party(ctx, f.Exporter)
		if err != nil {
			t.Fatal(err)
		}
		record(sheet.BindingRules, registry.Fields{"group": o.Group, "type": string(p.Type), "regime": string(p.Regime), "approved_on": on})
	}
}

package registry_test

import (
	"fmt"
	"math/rand/v2"
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

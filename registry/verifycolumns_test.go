package registry_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestSoundColumnsAgreeWithTheirRecords verifies the columns of random registries that
// were written to, which follow each commit, and those of what is stored.
func TestSoundColumnsAgreeWithTheirRecords(t *testing.T) {
	ctx := anyone()
	for seed := range uint64(30) {
		l := live(t)
		if _, err := l.r.Import(ctx, registry.Import{Sources: inMemory(naive.Random(seed))}); err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewPCG(seed, 5))
		for range 20 {
			writeSomething(ctx, l.r, random)
			told(t, now(t, l.r)) // so that the columns are followed
		}
		followed, err := l.r.VerifyColumns(ctx)
		if err != nil || followed.Flows == 0 || followed.Days < 50 || len(followed.Findings) > 0 {
			t.Fatalf("seed %d: %+v, %v", seed, followed, err)
		}
		anew, err := registry.VerifyColumns(ctx, l.store)
		if err != nil || anew.Flows != followed.Flows || len(anew.Findings) > 0 {
			t.Fatalf("seed %d: %+v, %v", seed, anew, err)
		}
	}
}

// TestColumnsThatLieAreFound has the columns decided as if Privacy Shield had
// fallen years before it did: flows and counts are named that are not what their records say.
func TestColumnsThatLieAreFound(t *testing.T) {
	ctx := anyone()
	l := live(t)
	other, err := law.Default().With(law.Change{Invalidate: &law.Invalidation{Instrument: "eu-us-privacy-shield", On: civil.MustParse("2018-03-01")}})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.r.AnswerUnder(ctx, other); err != nil {
		t.Fatal(err)
	}
	s, err := l.r.VerifyColumns(ctx)
	if err != nil {
		t.Fatal(err)
	}
	const where, what = "flow f-dalmatia-voice", "is on 2018-03-01 in the columns NO_VALID_BASIS under EU; decided from the records it is VALID under EU, eu-us-privacy-shield EU by "
	found := false
	for _, f := range s.Findings {
		found = found || f.Where == where && strings.HasPrefix(f.What, what)
	}
	if !found {
		t.Errorf("%s %s… is not among %+v", where, what, s.Findings)
	}
}

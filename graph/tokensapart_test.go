package graph_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// TestComplianceSeesNothingOfTokens creates, uses and revokes tokens at random: every answer
// that COMPLIANCE can get has the bytes that it had before. The log alone is longer: it is
// for all who read to hold to its checkpoints, and does not tell them which token it was
// ([TestEntriesOfTokensAreClosed] of the registry).
func TestComplianceSeesNothingOfTokens(t *testing.T) {
	admin := anyone()
	r, err := registry.Open(admin, registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Import(admin, registry.Import{Sources: harbour(t)}); err != nil {
		t.Fatal(err)
	}
	made := []*registry.CreatedToken{}
	create := func() {
		one, err := r.CreateToken(admin, registry.TokenInput{Name: fmt.Sprint("secret ", len(made)), Role: access.Sales})
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, one)
	}
	create()
	handler := servedTo(access.Compliance, r)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { handler.ServeHTTP(w, q) }))
	defer server.Close()
	questions := []string{
		`{ tokens { totalCount nodes { id } } }`, `{ sessions { id } }`, `{ accessLog { nodes { actor } } }`,
		fmt.Sprintf(`{ node(id: %q) { __typename } }`, made[0].Token.ID), fmt.Sprintf(`{ nodes(ids: [%q]) { __typename } }`, made[0].Token.ID),
		used(`{ flows { totalCount pageInfo { ...P } nodes { ...F } } }`), used(`{ organizations(search: "secret") { totalCount nodes { ...O } } }`),
		used(`{ agreements { totalCount nodes { ...A history { version actor } } } }`), `{ summary { activeFlows } people { totalCount nodes { actor } } }`,
	}
	before := answersOf(t, server.URL, questions)
	if strings.Count(before, "FORBIDDEN") < 3 || strings.Count(before, "NOT_FOUND") != 1 {
		t.Fatalf("compliance is answered %s", before)
	}
	random := rand.New(rand.NewPCG(5, 6))
	for i := range 520 {
		if i%20 == 0 {
			handler = servedTo(access.Compliance, r) // which has not been asked too much yet
		}
		one, what := made[random.IntN(len(made))], "a new token"
		switch random.IntN(3) {
		case 0:
			create()
		case 1:
			what = "a use"
			_, _ = r.LetIn(admin, one.Secret) // it may be revoked
		default:
			what = "a revocation"
			if _, err := r.RevokeToken(admin, registry.Command{ExternalID: one.Token.ExternalID, Reason: "secret"}); err != nil {
				t.Fatal(err)
			}
		}
		if after := answersOf(t, server.URL, questions); after != before {
			t.Fatalf("%s shows to compliance:\n%s", what, difference(before, after))
		}
	}
}

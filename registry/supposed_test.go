package registry_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestWhatIsSupposedIsWhatWouldBe supposes that evidence ends, and then lets it end:
// what is said of all flows, and of each, is the same.
func TestWhatIsSupposedIsWhatWouldBe(t *testing.T) {
	held := map[string]int{}
	for seed := range uint64(300) {
		files := eachPairOneWay(t, naive.Random(seed))
		r := openWith(t, inMemory(files))
		random := rand.New(rand.NewPCG(seed, 9))
		name, change, do := someEnd(random, r, files)
		if do == nil {
			continue
		}
		view := now(t, r)
		s, err := view.Suppose(anyone(), []*registry.LawChange{change})
		if err != nil {
			t.Fatal(err)
		}
		supposed, each := expressible(change, told(t, s.View())), eachTold(t, s.View())
		if do() != nil {
			continue // it has ended already
		}
		held[name]++
		happened := expressible(change, told(t, now(t, r)))
		if diff := cmp.Diff(happened, supposed) + cmp.Diff(eachTold(t, now(t, r)), each); diff != "" {
			t.Errorf("seed %d, %s (-it happened +it was supposed):\n%s", seed, name, diff)
			return
		}
	}
	if len(held) < 4 {
		t.Errorf("only %v were supposed", held)
	}
}

// eachPairOneWay has all flows of a pair go to the same country. An assessment that is
// recorded is one of all the transfers of a pair; what a hypothesis says of a country is
// of those to that country alone.
func eachPairOneWay(t *testing.T, files map[string][]byte) map[string][]byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(files["flows.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) int { return slices.Index(rows[0], name) }
	first := map[string]string{}
	for _, row := range rows[1:] {
		pair := row[at("exporter")] + " " + row[at("importer")]
		if _, known := first[pair]; !known {
			first[pair] = row[at("destination")]
		}
		row[at("destination")] = first[pair]
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	files["flows.csv"] = out.Bytes()
	return files
}

// expressible leaves out of what is told what records cannot say as a hypothesis does: an
// assessment that turns negative has the same review as before, while a negative one that
// is recorded comes in its place.
func expressible(change *registry.LawChange, told []string) []string {
	if change == nil || change.Negate == nil {
		return told
	}
	return slices.DeleteFunc(told, func(line string) bool { return strings.Contains(line, string(registry.AssessmentDue)) })
}

// someEnd picks a piece of evidence that may end, with what supposes it and what
// lets it happen.
func someEnd(random *rand.Rand, r *registry.Registry, files map[string][]byte) (name string, change *registry.LawChange, do func() error) {
	ctx, command := anyone(), registry.Command{}
	on := civil.MustParse(fmt.Sprintf("20%02d-06-15", 15+random.IntN(12)))
	kind := []sheet.Kind{sheet.Agreements, sheet.Certifications, sheet.Certifications, sheet.Assessments}[random.IntN(4)]
	rows := rowsOf(files, kind)
	if len(rows) == 0 {
		return "", nil, nil
	}
	row := rows[random.IntN(len(rows))]
	command.ExternalID = row["id"]
	switch {
	case kind == sheet.Agreements:
		return "terminate", &registry.LawChange{Terminate: &registry.SupposedEnd{ExternalID: row["id"], On: on}}, func() error {
			_, err := r.TerminateAgreement(ctx, command, on)
			return err
		}
	case kind == sheet.Assessments:
		country := countryIn(files, row["importer"])
		for _, f := range rowsOf(files, sheet.Flows) {
			if isOfPair(f, row) && f["destination"] != "" && random.IntN(2) == 0 {
				country = f["destination"]
			}
		}
		return "negate", &registry.LawChange{Negate: &registry.SupposedTurn{Country: country, On: on}}, func() error {
			return negate(r, files, country, on)
		}
	case random.IntN(2) == 0:
		return "lapse", &registry.LawChange{Lapse: &registry.SupposedEnd{ExternalID: row["id"], On: on}}, func() error {
			_, err := r.EndCertification(ctx, command, on, fact.Lapsed)
			return err
		}
	}
	return "withdraw", &registry.LawChange{Withdraw: &registry.SupposedEnd{ExternalID: row["organization"], On: on}}, func() (err error) {
		for _, other := range rows {
			if other["organization"] == row["organization"] && civil.MustParse(other["certified_on"]) < on {
				command.ExternalID = other["id"]
				_, ended := r.EndCertification(ctx, command, on, fact.Lapsed)
				err = errors.Join(err, ended)
			}
		}
		return err
	}
}

// negate records a negative assessment for every pair that has one and of which a flow
// goes to a country, or to an importer established in it, and makes those that are
// completed later negative.
func negate(r *registry.Registry, files map[string][]byte, country string, on civil.Date) error {
	done := map[string]bool{}
	for i, row := range rowsOf(files, sheet.Assessments) {
		concerns := func(f map[string]string) bool {
			return isOfPair(f, row) && (f["destination"] == country || countryIn(files, f["importer"]) == country)
		}
		if !slices.ContainsFunc(rowsOf(files, sheet.Flows), concerns) {
			continue
		}
		if civil.MustParse(row["completed_on"]) > on {
			if _, err := r.Amend(anyone(), sheet.Assessments, registry.Command{ExternalID: row["id"]}, registry.Fields{"outcome": string(fact.Insufficient)}); err != nil {
				return err
			}
		}
		pair := row["exporter"] + " " + row["importer"]
		if done[pair] {
			continue
		}
		done[pair] = true
		_, err := r.Record(anyone(), sheet.Assessments, registry.Command{}, registry.Fields{
			"id": fmt.Sprint("negative-", i), "exporter": row["exporter"], "importer": row["importer"],
			"completed_on": on.String(), "outcome": string(fact.Insufficient),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// TestALaterAssessmentIsNegativeToo supposes that assessments turn negative before one
// of them is completed: that one is no way out.
func TestALaterAssessmentIsNegativeToo(t *testing.T) {
	view := now(t, openWith(t, inText(map[string]string{
		"organizations.csv": "id,name,kind,country\nde,D,SELF,DE\nus,U,VENDOR,US\n",
		"agreements.csv":    "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on\na,CLAUSES,de,us,scc-2021/M1,2022-01-01,2022-01-01\n",
		"assessments.csv":   "id,exporter,importer,completed_on,outcome\nearly,de,us,2022-01-01,EQUIVALENT\nlate,de,us,2026-06-01,EQUIVALENT\n",
		"flows.csv":         "id,name,exporter,exporter_role,importer,importer_role\nf,F,de,CONTROLLER,us,CONTROLLER\n",
	})))
	s, err := view.Suppose(anyone(), []*registry.LawChange{{Negate: &registry.SupposedTurn{Country: "US", On: civil.MustParse("2026-03-01")}}})
	if err != nil {
		t.Fatal(err)
	}
	f := decidedFlows(t, s.View())[0]
	for day, want := range map[string]basis.Status{
		"2026-02-28": basis.Valid, "2026-03-01": basis.NoValidBasis, "2026-05-31": basis.NoValidBasis, "2026-06-01": basis.NoValidBasis, "2030-01-01": basis.NoValidBasis,
	} {
		if on := f.Timeline.On(civil.MustParse(day)); on.Status != want {
			t.Errorf("on %s it is %s, want %s", day, on.Status, want)
		}
	}
}

// TestAssessmentsTurnWhereTheDataGoes supposes that assessments of transfers to a country
// turn negative: those of flows whose data goes there, wherever the importer is
// established, and of importers that are established there; not those of other flows of
// the same parties, and not where there is none.
func TestAssessmentsTurnWhereTheDataGoes(t *testing.T) {
	view := now(t, openWith(t, inText(map[string]string{
		"organizations.csv": "id,name,kind,country\nde,D,SELF,DE\nie,I,VENDOR,IE\nus,U,VENDOR,US\nin,N,VENDOR,IN\n",
		"agreements.csv": "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on\n" +
			"ie,CLAUSES,de,ie,scc-2021/M1,2022-01-01,2022-01-01\nus,CLAUSES,de,us,scc-2021/M1,2022-01-01,2022-01-01\nin,CLAUSES,de,in,scc-2021/M1,2022-01-01,2022-01-01\n",
		"assessments.csv": "id,exporter,importer,completed_on,outcome\nie,de,ie,2022-01-01,EQUIVALENT\nus,de,us,2022-01-01,EQUIVALENT\n",
		"flows.csv": "id,name,exporter,exporter_role,importer,importer_role,destination\n" +
			"by-ie-to-us,F,de,CONTROLLER,ie,CONTROLLER,US\nby-ie-to-in,F,de,CONTROLLER,ie,CONTROLLER,IN\nby-ie-to-ie,F,de,CONTROLLER,ie,CONTROLLER,\n" +
			"by-us-to-us,F,de,CONTROLLER,us,CONTROLLER,\nby-us-to-in,F,de,CONTROLLER,us,CONTROLLER,IN\nby-in-to-us,F,de,CONTROLLER,in,CONTROLLER,US\n",
	})))
	s, err := view.Suppose(anyone(), []*registry.LawChange{{Negate: &registry.SupposedTurn{Country: "us", On: civil.MustParse("2026-03-01")}}})
	if err != nil {
		t.Fatal(err)
	}
	further, err := s.View().Suppose(anyone(), []*registry.LawChange{{Negate: &registry.SupposedTurn{Country: "IN", On: civil.MustParse("2026-04-01")}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		view *registry.View
		day  string
		of   map[basis.Status]string
	}{
		{s.View(), "2026-02-28", map[basis.Status]string{
			basis.Valid: "by-ie-to-in by-ie-to-us by-us-to-in by-us-to-us", basis.AtRisk: "by-in-to-us", basis.NotRestricted: "by-ie-to-ie",
		}},
		{s.View(), "2026-04-01", map[basis.Status]string{
			basis.NoValidBasis: "by-ie-to-us by-us-to-in by-us-to-us", basis.Valid: "by-ie-to-in", basis.AtRisk: "by-in-to-us", basis.NotRestricted: "by-ie-to-ie",
		}},
		{further.View(), "2026-04-01", map[basis.Status]string{
			basis.NoValidBasis: "by-ie-to-in by-ie-to-us by-us-to-in by-us-to-us", basis.AtRisk: "by-in-to-us", basis.NotRestricted: "by-ie-to-ie",
		}},
	} {
		day := civil.MustParse(want.day)
		listed, decided := map[basis.Status]string{}, map[basis.Status]string{}
		for _, status := range basis.Statuses {
			page, err := want.view.ListFlows(anyone(), &registry.FlowFilter{Status: []basis.Status{status}}, day, registry.Paging{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range page.Nodes {
				listed[status] = strings.TrimSpace(listed[status] + " " + f.ExternalID)
				is := verdictOn(t, want.view, f, day)
				decided[is] = strings.TrimSpace(decided[is] + " " + f.ExternalID)
			}
		}
		if diff := cmp.Diff(want.of, listed) + cmp.Diff(want.of, decided); diff != "" {
			t.Errorf("on %s (-want +listed, -want +decided):\n%s", day, diff)
		}
	}
}

// isOfPair reports whether a flow and an assessment are of the same parties.
func isOfPair(flow, assessment map[string]string) bool {
	return flow["exporter"] == assessment["exporter"] && flow["importer"] == assessment["importer"]
}

func countryIn(files map[string][]byte, organization string) string {
	for _, row := range rowsOf(files, sheet.Organizations) {
		if row["id"] == organization {
			return row["country"]
		}
	}
	return ""
}

// rowsOf are the rows of a file by their columns.
func rowsOf(files map[string][]byte, kind sheet.Kind) (all []map[string]string) {
	rows, err := csv.NewReader(bytes.NewReader(files[string(kind)+".csv"])).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil
	}
	for _, row := range rows[1:] {
		of := map[string]string{}
		for i, column := range rows[0] {
			of[column] = row[i]
		}
		all = append(all, of)
	}
	return all
}

// eachTold tells the status of every flow by itself.
func eachTold(t *testing.T, view *registry.View) (all []string) {
	t.Helper()
	page, err := view.ListFlows(anyone(), nil, 0, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range decide(t, view, page.Nodes) {
		for _, s := range view.Timeline(d) {
			all = append(all, fmt.Sprint(page.Nodes[i].ExternalID, s.From, s.Status, len(s.Reasons)))
		}
	}
	return all
}

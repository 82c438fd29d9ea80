package registry_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// TestContradictionsAreRefusedInWords supposes what cannot be, and expects the field
// and a sentence that says why.
func TestContradictionsAreRefusedInWords(t *testing.T) {
	view, day := now(t, verbsOn(t)), civil.MustParse
	falls := func(id, on string) *registry.LawChange {
		return &registry.LawChange{Invalidate: &law.Invalidation{Instrument: id, On: day(on)}}
	}
	ends := func(id, through string) *registry.LawChange {
		return &registry.LawChange{End: &law.Ending{Instrument: id, Through: day(through)}}
	}
	leaves := func(country, on string) *registry.LawChange {
		return &registry.LawChange{Leave: &law.Leaving{Country: country, On: day(on)}}
	}
	adequate := func(country string, regimes ...law.Regime) *registry.LawChange {
		return &registry.LawChange{Adequate: &registry.SupposedAdequacy{Country: country, From: day("2027-01-01"), Regimes: regimes}}
	}
	enact := func(id string) *registry.LawChange {
		return &registry.LawChange{Enact: &registry.Enactment{ID: id, Kind: law.KindAdequacy, Name: "N", Regime: law.EU, Destination: "IN", From: day("2027-01-01")}}
	}
	evidence := func(id string) *registry.SupposedEnd {
		return &registry.SupposedEnd{ExternalID: id, On: day("2026-01-01")}
	}
	turn := &registry.LawChange{Negate: &registry.SupposedTurn{Country: "us", On: day("2026-01-01")}}
	for name, c := range map[string]struct {
		changes      []*registry.LawChange
		field, words string
	}{
		"an end after an invalidation":    {[]*registry.LawChange{falls("eu-us-dpf", "2026-01-01"), ends("eu-us-dpf", "2026-06-30")}, "end", `"invalidate eu-us-dpf on 2026-01-01"`},
		"an invalidation after an end":    {[]*registry.LawChange{ends("eu-us-dpf", "2026-06-30"), falls("eu-us-dpf", "2026-01-01")}, "invalidate", "an instrument ends once at most"},
		"two judgments":                   {[]*registry.LawChange{falls("scc-2021", "2026-01-01"), falls("scc-2021", "2026-02-01")}, "invalidate", "contradicts"},
		"leaving twice":                   {[]*registry.LawChange{leaves("DE", "2027-01-01"), leaves("de", "2026-01-01")}, "leave", `"leave DE on 2027-01-01"`},
		"leaving again":                   {[]*registry.LawChange{leaves("GB", "2027-01-01")}, "leave", "has left already: its last day inside the EEA is 2021-06-27"},
		"leaving before joining":          {[]*registry.LawChange{leaves("HR", "2013-07-01")}, "leave", "its first day inside the EEA is 2013-07-01"},
		"leaving from outside":            {[]*registry.LawChange{leaves("US", "2027-01-01")}, "leave", "is no member state of the EEA, and never was one"},
		"a special territory that leaves": {[]*registry.LawChange{leaves("AX", "2027-01-01")}, "leave", "it would leave with Finland"},
		"leaving of no country":           {[]*registry.LawChange{leaves("ZZ", "2027-01-01")}, "leave", "is no country code"},
		"adequate twice":                  {[]*registry.LawChange{adequate("IN"), adequate("in")}, "adequate", "a country becomes adequate under a regime once at most"},
		"adequate twice under one regime": {[]*registry.LawChange{adequate("IN", law.EU, law.UK), adequate("in", law.CH, law.UK)}, "adequate", `"adequate IN EU UK from 2027-01-01"`},
		"adequacy of no country":          {[]*registry.LawChange{adequate("UK")}, "adequate", "did you mean GB?"},
		"an id that exists":               {[]*registry.LawChange{enact("eu-us-dpf")}, "enact", "is an instrument already"},
		"an id enacted twice":             {[]*registry.LawChange{enact("new"), enact("new")}, "enact", "is an instrument already"},
		"an unknown instrument":           {[]*registry.LawChange{falls("eu-us-dpg", "2026-01-01")}, "instrument", "did you mean eu-us-dpf?"},
		"terminated twice":                {[]*registry.LawChange{{Terminate: evidence("a")}, {Terminate: evidence("a")}}, "terminate", "contradicts"},
		"lapsed twice":                    {[]*registry.LawChange{{Lapse: evidence("c")}, {Lapse: evidence("c")}}, "lapse", "contradicts"},
		"withdrawn twice":                 {[]*registry.LawChange{{Withdraw: evidence("m")}, {Withdraw: evidence("m")}}, "withdraw", "contradicts"},
		"negated twice":                   {[]*registry.LawChange{turn, turn}, "negate", `"negate US on 2026-01-01"`},
		"processor terms invalidated":     {[]*registry.LawChange{falls("scc-art28", "2026-01-01")}, "instrument", "art. 28(3) by what it says"},
		"processor terms ended":           {[]*registry.LawChange{ends("scc-art28", "2026-06-30")}, "instrument", "art. 28(3) by what it says"},
		"an unknown agreement":            {[]*registry.LawChange{{Terminate: evidence("none")}}, "terminate", "is the id of no agreement"},
		"fifty-one changes":               {fiftyOne(enact), "changes", "are 51: expected 1 to 50"},
		"two things in one":               {[]*registry.LawChange{{Leave: leaves("DE", "2027-01-01").Leave, Adequate: adequate("IN").Adequate}}, "changes", "one of them gives 2"},
	} {
		_, err := view.Suppose(anyone(), c.changes)
		if fault.CodeOf(err) != fault.BadInput || fieldOf(err) != c.field || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v (%s, field %q), want field %q and %q", name, err, fault.CodeOf(err), fieldOf(err), c.field, c.words)
		}
	}
	sound := []*registry.LawChange{falls("eu-us-dpf", "2026-01-01"), ends("scc-2021", "2026-06-30"), leaves("DE", "2027-01-01"), adequate("DE"), enact("new"), falls("new", "2027-06-01"), adequate("IN", law.EU, law.EU), adequate("IN", law.UK, law.CH), {Lapse: evidence("c")}, {Withdraw: evidence("m")}}
	if _, err := view.Suppose(anyone(), sound); err != nil {
		t.Errorf("sound changes: %v", err)
	}
}

// TestAScenarioWithinAScenario supposes what is supposed already: the refusal speaks of
// what was asked.
func TestAScenarioWithinAScenario(t *testing.T) {
	adequate := func(regimes ...law.Regime) []*registry.LawChange {
		return []*registry.LawChange{{Adequate: &registry.SupposedAdequacy{Country: "in", From: civil.MustParse("2027-01-01"), Regimes: regimes}}}
	}
	s, err := now(t, verbsOn(t)).Suppose(anyone(), adequate(law.EU))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.View().Suppose(anyone(), adequate())
	var refused *fault.Error
	if !errors.As(err, &refused) || refused.Code != fault.BadInput || refused.Field != "adequate" || refused.Value != "in" || !strings.Contains(err.Error(), "already, under the regime EU") {
		t.Errorf("the same country again: %#v", err)
	}
	if _, err := s.View().Suppose(anyone(), adequate(law.UK, law.CH)); err != nil {
		t.Errorf("under other regimes: %v", err)
	}
}

// fieldOf is the field of the first refusal in an error.
func fieldOf(err error) string {
	var one *fault.Error
	if errors.As(err, &one) {
		return one.Field
	}
	var many fault.List
	if errors.As(err, &many) {
		return many[0].Field
	}
	return ""
}

func fiftyOne(change func(string) *registry.LawChange) (all []*registry.LawChange) {
	for n := range 51 {
		all = append(all, change(fmt.Sprint("new-", n)))
	}
	return all
}

// TestAStateThatLeaves is a third country from its day on, both ways, and its
// territories go with it; what becomes adequate later carries again.
func TestAStateThatLeaves(t *testing.T) {
	r := openWith(t, inText(map[string]string{
		"organizations.csv": "id,name,kind,country\nde,D,SELF,DE\nfi,F,SELF,FI\nax,A,VENDOR,AX\n",
		"flows.csv": "id,name,exporter,exporter_role,importer,importer_role\n" +
			"in,I,de,CONTROLLER,fi,CONTROLLER\nisle,L,de,CONTROLLER,ax,CONTROLLER\nout,O,fi,CONTROLLER,de,CONTROLLER\n",
	}))
	view, leave := now(t, r), civil.MustParse("2027-01-01")
	s, err := view.Suppose(anyone(), []*registry.LawChange{
		{Leave: &law.Leaving{Country: "fi", On: leave}},
		{Adequate: &registry.SupposedAdequacy{Country: "FI", From: leave + 30, Regimes: []law.Regime{law.EU}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[civil.Date]map[string]basis.Status{
		leave - 1:  {"in": basis.NotRestricted, "isle": basis.NotRestricted, "out": basis.NotRestricted},
		leave:      {"in": basis.NoValidBasis, "isle": basis.NoValidBasis, "out": basis.NotRestricted},
		leave + 30: {"in": basis.Valid, "isle": basis.NoValidBasis, "out": basis.NotRestricted},
	} {
		for _, f := range decidedFlows(t, s.View()) {
			on := f.Timeline.On(day)
			if on.Status != want[f.ExternalID] {
				t.Errorf("%s on %s: %s, want %s", f.ExternalID, day, on.Status, want[f.ExternalID])
			}
			if f.ExternalID == "out" && (on.Regime == law.EU) != (day < leave) {
				t.Errorf("out on %s stands under %q", day, on.Regime)
			}
		}
	}
}

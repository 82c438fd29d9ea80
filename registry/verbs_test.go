package registry_test

import (
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// verbsOn is a registry whose every record something can still happen to.
func verbsOn(t *testing.T) *registry.Registry {
	return openWith(t, inText(map[string]string{
		"organizations.csv":  "id,name,kind,country,group\nx,X,SELF,DE,G\nm,M,VENDOR,US,G\nn,N,VENDOR,IN,\n",
		"agreements.csv":     "id,kind,exporter,importer,clauses,exporter_signed_on\na,DPA,x,m,scc-2021/M2,2022-01-01\n",
		"certifications.csv": "id,organization,framework,covers,certified_on,next_due_on\nc,m,eu-us-dpf,NON_HR,2023-08-01,2024-08-01\n",
		"binding_rules.csv":  "id,group,type,regime,approved_on\nb,G,CONTROLLER,EU,2020-01-01\n",
		"flows.csv":          "id,name,exporter,exporter_role,importer,importer_role,starts_on\nf,F,x,CONTROLLER,m,PROCESSOR,2019-01-01\n",
	}))
}

// TestWhatHappensHappensOnce lets each verb happen, again on the same day, and
// on another one.
func TestWhatHappensHappensOnce(t *testing.T) {
	ctx, day := anyone(), civil.MustParse
	type verb func(*registry.Registry, registry.Command, civil.Date) (*registry.Changed, error)
	for name, c := range map[string]struct {
		of string
		do verb
	}{
		"sign": {"a", func(r *registry.Registry, c registry.Command, on civil.Date) (*registry.Changed, error) {
			return r.SignAgreement(ctx, c, 0, on)
		}},
		"terminate": {"a", func(r *registry.Registry, c registry.Command, on civil.Date) (*registry.Changed, error) {
			return r.TerminateAgreement(ctx, c, on)
		}},
		"end a certification": {"c", func(r *registry.Registry, c registry.Command, on civil.Date) (*registry.Changed, error) {
			return r.EndCertification(ctx, c, on, "")
		}},
		"withdraw": {"b", func(r *registry.Registry, c registry.Command, on civil.Date) (*registry.Changed, error) {
			return r.WithdrawBindingRules(ctx, c, on)
		}},
		"end a flow": {"f", func(r *registry.Registry, c registry.Command, on civil.Date) (*registry.Changed, error) {
			return r.EndFlow(ctx, c, on)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			r := verbsOn(t)
			command := registry.Command{ExternalID: c.of}
			for _, step := range []struct {
				on   string
				want fault.Code
			}{{"2024-05-01", ""}, {"2024-05-01", ""}, {"2024-06-01", fault.Conflict}} {
				_, err := c.do(r, command, day(step.on))
				if step.want == "" && err != nil || step.want != "" && fault.CodeOf(err) != step.want {
					t.Errorf("on %s: %v, want %q", step.on, err, step.want)
				}
			}
		})
	}
}

func TestVerbsRefuseWhatMakesNoSense(t *testing.T) {
	ctx := anyone()
	r := verbsOn(t)
	agreement, certification := registry.Command{ExternalID: "a"}, registry.Command{ExternalID: "c"}
	if _, err := r.SignAgreement(ctx, agreement, 0, 0); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("signed by nobody: %v", err)
	}
	if _, err := r.RenewCertification(ctx, certification, civil.MustParse("2023-08-01")); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("renewed before it began: %v", err)
	}
	if _, err := r.EndCertification(ctx, certification, civil.MustParse("2024-09-01"), fact.EndedReasons[0]); err != nil {
		t.Fatal(err)
	}
	changed, err := r.EndCertification(ctx, certification, civil.MustParse("2024-09-01"), "")
	if err != nil || changed.Record.(*fact.Certification).EndedReason != fact.EndedReasons[0] {
		t.Errorf("the reason is gone: %v", err)
	}
	if _, err := r.RenewCertification(ctx, certification, civil.MustParse("2025-08-01")); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("renewed after its end: %v", err)
	}
	zero := 0
	stale := registry.Command{ExternalID: "f", Expected: &zero}
	if _, err := r.Amend(ctx, sheet.Flows, stale, registry.Fields{"name": "N"}); fault.CodeOf(err) != fault.Conflict || strings.Contains(err.Error(), "import") {
		t.Errorf("an old version: %v", err)
	}
	for field, value := range map[string]string{
		"name": "hidden\x00", "group": strings.Repeat("g", 17_000), "domain": "a\u202eb",
	} {
		_, err := r.Amend(ctx, sheet.Organizations, registry.Command{ExternalID: "x"}, registry.Fields{field: value})
		if fault.CodeOf(err) != fault.BadInput {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestAPayloadTellsWhoLostABasis: the flows of the record as it was are concerned
// as well.
func TestAPayloadTellsWhoLostABasis(t *testing.T) {
	ctx := anyone()
	for kind, c := range map[sheet.Kind]struct {
		of     string
		fields registry.Fields
	}{
		sheet.Agreements:     {"a", registry.Fields{"importer": "n"}},
		sheet.Certifications: {"c", registry.Fields{"organization": "n"}},
		sheet.BindingRules:   {"b", registry.Fields{"group": "Other"}},
		sheet.Organizations:  {"m", registry.Fields{"group": ""}},
	} {
		changed, err := verbsOn(t).Amend(ctx, kind, registry.Command{ExternalID: c.of}, c.fields)
		if err != nil {
			t.Fatal(err)
		}
		page, err := changed.Flows(ctx, registry.Paging{})
		if err != nil || len(page.Nodes) != 1 {
			t.Errorf("%s: %d flows, %v", kind, len(page.Nodes), err)
		}
	}
}

// TestHypothesesAreOneEach refuses changes that say nothing, or two things.
func TestHypothesesAreOneEach(t *testing.T) {
	view := now(t, verbsOn(t))
	ends := &law.Ending{Instrument: "eu-us-dpf", Through: civil.MustParse("2025-01-01")}
	falls := &law.Invalidation{Instrument: "eu-us-dpf", On: civil.MustParse("2025-01-01")}
	early := &law.Ending{Instrument: "eu-us-dpf", Through: civil.MustParse("2001-01-01")}
	enacted := func(id, name string) *registry.Enactment {
		return &registry.Enactment{ID: id, Name: name, Kind: law.KindAdequacy, Regime: law.EU, Destination: "us", From: civil.MustParse("2025-01-01")}
	}
	nameless := enacted("n", "")
	nameless.Kind = law.KindFramework
	for name, changes := range map[string][]*registry.LawChange{
		"nothing at all":            nil,
		"a change of nothing":       {{}},
		"a change of two things":    {{Invalidate: falls, End: ends}},
		"an end before the start":   {{End: early}},
		"an act without an id":      {{Enact: enacted("", "N")}},
		"a framework without name":  {{Enact: nameless}},
		"an act of a name in force": {{Enact: enacted("eu-us-dpf", "N")}},
	} {
		if _, err := view.Suppose(anyone(), changes); fault.CodeOf(err) != fault.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"Adequacy of America", ""} {
		if _, err := view.Suppose(anyone(), []*registry.LawChange{{Enact: enacted("eu-us", name)}}); err != nil {
			t.Errorf("a sound act called %q: %v", name, err)
		}
	}
}

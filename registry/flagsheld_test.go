package registry_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// TestOfWhatAFilterAdmitsNoChangeOfFlagsIsLost has flows lose their flags by ending, by moving
// and by evidence, and one become flagged: a filter that admitted what they were, or what the
// flagged one is, tells of them, of one moment to the next and since the first.
func TestOfWhatAFilterAdmitsNoChangeOfFlagsIsLost(t *testing.T) {
	ctx := anyone()
	for name, c := range map[string]struct {
		filter           *registry.FlowFilter
		flagged, cleared []string
	}{
		"all":                 {nil, []string{"falls"}, []string{"ends", "moves", "rises"}},
		"a regime":            {&registry.FlowFilter{Regime: []law.Regime{law.EU}}, []string{"falls"}, []string{"ends", "moves", "rises"}},
		"where they went":     {&registry.FlowFilter{Destination: []string{"US"}}, []string{"falls"}, []string{"ends", "moves", "rises"}},
		"where one goes now":  {&registry.FlowFilter{Destination: []string{"DE"}}, nil, nil},
		"that they are":       {&registry.FlowFilter{Status: []basis.Status{basis.NoValidBasis}}, []string{"falls"}, []string{"ends", "moves", "rises"}},
		"that they are valid": {&registry.FlowFilter{Status: []basis.Status{basis.Valid}}, []string{"falls"}, []string{"rises"}},
		"what they rest on":   {&registry.FlowFilter{Instrument: []string{"eu-us-dpf"}}, []string{"falls"}, []string{"rises"}},
		"another instrument":  {&registry.FlowFilter{Instrument: []string{"scc-2021"}}, nil, nil},
		"words of a name":     {&registry.FlowFilter{Text: "payroll"}, nil, []string{"moves"}},
	} {
		t.Run(name, func(t *testing.T) {
			clock := time.Date(2025, 12, 31, 12, 0, 0, 0, time.UTC)
			r := openedAt(t, func() time.Time { return clock })
			if _, err := r.Import(ctx, registry.Import{Sources: inText(map[string]string{
				"organizations.csv":  "id,name,kind,country\nde,D,SELF,DE\nus,U,VENDOR,US\n",
				"certifications.csv": "id,organization,framework,covers,certified_on\nc,us,eu-us-dpf,NON_HR,2024-01-01\n",
				"flows.csv": "id,name,exporter,exporter_role,importer,importer_role,data\n" +
					"ends,Ends,de,CONTROLLER,us,CONTROLLER,HR\nmoves,Payroll,de,CONTROLLER,us,CONTROLLER,HR\n" +
					"rises,Rises,de,CONTROLLER,us,CONTROLLER,HR\nfalls,Falls,de,CONTROLLER,us,CONTROLLER,\n",
			})}); err != nil {
				t.Fatal(err)
			}
			then := clock
			f, err := r.Follow(ctx)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if _, err := f.Flags(ctx, c.filter); err != nil {
				t.Fatal(err)
			}
			clock = clock.AddDate(0, 0, 1)
			changeFlags(t, r)
			followed, err := f.Flags(ctx, c.filter)
			if err != nil {
				t.Fatal(err)
			}
			since, err := now(t, r).FlagsSince(ctx, then, c.filter)
			if err != nil {
				t.Fatal(err)
			}
			toldOf(t, "who follows", followed, c.flagged, c.cleared)
			toldOf(t, "who comes back", since, c.flagged, c.cleared)
		})
	}
}

// changeFlags clears three flows and flags one.
func changeFlags(t *testing.T, r *registry.Registry) {
	t.Helper()
	if _, err := r.EndFlow(anyone(), registry.Command{ExternalID: "ends"}, civil.MustParse("2026-01-01")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind   sheet.Kind
		id     string
		fields registry.Fields
	}{
		{sheet.Flows, "moves", registry.Fields{"destination": "DE", "name": "Wages"}},
		{sheet.Certifications, "c", registry.Fields{"covers": "HR"}},
	} {
		if _, err := r.Amend(anyone(), c.kind, registry.Command{ExternalID: c.id}, c.fields); err != nil {
			t.Fatal(err)
		}
	}
}

// toldOf holds what somebody is told against the flows that are flagged and cleared.
func toldOf(t *testing.T, who string, told *registry.FlagsChanged, flagged, cleared []string) {
	t.Helper()
	if told == nil {
		told = &registry.FlagsChanged{}
	}
	for _, part := range []struct {
		what string
		of   func() ([]*fact.Flow, error)
		want []string
	}{
		{"flagged", func() ([]*fact.Flow, error) { return told.Flagged(anyone(), 10) }, flagged},
		{"cleared", func() ([]*fact.Flow, error) { return told.Cleared(anyone(), 10) }, cleared},
	} {
		flows, err := part.of()
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, flow := range flows {
			ids = append(ids, flow.ExternalID)
		}
		if diff := cmp.Diff(part.want, ids); diff != "" {
			t.Errorf("%s is told as %s (-want +told):\n%s", who, part.what, diff)
		}
	}
}

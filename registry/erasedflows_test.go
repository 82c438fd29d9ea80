package registry_test

import (
	"context"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// TestCountsSayHowManyFlowsWereErased counts the flows of a moment before and after the
// version that one of them had then was erased: what is in no count any more is told, to those
// who may know of it.
func TestCountsSayHowManyFlowsWereErased(t *testing.T) {
	clock := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	r := openedAt(t, func() time.Time { return clock })
	if _, err := r.Import(anyone(), registry.Import{Sources: inText(map[string]string{
		"organizations.csv": "id,name,kind,country\nde,D,SELF,DE\nfr,F,SELF,FR\nus,U,VENDOR,US\n",
		"flows.csv":         "id,name,exporter,exporter_role,importer,importer_role\nf,F,de,CONTROLLER,us,CONTROLLER\ng,G,fr,CONTROLLER,us,CONTROLLER\n",
	})}); err != nil {
		t.Fatal(err)
	}
	then := clock
	clock = clock.Add(time.Hour)
	if _, err := r.Amend(anyone(), sheet.Flows, registry.Command{ExternalID: "f"}, registry.Fields{"destination": "DE"}); err != nil {
		t.Fatal(err)
	}
	countsTell(anyone(), t, r, then, 2, 0)
	if _, err := r.Erase(anyone(), sheet.Flows, registry.Command{ExternalID: "f", Reason: "a request"}, nil); err != nil {
		t.Fatal(err)
	}
	countsTell(anyone(), t, r, then, 1, 1)
	countsTell(anyone(), t, r, clock, 2, 0)
	countsTell(access.With(context.Background(), access.Caller{Actor: "token:fr:1", Role: access.Compliance, Exporters: []string{"fr"}}), t, r, then, 1, 0)
	countsTell(access.With(context.Background(), access.Caller{Actor: "token:de:2", Role: access.Compliance, Exporters: []string{"de"}}), t, r, then, 0, 1)
}

// countsTell asks for the counts of a moment, and how many flows are in none of them.
func countsTell(ctx context.Context, t *testing.T, r *registry.Registry, moment time.Time, active, erased int) {
	t.Helper()
	v, err := r.AsKnownAt(ctx, moment, registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	day := v.Day(0)
	summary, err := v.Summary(ctx, day)
	if err != nil {
		t.Fatal(err)
	}
	if summary.ActiveFlows != active || summary.ErasedFlows != erased {
		t.Errorf("a summary has %d flows without %d erased ones, want %d without %d", summary.ActiveFlows, summary.ErasedFlows, active, erased)
	}
	series, err := v.Series(ctx, registry.SeriesQuery{From: day, Through: day, Step: registry.Daily, By: registry.ByStatus})
	if err != nil {
		t.Fatal(err)
	}
	if series.ErasedFlows != erased {
		t.Errorf("a series is without %d erased flows, want %d", series.ErasedFlows, erased)
	}
	page, err := v.ListFlows(ctx, nil, day, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Nodes) != active || page.ErasedFlows != erased {
		t.Errorf("a list has %d flows without %d erased ones, want %d without %d", len(page.Nodes), page.ErasedFlows, active, erased)
	}
}

package registry_test

import (
	"context"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// Methods that ask nobody: they tell nothing of what is recorded, or are for whoever
// runs the process, as no request reaches them.
var open = []string{
	"Registry.Now", "Registry.AsKnownAt", "Registry.Follow", "Follower.Wait", // a view tells nothing until it is asked, nor does a place in the log
	"Registry.Ready", "Registry.IsEmpty", "Registry.UseKey", "Registry.Compact", "Registry.FinishErasures",
	"Registry.SweepDocuments", "Registry.Restore", "Registry.LetIn", "Registry.KeepColumns", "Registry.SyncAccessLog",
	"Registry.Meet",              // which is told of who was let in
	"View.Suppose", "View.Again", // nor does a hypothesis
}

// forSales are the questions that sales may ask.
var forSales = []string{"View.SearchOrganizations", "View.Dpa", "View.DocumentOf", "View.Node", "View.Nodes", "View.DocumentIn"}

// forLimited are the questions that somebody may ask who is limited to some exporters,
// and is told what bears on them.
var forLimited = []string{
	"View.Agreement", "View.Agreements", "View.Asleep", "View.Assessments", "View.BindingRules", "View.Certification", "View.Certifications", "View.Check",
	"View.CommentsOn", "View.TriageOf", "View.Approval", "View.Assessment", "View.RestingOn",
	"View.Deadlines", "View.Decision", "View.DeclaredBasis", "View.Destination", "View.Downstream", "View.DocumentIn", "View.DocumentOf", "View.Flow", "View.ListFlows",
	"View.FlagGroups", "View.Mend", "View.Node", "View.Nodes", "View.Organization", "View.Origin", "View.Party", "View.RemediesOf", "View.SearchOrganizations",
	"View.Series", "View.Summary", "View.TimelineOf", "View.Upstream", "View.VerdictOf", "View.Warnings",
}

// TestNothingIsOpen calls every exported method of the registry and its views that
// takes a context: as nobody, as sales, and as somebody who is limited to some exporters.
// A new one that asks nobody fails it.
func TestNothingIsOpen(t *testing.T) {
	r := openHarbour(t)
	view := now(t, r)
	nobody := context.Background()
	sales := access.With(nobody, access.Caller{Role: access.Sales})
	limited := access.With(nobody, access.Caller{Role: access.Auditor, Exporters: []string{"relay-ie"}})
	called := 0
	follower, err := r.Follow(anyone())
	if err != nil {
		t.Fatal(err)
	}
	defer follower.Close()
	for _, of := range []any{r, view, follower} {
		for method, name := range methodsOf(of) {
			if slices.Contains(open, name) {
				continue
			}
			called++
			if code := codeOf(t, name, method, nobody); code != fault.Unauthorized {
				t.Errorf("%s answers nobody with %q", name, code)
			}
			if code := codeOf(t, name, method, sales); code != fault.Forbidden && !slices.Contains(forSales, name) {
				t.Errorf("%s answers sales with %q", name, code)
			}
			if code := codeOf(t, name, method, limited); (code == fault.Forbidden) == slices.Contains(forLimited, name) {
				t.Errorf("%s answers somebody limited with %q", name, code)
			}
		}
	}
	if called < 50 {
		t.Errorf("%d methods were called: the test looks nowhere", called)
	}
}

// TestWhatIsKeptIsClosed asks as somebody who may, so that the answers are kept, and then as
// those who may not.
func TestWhatIsKeptIsClosed(t *testing.T) {
	r := openHarbour(t)
	view := now(t, r)
	flow, err := view.Flow(anyone(), "f-dalmatia-voice")
	if err != nil {
		t.Fatal(err)
	}
	for name, ask := range map[string]func(context.Context) error{
		"an organization": func(ctx context.Context) error { _, err := view.Organization(ctx, "nordwind"); return err },
		"a verdict":       func(ctx context.Context) error { _, err := view.VerdictOf(ctx, flow, 0); return err },
		"a record":        func(ctx context.Context) error { _, err := view.Origin(ctx, flow); return err },
	} {
		if err := ask(anyone()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for want, ctx := range map[fault.Code]context.Context{
			fault.Unauthorized: context.Background(),
			fault.Forbidden:    access.With(context.Background(), access.Caller{Role: access.Sales}),
		} {
			if code := fault.CodeOf(ask(ctx)); code != want {
				t.Errorf("%s that is kept is answered with %q, not %s", name, code, want)
			}
		}
	}
}

// TestWhoFollowsIsAskedAnew begins to follow the flags as somebody who may, and goes on as
// those who may not.
func TestWhoFollowsIsAskedAnew(t *testing.T) {
	r := openHarbour(t)
	follower, err := r.Follow(anyone())
	if err != nil {
		t.Fatal(err)
	}
	defer follower.Close()
	if _, err := follower.Flags(anyone(), nil); err != nil {
		t.Fatal(err)
	}
	for want, ctx := range map[fault.Code]context.Context{
		fault.Unauthorized: context.Background(),
		fault.Forbidden:    access.With(context.Background(), access.Caller{Role: access.Sales}),
	} {
		if _, err := follower.Flags(ctx, nil); fault.CodeOf(err) != want {
			t.Errorf("who follows goes on with %v, not %s", err, want)
		}
	}
}

// TestEntriesOfTokensAreClosed reads in the log that a token was created: which one, only
// those are told who may see tokens.
func TestEntriesOfTokensAreClosed(t *testing.T) {
	r := openHarbour(t)
	if _, err := r.CreateToken(anyone(), registry.TokenInput{Name: "n", Role: access.Sales}); err != nil {
		t.Fatal(err)
	}
	verb := "grant"
	for role, want := range map[access.Role]int{access.Compliance: 0, access.Auditor: 1, access.Admin: 1} {
		ctx := access.With(context.Background(), access.Caller{Role: role})
		page, err := now(t, r).Log(ctx, registry.LogFilter{Verb: &verb}, registry.Paging{})
		if err != nil || len(page.Nodes) != 1 {
			t.Fatalf("%s reads %v, %v", role, page, err)
		}
		if got := len(page.Nodes[0].Records); got != want {
			t.Errorf("%s is told %d tokens, not %d", role, got, want)
		}
	}
}

// methodsOf are the exported methods that take a context, by their names.
func methodsOf(of any) map[*reflect.Value]string {
	all := map[*reflect.Value]string{}
	v := reflect.ValueOf(of)
	for i := range v.NumMethod() {
		method := v.Method(i)
		if method.Type().NumIn() > 0 && method.Type().In(0) == reflect.TypeFor[context.Context]() {
			all[&method] = reflect.TypeOf(of).Elem().Name() + "." + v.Type().Method(i).Name
		}
	}
	return all
}

// codeOf calls a method with values that mean something, and gives the code of its
// error, "" for none.
func codeOf(t *testing.T, name string, method *reflect.Value, ctx context.Context) fault.Code {
	t.Helper()
	in := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < method.Type().NumIn(); i++ {
		in = append(in, someOf(method.Type().In(i)))
	}
	call := method.Call
	if method.Type().IsVariadic() {
		call = method.CallSlice
	}
	out := call(in)
	err, _ := out[len(out)-1].Interface().(error)
	if err == nil {
		return ""
	}
	return fault.CodeOf(err)
}

// someOf is a value of a type.
func someOf(of reflect.Type) reflect.Value {
	header := fact.Header{ID: uuid.Must(uuid.NewV7()), ExternalID: "x"}
	for _, some := range []any{
		"scc-2021", 1, sheet.Organizations, time.Unix(1, 0), header.ID,
		[]string{header.ID.String()},
		registry.Command{ExternalID: "x", Reason: "a test"},
		registry.TokenInput{Name: "x", Role: access.Sales},
		registry.SeriesQuery{From: 1, Through: 2, Step: registry.SeriesSteps[0], By: registry.ByStatus},
		&fact.Flow{Header: header, Exporter: header.ID, Importer: header.ID, OnwardOf: header.ID, Declared: fact.Declared{Agreement: header.ID}},
		&fact.Organization{Header: header, Kind: fact.Customer},
		&fact.Agreement{Header: header, Kind: fact.DPA, Document: fact.DocumentRef{SHA256: "x"}},
		&registry.Triage{Header: header}, &registry.RecordVersion{}, &registry.SavedScenario{Header: header, AsOf: 1, Changes: []*registry.LawChange{{Terminate: &registry.SupposedEnd{ExternalID: "x", On: 1}}}},
	} {
		if reflect.TypeOf(some) == of {
			return reflect.ValueOf(some)
		}
	}
	switch of {
	case reflect.TypeFor[io.Reader]():
		return reflect.ValueOf(strings.NewReader("text"))
	case reflect.TypeFor[registry.Node]():
		return reflect.ValueOf(&fact.Organization{Header: header})
	}
	return reflect.Zero(of)
}

package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// tally counts the records that a registry has; of flows, those of the sample.
type tally struct{ organizations, agreements, certifications, bindingRules, assessments, flows int }

// sample is what the sample holds.
var sample = tally{organizations: 16, agreements: 12, certifications: 8, bindingRules: 1, assessments: 5, flows: 17}

// found is a registry that was opened after a fault.
type found struct {
	dir       string
	store     storage.Store
	documents *blob.Folder
	view      *registry.View
	tally     tally
}

// byOwner is for who examines: whoever has the folder may ask for all of it.
func byOwner() context.Context {
	return access.With(context.Background(), access.Caller{Actor: "faults", Role: access.Admin})
}

// claim is something that a registry owes: what is wrong, "" where it has it.
type claim func(*found) (wrong string)

// examine opens a folder and holds it to claims. It tells
// what is wrong, "" where nothing is.
func examine(dir string, claims ...claim) (of tally, wrong string) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if why := recover(); why != nil {
			wrong = fmt.Sprint("a panic: ", why)
		}
	}()
	ctx := byOwner()
	store, err := boltkv.Open(dir, boltkv.Options{Create: true, Command: "faults"})
	if err != nil {
		return of, "does not open: " + err.Error()
	}
	documents, err := blob.Open(filepath.Join(dir, "documents"))
	if err != nil {
		return of, err.Error()
	}
	r, err := registry.Open(ctx, registry.Parts{Store: store, Documents: documents, Law: law.Default(), Clock: time.Now})
	if err != nil {
		return of, "does not open: " + err.Error()
	}
	defer r.Close()
	f := &found{dir: dir, store: store, documents: documents}
	if f.view, err = r.Now(ctx); err == nil {
		err = f.count(ctx)
	}
	if err != nil {
		return of, "unsound: " + err.Error()
	}
	for _, check := range claims {
		if wrong := check(f); wrong != "" {
			return f.tally, wrong
		}
	}
	return f.tally, ""
}

// verified holds that all that there is can be read and is as it was written. A
// damaged file may make it go on for ever: the program verifies in a child.
func verified(f *found) string {
	if err := f.verify(byOwner()); err != nil {
		return "unsound: " + err.Error()
	}
	return ""
}

func (f *found) count(ctx context.Context) error {
	v, none, t := f.view, registry.Paging{}, &f.tally
	for _, one := range []struct {
		to   *int
		list func() (counted, error)
	}{
		{&t.organizations, func() (counted, error) { return v.SearchOrganizations(ctx, registry.OrganizationFilter{}, none) }},
		{&t.agreements, func() (counted, error) { return v.Agreements(ctx, registry.AgreementFilter{}, none) }},
		{&t.certifications, func() (counted, error) { return v.Certifications(ctx, "", none) }},
		{&t.bindingRules, func() (counted, error) { return v.BindingRules(ctx, "", none) }},
		{&t.assessments, func() (counted, error) { return v.Assessments(ctx, "", none) }},
	} {
		page, err := one.list()
		if err != nil {
			return err
		}
		if *one.to, err = page.TotalCount(ctx); err != nil {
			return err
		}
	}
	for _, id := range sampleFlows() {
		switch _, err := v.Flow(ctx, id); {
		case err == nil:
			t.flows++
		case !isMissing(err):
			return err
		}
	}
	return nil
}

// sampleFlows are the ids of the sample's flows. Each is looked up: a list of all
// is decided in a goroutine of its own, where no panic over a damaged page can be
// caught.
var sampleFlows = sync.OnceValue(func() (ids []string) {
	content, err := os.ReadFile("../contract/harbour/flows.csv")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(content)) {
		id, _, _ := strings.Cut(line, ",")
		ids = append(ids, id)
	}
	return ids[1:] // the heading
})

func isMissing(err error) bool {
	var refused *fault.Error
	return errors.As(err, &refused) && refused.Code == fault.NotFound
}

type counted interface {
	TotalCount(context.Context) (int, error)
}

// verify reads all that there is, as the program's own command does.
func (f *found) verify(ctx context.Context) error {
	var findings []string
	_, err := registry.Verify(ctx, f.store, registry.Files{Documents: f.documents}, nil, registry.Witness{
		Finding:  func(where, what string) { findings = append(findings, where+": "+what) },
		Progress: func(int) {},
	})
	if len(findings) > 0 {
		return errors.Join(err, errors.New(strings.Join(findings, "; ")))
	}
	return err
}

// sampleWhole holds that the sample is there, or nothing of it.
func sampleWhole(f *found) string {
	some := f.tally.certifications + f.tally.bindingRules + f.tally.assessments + f.tally.flows
	all := sample.certifications + sample.bindingRules + sample.assessments + sample.flows
	if some == 0 || some == all && f.tally.organizations >= sample.organizations && f.tally.agreements >= sample.agreements {
		return ""
	}
	return fmt.Sprintf("an import is there by half: %+v", f.tally)
}

// sampleThere is owed once the sample's import has been acknowledged.
func sampleThere(f *found) string {
	if f.tally.flows == 0 {
		return fmt.Sprintf("LOST: the acknowledged import: %+v", f.tally)
	}
	return ""
}

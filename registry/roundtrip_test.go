package registry_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestExportsMakeEqualRegistries imports random registries, exports them, imports
// that into an empty registry and exports it again: once as they are, once with
// texts, ids and documents that are hard to write.
func TestExportsMakeEqualRegistries(t *testing.T) {
	for name, spoil := range map[string]func(*rapid.T, map[string][]byte) map[string]string{
		"as they are": func(*rapid.T, map[string][]byte) map[string]string { return nil },
		"hard":        hard,
	} {
		t.Run(name, func(t *testing.T) {
			before, after := t.TempDir(), t.TempDir()
			rapid.Check(t, func(t *rapid.T) {
				files := naive.Random(rapid.Uint64().Draw(t, "seed"))
				contents := spoil(t, files)
				first, second := openKeeping(t, before), openKeeping(t, after)
				defer first.Close()
				defer second.Close()
				roundTrip(t, first, second, files, contents)
			})
		})
	}
}

// openKeeping is an empty registry in memory that keeps documents in a folder.
func openKeeping(t rapid.TB, dir string) *registry.Registry {
	t.Helper()
	documents, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Documents: documents, Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// roundTrip compares a registry with the one that its export makes. contents are
// those of the documents, by their names.
func roundTrip(t *rapid.T, before, after *registry.Registry, files map[string][]byte, contents map[string]string) {
	importKeeping(t, before, files, contents, strings.Repeat("0f", 32))
	first := exported(t, before)
	sheets := map[string][]byte{}
	for name, content := range first {
		if path.Dir(name) == "." {
			sheets[name] = content
		}
		if runs(content) && path.Ext(name) == ".csv" {
			t.Fatalf("%s has a cell that a spreadsheet runs:\n%s", name, content)
		}
	}
	importKeeping(t, after, sheets, text(first), "")
	if diff := cmp.Diff(text(first), text(exported(t, after))); diff != "" {
		t.Fatalf("the second export differs (-first +second):\n%s", diff)
	}
	told, names := factsOf(t, before)
	again, further := factsOf(t, after)
	for id, name := range further {
		names[id] = name
	}
	if diff := cmp.Diff(told, again,
		cmp.Transformer("name", func(id fact.ID) string { return names[id] }), // ids differ: they name the same
		cmpopts.IgnoreFields(fact.DocumentRef{}, "Path"),
		cmpopts.IgnoreFields(fact.Document{}, "Name"),
	); diff != "" {
		t.Fatalf("the records differ (-before +after):\n%s", diff)
	}
}

// importKeeping imports files with the documents that their rows name. One whose
// content is unknown is recorded by a sum, or refused where that is "".
func importKeeping(t rapid.TB, r *registry.Registry, files map[string][]byte, contents map[string]string, unknown string) {
	t.Helper()
	in := registry.Import{Sources: inMemory(files)}
	kept := map[string]*fact.Document{}
	for i := range in.Sources {
		in.Sources[i].Document = func(name string) (string, string) {
			text, known := contents[name]
			if !known && unknown != "" {
				return unknown, ""
			}
			if !known {
				return "", "does not exist"
			}
			if kept[name] == nil {
				d, err := r.Keep(anyone(), path.Base(name), strings.NewReader(text))
				if err != nil {
					return "", err.Error()
				}
				kept[name] = d
			}
			return kept[name].Sum(), ""
		}
	}
	if _, err := r.Import(anyone(), registry.Import{Sources: in.Sources, DryRun: true}); err != nil {
		t.Fatalf("%v\n%s", err, text(files))
	}
	for _, d := range kept {
		in.Documents = append(in.Documents, d)
	}
	if _, err := r.Import(anyone(), in); err != nil {
		t.Fatal(err)
	}
}

// exported are the files of an export.
func exported(t rapid.TB, r *registry.Registry) map[string][]byte {
	t.Helper()
	files := map[string]*bytes.Buffer{}
	view, err := r.Now(anyone())
	if err != nil {
		t.Fatal(err)
	}
	done, err := view.Export(anyone(), registry.Export{Create: func(name string) (io.Writer, error) {
		if files[name] != nil {
			t.Fatalf("%s is made twice", name)
		}
		files[name] = &bytes.Buffer{}
		return files[name], nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Rows)+done.Documents != len(files) {
		t.Fatalf("%+v tells of other files than %d", done, len(files))
	}
	all := map[string][]byte{}
	for name, content := range files {
		all[name] = content.Bytes()
	}
	return all
}

func text(files map[string][]byte) map[string]string {
	all := map[string]string{}
	for name, content := range files {
		all[name] = string(content)
	}
	return all
}

// runs reports whether a cell begins as a formula does.
func runs(file []byte) bool {
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	return err != nil || slices.ContainsFunc(slices.Concat(rows...), func(cell string) bool {
		return cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n")
	})
}

// factsOf are all facts of a registry by kind, and what their ids name.
func factsOf(t rapid.TB, r *registry.Registry) (all []any, names map[fact.ID]string) {
	t.Helper()
	ctx, names := anyone(), map[fact.ID]string{}
	view, err := r.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	add := func(kind string, f fact.Fact) {
		id, key := f.Key()
		names[id] = kind + " " + key
		all = append(all, f)
	}
	most := 1000
	everything := registry.Paging{First: &most}
	organizations, err := view.SearchOrganizations(ctx, registry.OrganizationFilter{}, everything)
	agreements, err2 := view.Agreements(ctx, registry.AgreementFilter{}, everything)
	certifications, err3 := view.Certifications(ctx, "", everything)
	rules, err4 := view.BindingRules(ctx, "", everything)
	assessments, err5 := view.Assessments(ctx, "", everything)
	flows, err6 := view.ListFlows(ctx, nil, 0, everything)
	for _, err := range []error{err, err2, err3, err4, err5, err6} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, o := range organizations.Nodes {
		add("organization", o)
	}
	for _, a := range agreements.Nodes {
		add("agreement", a)
		d, err := view.DocumentOf(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		if d != nil {
			names[d.ID] = "document " + d.Sum()
			all = append(all, d)
		}
	}
	for _, c := range certifications.Nodes {
		add("certification", c)
	}
	for _, b := range rules.Nodes {
		add("rules", b)
	}
	for _, a := range assessments.Nodes {
		add("assessment", a)
	}
	for _, f := range flows.Nodes {
		add("flow", f)
	}
	return all, names
}

package pack_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/flat"
	"github.com/safeconduct/safeconduct/registry/pack"
)

// filled gives every field of a record, however deep, a value of its own.
func filled(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filled(v.Index(0), n)
		filled(v.Index(1), n)
	case reflect.Array:
		id := uuid.NewSHA1(uuid.Nil, fmt.Append(nil, *n))
		v.Set(reflect.ValueOf(id))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "Erased" { // what was erased is not packed
				filled(v.Field(i), n)
			}
		}
	default:
		panic("a field of a kind that the test does not know: " + v.Type().String())
	}
}

// TestEveryFieldIsPacked adds records of which every field is given and one of which
// none is, and finds them as they were, before and after they were written.
func TestEveryFieldIsPacked(t *testing.T) {
	everyField(t, pack.Organizations, func(o *fact.Organization) string { return pack.KeyOf(o.ID) })
	everyField(t, pack.Agreements, func(a *fact.Agreement) string { return pack.KeyOf(a.Exporter, a.Importer) })
	everyField(t, pack.Assessments, func(a *fact.Assessment) string { return pack.KeyOf(a.Exporter, a.Importer) })
	everyField(t, pack.Certifications, func(c *fact.Certification) string { return pack.KeyOf(c.Organization) })
	everyField(t, pack.Rules, func(b *fact.BindingRules) string { return pack.KeyOf(b.ID) })
	everyField(t, pack.Flows, func(f *fact.Flow) string { return pack.KeyOf(f.ID) })
}

func everyField[T any](t *testing.T, kind *pack.Kind[T], keyOf func(*T) string) {
	full, empty, n := new(T), new(T), 0
	filled(reflect.ValueOf(full).Elem(), &n)
	words := pack.NewWords(nil)
	store := pack.NewStore(kind, words)
	store.Add(full)
	store.Add(empty)
	for _, s := range []*pack.Store[T]{store.Seal(), again(t, store, kind, words)} {
		for _, want := range []*T{full, empty} {
			if diff := cmp.Diff([]*T{want}, s.Of(keyOf(want))); diff != "" {
				t.Errorf("%T (-added +found):\n%s", want, diff)
			}
		}
	}
}

func again[T any](t *testing.T, s *pack.Store[T], kind *pack.Kind[T], words *pack.Words) *pack.Store[T] {
	t.Helper()
	var file bytes.Buffer
	w := flat.NewWriter(&file)
	s.Encode(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := flat.NewReader(&file)
	read := pack.DecodeStore(r, kind, words)
	r.End()
	if r.Err() != nil {
		t.Fatal(r.Err())
	}
	return read
}

// TestRecordsAreFoundByTheirKey adds many certifications of many organizations, some
// longer than a chunk.
func TestRecordsAreFoundByTheirKey(t *testing.T) {
	words := pack.NewWords(nil)
	store, want := pack.NewStore(pack.Certifications, words), map[fact.ID][]*fact.Certification{}
	for n := range 30_000 {
		c := &fact.Certification{Organization: uuid.NewSHA1(uuid.Nil, fmt.Append(nil, n%7_000)), Framework: fmt.Sprint("framework ", n%5)}
		c.ID, c.ExternalID = uuid.NewSHA1(uuid.Max, fmt.Append(nil, n)), fmt.Sprint("certification ", n)
		if n%10_000 == 17 {
			c.Recourse = strings.Repeat("long ", 1<<19)
		}
		want[c.Organization] = append(want[c.Organization], c)
		store.Add(c)
	}
	for _, s := range []*pack.Store[fact.Certification]{store.Seal(), again(t, store, pack.Certifications, words)} {
		for organization, all := range want {
			if diff := cmp.Diff(all, s.Of(pack.KeyOf(organization))); diff != "" {
				t.Fatalf("of %s (-added +found):\n%s", organization, diff)
			}
		}
		walked := 0
		for key, all := range s.All {
			walked += len(all)
			if pack.KeyOf(all[0].Organization) != key || len(all) != len(want[all[0].Organization]) {
				t.Fatalf("walked over %d of %s", len(all), all[0].Organization)
			}
		}
		if walked != 30_000 || s.Has(pack.KeyOf(uuid.Max)) || s.One(pack.KeyOf(uuid.Max)) != nil {
			t.Errorf("walked over %d, and found what is not there: %v", walked, s.Has(pack.KeyOf(uuid.Max)))
		}
	}
}

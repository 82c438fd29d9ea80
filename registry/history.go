package registry

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// RecordVersion is a version of a record: what was written, by whom and why.
type RecordVersion struct {
	Version int
	Commit  int
	At      time.Time
	Actor   string
	Verb    string
	Reason  string
	Removed bool
	Erasure *Erasure // nil while its content is there
	Changes []FieldChange

	leaf    table.Leaf
	content []byte
}

// Erasure is by whom, when and why content was erased.
type Erasure struct {
	Commit int
	At     time.Time
	Actor  string
	Reason string
}

// FieldChange is a field that differs from the version before, both as cells of
// the contract's columns, "" where nothing stood.
type FieldChange struct {
	Column   string
	Old, New string
}

// chronicle is a kind of records whose versions are told.
type chronicle interface {
	is(Node) bool
	history(*table.Reader, fact.ID) ([]*RecordVersion, error)
}

// historical are all kinds of records: also documents and the law, which no file of
// an import has.
func historical() []chronicle {
	all := []chronicle{documentKind, kind[fact.Law]{table: laws}}
	for _, k := range editables {
		all = append(all, k)
	}
	return all
}

// documentKind has of documents what their history tells.
var documentKind = kind[fact.Document]{table: documents, schema: sheet.Schema[fact.Document]{Columns: []sheet.Column[fact.Document]{
	{Name: "id", Cell: func(d *fact.Document, _ sheet.Keys) string { return d.Sum() }},
	{Name: "size", Cell: func(d *fact.Document, _ sheet.Keys) string { return strconv.FormatInt(d.Size, 10) }},
	{Name: "type", Cell: func(d *fact.Document, _ sheet.Keys) string { return d.Type }},
	{Name: "name", Cell: func(d *fact.Document, _ sheet.Keys) string { return d.Name }},
}}}

// History tells the versions of a record, oldest first.
func (v *View) History(ctx context.Context, of Node) (all []*RecordVersion, err error) {
	id, _ := of.Key()
	err = v.committed().read(ctx, func(r *table.Reader) error {
		for _, k := range historical() {
			if k.is(of) {
				all, err = k.history(r, id)
			}
		}
		return err
	})
	return all, err
}

// HistoryOf tells the versions of all records that bear an external id or ever bore
// it, also of those that were removed: by their commits. NOT_FOUND where none did.
func (v *View) HistoryOf(ctx context.Context, of sheet.Kind, externalID string) (all []*RecordVersion, err error) {
	err = v.read(ctx, func(r *table.Reader) error {
		all, err = editables[of].historyOf(r, externalID)
		return err
	})
	return all, err
}

// historyOf tells the versions of all records of the kind that ever bore an external
// id.
func (k kind[T]) historyOf(r *table.Reader, externalID string) (all []*RecordVersion, err error) {
	bearers, err := k.table.Bearers(r, externalID)
	if err == nil && len(bearers) == 0 {
		err = &table.NotFound{Table: k.table.Name, Key: externalID}
	}
	for _, id := range bearers {
		if err != nil {
			return nil, err
		}
		var versions []*RecordVersion
		versions, err = k.history(r, id)
		all = append(all, versions...)
	}
	slices.SortFunc(all, func(a, b *RecordVersion) int { return cmp.Compare(a.Commit, b.Commit) })
	return all, err
}

// is reports whether a record is of the kind.
func (k kind[T]) is(of Node) bool {
	_, is := any(of).(*T)
	return is
}

// history tells the versions of a record of the kind.
func (k kind[T]) history(r *table.Reader, id fact.ID) ([]*RecordVersion, error) {
	versions, err := k.table.History(r, id)
	if err != nil {
		return nil, err
	}
	told := make([]*RecordVersion, len(versions))
	var before *T
	var unknown bool // the content of the version before was erased
	for i, past := range versions {
		if told[i], err = tell(r, past.Seq, past.Erased); err != nil {
			return nil, err
		}
		told[i].Version, told[i].Removed = past.Version, past.Record == nil
		told[i].leaf, told[i].content = past.Leaf, past.Content
		if past.Erased == 0 && past.Record != nil && !unknown {
			told[i].Changes = k.changes(before, past.Record, keysOf{r})
		}
		before, unknown = past.Record, past.Erased > 0
	}
	return told, nil
}

// tell begins a version with what its commit says.
func tell(r *table.Reader, seq, erased table.Seq) (*RecordVersion, error) {
	c, err := r.Commit(seq)
	if err != nil {
		return nil, err
	}
	told := &RecordVersion{Commit: int(seq), At: time.UnixMilli(c.Time).UTC(), Actor: c.Actor, Verb: c.Verb, Reason: c.Reason}
	if erased > 0 {
		told.Erasure, err = erasureBy(r, erased)
	}
	return told, err
}

func erasureBy(r *table.Reader, seq table.Seq) (*Erasure, error) {
	c, err := r.Commit(seq)
	return &Erasure{Commit: int(seq), At: time.UnixMilli(c.Time).UTC(), Actor: c.Actor, Reason: c.Reason}, err
}

// changes are the columns in which two versions differ; of the first version,
// all that are not empty.
func (k kind[T]) changes(before, after *T, keys sheet.Keys) (all []FieldChange) {
	old := make([]string, len(k.schema.Columns))
	if before != nil {
		old = k.schema.Cells(before, keys)
	}
	for i, cell := range k.schema.Cells(after, keys) {
		if cell != old[i] {
			all = append(all, FieldChange{k.schema.Columns[i].Name, old[i], cell})
		}
	}
	return all
}

// keysOf finds external ids, also those of records that are gone by now; an id
// that is unknown stands for itself.
type keysOf struct{ *table.Reader }

// Organization implements sheet.Keys.
func (k keysOf) Organization(id fact.ID) string { return keyIn(k.Reader, organizations, id) }

// Agreement implements sheet.Keys.
func (k keysOf) Agreement(id fact.ID) string { return keyIn(k.Reader, agreements, id) }

// Flow implements sheet.Keys.
func (k keysOf) Flow(id fact.ID) string { return keyIn(k.Reader, flows, id) }

// Document implements sheet.Keys.
func (k keysOf) Document(named fact.DocumentRef) string { return named.Path }

func keyIn[T any](r *table.Reader, t *table.Table[T], id fact.ID) string {
	versions, err := t.History(r, id)
	if err != nil {
		return id.String()
	}
	for _, past := range versions {
		if past.Record != nil {
			_, externalID, _ := t.Header(past.Record)
			return externalID
		}
	}
	return id.String()
}

package registry

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Command changes one record. Its fields are those of the contract's CSV files,
// by column: so that what a cell means, a field means too.
type Command struct {
	Kind       sheet.Kind
	ExternalID string            // of the record; "" for a new one that is to get its UUID
	Expected   *int              // the version that the caller has seen; nil: whatever it is by now
	Fields     map[string]string // column → cell; "" clears
	Actor      string
	Verb       string
	Reason     string
}

// Changed is what a command did: the record as it is now, and the registry
// after it.
type Changed struct {
	Record Node // nil when it was removed
	View   *View
	flows  []*fact.Flow
}

// Flows lists the flows that the change concerns, by external id.
func (c *Changed) Flows(paging Paging) (*FlowPage, error) {
	return paginate(c.flows, func(f *fact.Flow) string { return f.ExternalID }, paging)
}

// Record writes a new record.
func (r *Registry) Record(ctx context.Context, c Command) (*Changed, error) {
	return r.change(ctx, c, editable.record)
}

// Amend changes fields of a record: a further version, the earlier ones stay.
func (r *Registry) Amend(ctx context.Context, c Command) (*Changed, error) {
	return r.change(ctx, c, editable.amend)
}

// Remove takes back a record that was recorded by mistake: a last version says
// why. It is refused while others refer to it.
func (r *Registry) Remove(ctx context.Context, c Command) (*Changed, error) {
	if strings.TrimSpace(c.Reason) == "" {
		return nil, fault.Bad("reason", "", "is missing: say why the record was a mistake")
	}
	return r.change(ctx, c, editable.remove)
}

// editable is a kind of records that commands can change.
type editable interface {
	record(e *editor, c Command) (Node, error)
	amend(e *editor, c Command) (Node, error)
	remove(e *editor, c Command) (Node, error)
	reread(r *table.Reader, of Node) (Node, error)
}

// editables are the kinds of records.
var editables = map[sheet.Kind]editable{
	sheet.Organizations:  kind[fact.Organization]{organizations, sheet.OrganizationColumns},
	sheet.Agreements:     kind[fact.Agreement]{agreements, sheet.AgreementColumns},
	sheet.Certifications: kind[fact.Certification]{certifications, sheet.CertificationColumns},
	sheet.BindingRules:   kind[fact.BindingRules]{bindingRules, sheet.BindingRulesColumns},
	sheet.Assessments:    kind[fact.Assessment]{assessments, sheet.AssessmentColumns},
	sheet.Flows:          kind[fact.Flow]{flows, sheet.FlowColumns},
}

// change runs one command in one transaction.
func (r *Registry) change(ctx context.Context, c Command, run func(editable, *editor, Command) (Node, error)) (*Changed, error) {
	of := editables[c.Kind]
	var changed Node
	at, err := r.db.Write(ctx, table.Meta{Actor: c.Actor, Verb: c.Verb, Reason: c.Reason}, func(w *table.Writer) (err error) {
		changed, err = run(of, &editor{law: r.law, w: w}, c)
		return err
	})
	if err != nil {
		return nil, known(err)
	}
	after := &Changed{View: &View{registry: r, at: at, law: r.law, book: r.books.at(at)}}
	err = after.View.read(ctx, func(reader *table.Reader) error {
		if after.Record, err = of.reread(reader, changed); err != nil {
			return err
		}
		after.flows, err = concerned(reader, changed)
		return err
	})
	return after, err
}

// kind joins the table of a kind with its columns.
type kind[T any] struct {
	table  *table.Table[T]
	schema sheet.Schema[T]
}

// editor is what a command works with.
type editor struct {
	law *law.Law
	w   *table.Writer
}

func (k kind[T]) record(e *editor, c Command) (Node, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return nil, err
	}
	header := fact.Header{ID: id, ExternalID: c.ExternalID}
	if header.ExternalID == "" {
		header.ExternalID = id.String()
	}
	made := k.schema.New(header)
	if err := k.fill(e, made, c); err != nil {
		return nil, err
	}
	return any(made).(Node), k.table.Put(e.w, made)
}

func (k kind[T]) amend(e *editor, c Command) (Node, error) {
	now, err := k.find(e, c)
	if err != nil {
		return nil, err
	}
	changed := *now
	if err := k.fill(e, &changed, c); err != nil {
		return nil, err
	}
	return any(&changed).(Node), k.table.Put(e.w, &changed)
}

func (k kind[T]) remove(e *editor, c Command) (Node, error) {
	now, err := k.find(e, c)
	if err != nil {
		return nil, err
	}
	id, _, _ := k.table.Header(now)
	return any(now).(Node), k.table.Remove(e.w, *id, c.Reason)
}

// find finds the record of a command at the version that its caller has seen.
func (k kind[T]) find(e *editor, c Command) (now *T, err error) {
	err = e.w.Read(func(r *table.Reader) error {
		now, err = k.table.ByExternalID(r, c.ExternalID)
		return err
	})
	if err != nil {
		return nil, err
	}
	if _, _, version := k.table.Header(now); c.Expected != nil && *c.Expected != *version {
		return nil, &table.Conflict{Table: k.table.Name, Key: c.ExternalID, Expected: *c.Expected, Current: *version}
	}
	return now, nil
}

// fill sets the fields of a command and checks the record.
func (k kind[T]) fill(e *editor, record *T, c Command) error {
	names := &names{job: &importJob{law: e.law}, read: e.w.Read, document: noDocument}
	faults := k.schema.Fill(record, c.Fields, names)
	if names.err != nil {
		return names.err
	}
	if len(faults) == 0 {
		faults = any(record).(fact.Fact).Check(e.law)
	}
	if f, isFlow := any(record).(*fact.Flow); isFlow && len(faults) == 0 {
		circle, err := findCircle(f.ID, map[fact.ID]fact.ID{f.ID: f.OnwardOf}, map[fact.ID]bool{uuid.Nil: true}, lookingIn(e.w))
		if err != nil {
			return err
		}
		if len(circle) > 0 {
			faults.Add(fault.Bad("onward_of", "", "makes a circle: the data would have come through this very flow"))
		}
	}
	return faults.Err()
}

// reread gives the record as it is stored, nil when it was removed.
func (k kind[T]) reread(r *table.Reader, of Node) (Node, error) {
	id, _ := of.Key()
	stored, err := k.table.Get(r, id)
	if isMissing(err) {
		return nil, nil //nolint:nilnil // it was removed
	}
	if err != nil {
		return nil, err
	}
	return any(stored).(Node), nil
}

func noDocument(string) (sha256, why string) {
	return "", "cannot be given here: import the agreement with the file beside its CSV"
}

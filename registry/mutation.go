package registry

import (
	"context"
	"errors"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Command says which record is changed, why, and what the caller has seen of it.
// What is done to it is the verb that is given the command.
type Command struct {
	ExternalID string // of the record that is there already
	Expected   *int   // the version that the caller has seen; nil: whatever it is by now
	Reason     string
	Once       *Once // nil: it may be done again
	DryRun     bool  // find out what it would do, and write nothing
}

// Once names a write, so that one which is sent again does nothing again. Keys are
// kept for seven days, each as that of the caller who writes: [signed] says who it is.
type Once = table.Once

// Fields are fields of a record by the columns of the contract's CSV files, so
// that what a cell means, a field means too: "" clears, an absent one stays.
type Fields map[string]string

// Changed is what a command did: the record as it is now, and the registry
// after it; of a dry run, as they would be.
type Changed struct {
	Record Node // nil when it was removed
	View   *View
	before Node   // nil when it is new
	trial  *trial // nil when it was done
}

// editor is what a command works with.
type editor struct {
	law *law.Law
	w   *table.Writer
}

// edit is what a verb does to one record; before is nil for a new one, after
// for one that is gone.
type edit func(*editor) (before, after Node, err error)

// write runs one command in one transaction.
func (r *Registry) write(ctx context.Context, c Command, verb string, do edit) (*Changed, error) {
	if why := fact.CheckText("reason", c.Reason); why != nil {
		return nil, why
	}
	if c.DryRun {
		return r.try(ctx, do)
	}
	done := &Changed{}
	at, err := r.commit(ctx, access.Write, table.Meta{Verb: verb, Reason: c.Reason, Once: c.Once}, func(w *table.Writer) (err error) {
		done.before, done.Record, err = do(&editor{law: r.law, w: w})
		return err
	})
	var before *table.Replayed
	if errors.As(err, &before) {
		return r.replayed(ctx, before.Seq)
	}
	if err != nil {
		return nil, known(err)
	}
	done.View = r.after(at)
	return done, nil
}

// replayed is what a command did when it was sent before.
func (r *Registry) replayed(ctx context.Context, seq table.Seq) (*Changed, error) {
	done := &Changed{View: r.after(seq)}
	err := done.View.read(ctx, func(reader *table.Reader) error {
		c, err := reader.Commit(seq)
		if err != nil || len(c.Changes) == 0 {
			return err
		}
		done.Record, err = findNode(reader, c.Changes[0].ID)
		return err
	})
	if err != nil || seq == 0 {
		return done, err
	}
	return done, known(r.db.Read(ctx, seq-1, func(reader *table.Reader) (err error) {
		if done.Record != nil {
			id, _ := done.Record.Key()
			done.before, err = findNode(reader, id)
		}
		return err
	}))
}

// editable is a kind of records that commands can change.
type editable interface {
	recordedAs() (verb string)
	record(Fields) edit
	amend(Command, Fields) edit
	remove(Command) edit
	undo(Command) edit
	erase(w *table.Writer, externalID string, versions func(int) bool) (int, error)
	is(Node) bool
	history(*table.Reader, fact.ID) ([]*RecordVersion, error)
	historyOf(r *table.Reader, externalID string) ([]*RecordVersion, error)
	export(context.Context, *exportJob) (rows int, err error)
}

// The kinds of records.
var (
	organizationKind  = kind[fact.Organization]{organizations, sheet.OrganizationColumns, "record"}
	agreementKind     = kind[fact.Agreement]{agreements, sheet.AgreementColumns, "record"}
	certificationKind = kind[fact.Certification]{certifications, sheet.CertificationColumns, "certify"}
	bindingRulesKind  = kind[fact.BindingRules]{bindingRules, sheet.BindingRulesColumns, "record"}
	assessmentKind    = kind[fact.Assessment]{assessments, sheet.AssessmentColumns, "assess"}
	flowKind          = kind[fact.Flow]{flows, sheet.FlowColumns, "record"}
)

var editables = map[sheet.Kind]editable{
	sheet.Organizations:  organizationKind,
	sheet.Agreements:     agreementKind,
	sheet.Certifications: certificationKind,
	sheet.BindingRules:   bindingRulesKind,
	sheet.Assessments:    assessmentKind,
	sheet.Flows:          flowKind,
	sheet.Scenarios:      scenarioKind,
	sheet.Triages:        triageKind,
	sheet.Comments:       commentKind,
}

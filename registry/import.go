package registry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Import is one call that imports files: all of them, or nothing.
type Import struct {
	Sources   []sheet.Source
	Documents []*fact.Document // kept for the rows that name them: to be recorded with them
	Actor     string
	Once      *Once                        // nil: it may be done again
	DryRun    bool                         // everything but the writing
	Progress  func(stage string, done int) // may be nil
}

// Imported says what an import did with the records of one kind.
type Imported struct {
	Kind      sheet.Kind
	Created   int
	Changed   int
	Unchanged int
}

// singleWrite is how many rows are written in one transaction; more are staged.
const singleWrite = 5_000

// Import reads the files, in any order, and writes what they say. The error is
// a fault.List of every bad row, by file and line; then nothing was written.
func (r *Registry) Import(ctx context.Context, in Import) ([]*Imported, error) {
	job := &importJob{law: r.law, content: r.content, in: in}
	job.survey()
	meta := table.Meta{Actor: in.Actor, Verb: "import", Once: in.Once}
	if len(in.Documents) > 0 && !in.DryRun {
		r.keeping.RLock()
		defer r.keeping.RUnlock()
	}
	var err error
	switch {
	case in.DryRun:
		view, viewErr := r.Now(ctx)
		if viewErr != nil {
			return nil, viewErr
		}
		read := func(fn func(*table.Reader) error) error { return view.read(ctx, fn) }
		err = job.prepare(read, lookingBy(read))
	case job.rows <= singleWrite:
		_, err = r.commit(ctx, meta, job.run)
	default:
		_, err = r.db.Import(ctx, meta, func(puts int) { job.progress("written", puts) }, func(w *table.Writer) error {
			return errors.Join(job.run(w), r.recordLaw(w))
		})
	}
	var before *table.Replayed
	if errors.As(err, &before) { // what it did is done: all is left alone
		in.DryRun = true
		return r.Import(ctx, in)
	}
	if err != nil {
		return nil, known(err)
	}
	if r.warm.Load() && !in.DryRun {
		go r.warmUp()
	}
	return job.report(), nil
}

// importJob carries one import from its files to the tables.
type importJob struct {
	law     *law.Law
	content *blob.Folder // of the registry's documents
	in      Import
	rows    int

	organizations  batch[fact.Organization]
	agreements     batch[fact.Agreement]
	certifications batch[fact.Certification]
	bindingRules   batch[fact.BindingRules]
	assessments    batch[fact.Assessment]
	flows          batch[fact.Flow]

	formFaults fault.List // of the files' form, found by the survey
	faults     fault.List // all
}

func (j *importJob) progress(stage string, done int) {
	if j.in.Progress != nil {
		j.in.Progress(stage, done)
	}
}

// survey reads the files for their form and the ids of their rows.
func (j *importJob) survey() {
	j.rows = j.organizations.survey(j, organizations, sheet.OrganizationColumns) +
		j.agreements.survey(j, agreements, sheet.AgreementColumns) +
		j.certifications.survey(j, certifications, sheet.CertificationColumns) +
		j.bindingRules.survey(j, bindingRules, sheet.BindingRulesColumns) +
		j.assessments.survey(j, assessments, sheet.AssessmentColumns) +
		j.flows.survey(j, flows, sheet.FlowColumns)
}

// reading runs a function on the state that the import builds on.
type reading func(func(*table.Reader) error) error

// prepare turns the rows into facts and checks everything that can be wrong
// with them.
func (j *importJob) prepare(read reading, look looking) error {
	j.faults = slices.Clone(j.formFaults)
	for _, find := range []func(reading) error{
		j.organizations.find, j.agreements.find, j.certifications.find, j.bindingRules.find, j.assessments.find, j.flows.find,
	} {
		if err := find(read); err != nil {
			return err
		}
	}
	names := &names{job: j, read: read}
	j.organizations.fill(j, names)
	j.agreements.fill(j, names)
	j.certifications.fill(j, names)
	j.bindingRules.fill(j, names)
	j.assessments.fill(j, names)
	j.flows.fill(j, names)
	if names.err != nil {
		return names.err
	}
	if err := j.findCircles(look); err != nil {
		return err
	}
	j.faults.Sort()
	return j.faults.Err()
}

// run is the whole import within a write.
func (j *importJob) run(w *table.Writer) error {
	if err := j.prepare(w.Read, lookingIn(w)); err != nil {
		return err
	}
	if _, err := recordDocuments(w, j.content, j.in.Documents...); err != nil {
		return err
	}
	for _, put := range []func(*table.Writer) error{
		j.organizations.put, j.agreements.put, j.certifications.put, j.bindingRules.put, j.assessments.put, j.flows.put,
	} {
		if err := put(w); err != nil {
			return err
		}
	}
	return nil
}

func (j *importJob) report() []*Imported {
	var report []*Imported
	for _, one := range []*Imported{
		j.organizations.report(), j.agreements.report(), j.certifications.report(),
		j.bindingRules.report(), j.assessments.report(), j.flows.report(),
	} {
		if one.Kind != "" {
			report = append(report, one)
		}
	}
	return report
}

// batch are the rows of one kind.
type batch[T any] struct {
	table   *table.Table[T]
	schema  sheet.Schema[T]
	sources []sheet.Source
	slots   map[string]*slot[T] // by external id
	order   []*slot[T]          // by external id
	// unreadable notes that rows could not be read: whom they record is unknown.
	unreadable bool
	outcome    Imported
}

// slot is one row on its way: its record, which is recorded already or new.
type slot[T any] struct {
	externalID string
	place      fault.Place
	id         fact.ID
	before     *T // nil for a new record
	record     *T
}

// survey reads the files of the kind for their form and ids.
func (b *batch[T]) survey(j *importJob, t *table.Table[T], schema sheet.Schema[T]) (rows int) {
	b.table, b.schema, b.slots = t, schema, map[string]*slot[T]{}
	for _, source := range j.in.Sources {
		if source.Kind != schema.Kind {
			continue
		}
		b.outcome.Kind = schema.Kind
		b.sources = append(b.sources, source)
		faults := sheet.Read(source, schema.Names(), func(_ sheet.Header, row sheet.Row) {
			rows++
			j.formFaults.Add(b.enter(row))
		})
		b.unreadable = b.unreadable || len(faults) > 0
		j.formFaults = append(j.formFaults, faults...)
	}
	b.order = make([]*slot[T], 0, len(b.slots))
	for _, s := range b.slots {
		b.order = append(b.order, s)
	}
	slices.SortFunc(b.order, func(x, y *slot[T]) int { return cmp.Compare(x.externalID, y.externalID) })
	return rows
}

// enter takes a row's id, which may stand only once in a call's files of a
// kind.
func (b *batch[T]) enter(row sheet.Row) *fault.Error {
	if first, twice := b.slots[slotKey(row)]; twice {
		why := fault.Bad("id", row.ID(), "stands twice: first in %s, line %d", first.place.File, first.place.Line)
		why.Place = &row.Place
		return why
	}
	s := &slot[T]{externalID: row.CloneID(), place: row.Place}
	b.slots[strings.Clone(slotKey(row))] = s
	return nil
}

// slotKey is the row's id, in the memory of its file. Rows that lack one are told apart by their places,
// so that each is reported.
func slotKey(row sheet.Row) string {
	if row.ID() == "" {
		return fmt.Sprintf("\x00%s:%d", row.Place.File, row.Place.Line)
	}
	return row.ID()
}

// find looks the rows' ids up among what is recorded. New records get ids that
// ascend with their external ids, so that they are written in order.
func (b *batch[T]) find(read reading) error {
	for part := range slices.Chunk(b.order, 1000) {
		err := read(func(r *table.Reader) error {
			for _, s := range part {
				if err := b.findOne(r, s); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *batch[T]) findOne(r *table.Reader, s *slot[T]) (err error) {
	s.record = nil
	switch s.before, err = b.table.ByExternalID(r, s.externalID); {
	case err == nil:
		id, _, _ := b.table.Header(s.before)
		s.id = *id
	case isMissing(err):
		s.id, err = uuid.NewV7()
	}
	return err
}

// fill reads the files again and makes a fact of every row. A file that is not
// what the survey read is refused.
func (b *batch[T]) fill(j *importJob, names *names) {
	for _, source := range b.sources {
		names.document = func(path string) (sha256, why string, err error) {
			if sum := sheet.SumIn(path); sum != "" {
				return sum, "", nil
			}
			sha256, why = source.Document(path)
			return sha256, why, nil
		}
		faults := sheet.Read(source, b.schema.Names(), func(header sheet.Header, row sheet.Row) {
			s := b.slots[slotKey(row)]
			if s == nil || s.place != row.Place {
				return // stands twice, which has been reported
			}
			s.record = b.schema.New(fact.Header{ID: s.id, ExternalID: s.externalID})
			if s.before != nil {
				*s.record = *s.before
			}
			bad := b.schema.Apply(header, row, s.record, names)
			j.faults.Add(bad...)
			for _, why := range b.check(s, j.law, bad) {
				j.faults.Add(asGiven(why, header, row))
			}
		})
		if len(j.formFaults) == 0 {
			j.faults.Add(faults...)
		}
	}
	for _, s := range b.order {
		if s.record == nil && len(j.formFaults) == 0 {
			why := fault.Bad("row", s.externalID, "is gone: the file changed while it was read, or can be read only once")
			why.Place = &s.place
			j.faults.Add(why)
		}
	}
}

// check checks the fact, leaving out fields whose cells are at fault already.
func (b *batch[T]) check(s *slot[T], l *law.Law, bad fault.List) (faults fault.List) {
	faults = furtherFaults(s.record, l, bad)
	for _, why := range faults {
		why.Place = &s.place
	}
	return faults
}

// asGiven tells the value of a fault as the cell has it, or that the file does
// not have it.
func asGiven(why *fault.Error, header sheet.Header, row sheet.Row) *fault.Error {
	if cell, given := row.Cell(header, why.Field); given {
		why.Value = fault.Clip(cell)
	} else if why.Value != "" {
		why.Msg += ", as it is recorded"
	}
	return why
}

// put writes the records and counts what became of them.
func (b *batch[T]) put(w *table.Writer) error {
	records := make([]*T, len(b.order))
	for i, s := range b.order {
		records[i] = s.record
	}
	return b.table.Put(w, records...)
}

// report compares the records with what was recorded before.
func (b *batch[T]) report() *Imported {
	for _, s := range b.order {
		switch {
		case s.before == nil:
			b.outcome.Created++
		case b.table.Equal(s.before, s.record):
			b.outcome.Unchanged++
		default:
			b.outcome.Changed++
		}
	}
	return &b.outcome
}

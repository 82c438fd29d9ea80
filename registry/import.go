package registry

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Import is one call that imports files: all of them, or nothing.
type Import struct {
	Sources   []sheet.Source               // files, each with one table or, of a workbook, several
	Documents []*fact.Document             // kept for the rows that name them: to be recorded with them
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

// singleWrite is how many rows are written in one transaction; more are staged. So many
// rows may change few records: files are often imported whole again.
const singleWrite = 5_000

// Import reads the files, in any order, and writes what they say. The error is
// a fault.List of every bad row, by file and line; then nothing was written.
func (r *Registry) Import(ctx context.Context, in Import) ([]*Imported, error) {
	if in.DryRun {
		imported, _, err := r.TryImport(ctx, in, nil)
		return imported, err
	}
	meta, err := signed(ctx, access.Write, table.Meta{Verb: "import", Once: in.Once})
	if err != nil {
		return nil, err
	}
	job, err := r.surveyed(ctx, in)
	if err != nil {
		return nil, err
	}
	if len(in.Documents) > 0 {
		r.keeping.RLock()
		defer r.keeping.RUnlock()
	}
	if job.rows <= r.atOnce {
		_, err = r.commit(ctx, access.Write, meta, job.run)
	} else {
		_, err = r.db.Import(ctx, meta, func(puts int) { job.progress("written", puts) }, func(w *table.Writer) error {
			defer job.end()
			if err := job.check(w); err != nil {
				return err
			}
			job.forget()
			if err := job.write(w); err != nil {
				return err
			}
			return r.recordLaw(w)
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
	if r.warm.Load() {
		go r.warmAfter(job.changed())
	}
	return job.report(), nil
}

// surveyed reads the files of an import for their form, for whoever may import.
func (r *Registry) surveyed(ctx context.Context, in Import) (*importJob, error) {
	if err := access.May(ctx, access.Write); err != nil {
		return nil, err
	}
	tables, unreadable := tablesOf(readUntilDone(ctx, in.Sources))
	for _, t := range tables {
		if t.Sheet == "" && !slices.Contains(sheet.Kinds, t.Kind) {
			return nil, fault.Bad("kind", string(t.Kind), "is no kind of file: expected %s", sentence.Either(sheet.KindNames()))
		}
	}
	job := &importJob{law: r.law, content: r.content, in: in, ctx: ctx, tables: tables, formFaults: unreadable, unreadable: len(unreadable) > 0}
	job.survey()
	return job, ctx.Err()
}

// importJob carries one import from its files to the tables.
type importJob struct {
	ctx     context.Context
	law     *law.Law
	content *blob.Folder // of the registry's documents
	in      Import
	tables  []sheet.Source
	rows    int
	// unreadable notes that there are files whose rows are not known at all.
	unreadable bool

	organizations  batch[fact.Organization]
	agreements     batch[fact.Agreement]
	certifications batch[fact.Certification]
	bindingRules   batch[fact.BindingRules]
	assessments    batch[fact.Assessment]
	flows          batch[fact.Flow]

	formFaults fault.List // of the files' form, found by the survey
	faults     fault.List // all

	kept keptOfTry
}

// tablesOf are the tables of files.
func tablesOf(files []sheet.Source) (tables []sheet.Source, faults fault.List) {
	for _, file := range files {
		of, bad := sheet.Tables(file)
		tables = append(tables, of...)
		faults.Add(bad...)
	}
	return tables, faults
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

// step is what an import does with the rows of a kind.
type step interface {
	find(reading) error
	fill(*importJob, *names) error
	begin(*table.Writer)
	hold() error
	put() error
	end()
	forget()
	report() *Imported
}

// steps are the kinds in the order of their tables, each after those that it refers
// to.
func (j *importJob) steps() []step {
	return []step{&j.organizations, &j.agreements, &j.certifications, &j.bindingRules, &j.assessments, &j.flows}
}

// prepare turns the rows into facts and checks everything that can be wrong
// with them.
func (j *importJob) prepare(read reading, look looking) error {
	j.faults = slices.Clone(j.formFaults)
	onward := &onward{upstream: map[fact.ID]fact.ID{}, rows: map[fact.ID]int{}}
	j.flows.made = onward.add
	for _, kind := range j.steps() {
		if err := kind.find(read); err != nil {
			return err
		}
	}
	names := &names{job: j, read: read}
	for _, kind := range j.steps() {
		if err := cmp.Or(kind.fill(j, names), j.ctx.Err()); err != nil {
			return err
		}
	}
	if err := j.findCircles(onward, look); err != nil {
		return err
	}
	j.faults.Sort()
	return j.faults.Err()
}

// run is the whole import within a write.
func (j *importJob) run(w *table.Writer) error {
	defer j.end()
	if err := j.check(w); err != nil {
		return err
	}
	return j.write(w)
}

// check finds everything that can be wrong, and holds the records back.
func (j *importJob) check(w *table.Writer) error {
	for _, kind := range j.steps() {
		kind.begin(w)
	}
	return j.prepare(w.Read, lookingIn(w))
}

// write writes the records that were held back. It does not need the rows.
func (j *importJob) write(w *table.Writer) error {
	for _, kind := range j.steps() {
		if err := kind.put(); err != nil {
			return err
		}
	}
	_, err := recordDocuments(w, j.content, j.in.Documents...)
	return err
}

// end lets go of what was held back.
func (j *importJob) end() {
	for _, kind := range j.steps() {
		kind.end()
	}
}

// forget lets go of the rows, once the records are held back.
func (j *importJob) forget() {
	for _, kind := range j.steps() {
		kind.forget()
	}
}

// changed is how many records the import has created or changed.
func (j *importJob) changed() (records int) {
	for _, one := range j.report() {
		records += one.Created + one.Changed
	}
	return records
}

func (j *importJob) report() (report []*Imported) {
	for _, kind := range j.steps() {
		if one := kind.report(); one.Kind != "" {
			report = append(report, one)
		}
	}
	return report
}

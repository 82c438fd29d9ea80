package registry

import (
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// batch are the rows of one kind on their way from their files to their table.
type batch[T any] struct {
	table   *table.Table[T]
	schema  sheet.Schema[T]
	sources []sheet.Source
	rows    rows
	// unreadable notes that rows could not be read: whom they record is unknown.
	unreadable bool
	outcome    Imported
	loader     *table.Loader[T] // nil in a dry run
	// made is told of every record, with the one before, nil for a new one.
	made func(row int, before, record *T)
	try  *keptOfTry  // of the import
	kept []filled[T] // by a dry run that tells what it would do
}

// survey reads the files of the kind for their form and the keys of their rows.
func (b *batch[T]) survey(j *importJob, t *table.Table[T], schema sheet.Schema[T]) (count int) {
	b.table, b.schema, b.unreadable, b.try = t, schema, j.unreadable, &j.kept
	for _, source := range j.tables {
		if source.Kind != schema.Kind {
			continue
		}
		b.outcome.Kind = schema.Kind
		b.sources = append(b.sources, source)
		b.rows.begin(source.Name, source.Sheet)
		faults := sheet.Batches(source, schema.Names(), func(_ sheet.Header, rows []sheet.Row) {
			for _, row := range rows {
				b.rows.add(row.ID(), row.Place.Line)
			}
			j.progress("read", len(rows))
		})
		b.unreadable = b.unreadable || len(faults) > 0
		j.formFaults = append(j.formFaults, faults...)
	}
	b.rows.settle()
	for again, first := range b.rows.again {
		before, place := b.rows.place(int(first)), b.rows.place(int(again))
		why := fault.Bad("id", string(b.rows.key(int(again))), "stands twice: first in %s, line %d", before.Table(), before.Line)
		why.Place = &place
		j.formFaults.Add(why)
	}
	return b.rows.len()
}

// looked is how many keys are looked up in one short transaction.
const looked = 1000

// find looks the rows' keys up among what is recorded. New records get ids that
// ascend with their keys, so that they are written in order.
func (b *batch[T]) find(read reading) error {
	b.outcome = Imported{Kind: b.outcome.Kind}
	clear(b.rows.known)
	keys := make([]string, 0, looked)
	for from := 0; from < b.rows.ordered(); from += len(keys) {
		keys = keys[:0]
		for i := from; i < min(from+looked, b.rows.ordered()); i++ {
			keys = append(keys, string(b.rows.key(b.rows.inOrder(i))))
		}
		err := read(func(r *table.Reader) error {
			return b.table.ByExternalIDs(r, keys, func(i int, record *T) {
				row := b.rows.inOrder(from + i)
				id, _, _ := b.table.Header(record)
				b.rows.ids[row] = *id
				b.rows.setKnown(row)
			})
		})
		if err != nil {
			return err
		}
		for i := range keys {
			row := b.rows.inOrder(from + i)
			if b.rows.isKnown(row) {
				continue
			}
			if b.rows.ids[row], err = uuid.NewV7(); err != nil {
				return err
			}
		}
	}
	return nil
}

// begin has the records held back that are going to be written.
func (b *batch[T]) begin(w *table.Writer) { b.loader = b.table.Load(w) }

// hold holds back the records that a dry run has kept.
func (b *batch[T]) hold() error {
	for _, one := range b.kept {
		if err := b.loader.Add(one.before, one.record); err != nil {
			return err
		}
	}
	return nil
}

// end lets go of them.
func (b *batch[T]) end() {
	if b.loader != nil {
		b.loader.Close()
		b.loader = nil
	}
}

func (b *batch[T]) forget() { b.rows = rows{} }

func (b *batch[T]) report() *Imported { return &b.outcome }

// put writes them.
func (b *batch[T]) put() error {
	defer b.end()
	return b.loader.Write()
}

package registry

import (
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// fill reads the files again and makes a fact of every row. A file that is not
// what the survey read is refused.
func (b *batch[T]) fill(j *importJob, names *names) error {
	keeping := b.keepBeside()
	err := b.fillAll(j, names, keeping.hand)
	if kept := keeping.end(); err == nil {
		err = kept
	}
	return err
}

func (b *batch[T]) fillAll(j *importJob, names *names, hand func([]filled[T]) error) error {
	row := 0
	for i, source := range b.sources {
		names.document = func(path string) (sha256 string, why sentence.Sentence, err error) {
			if sum := sheet.SumIn(path); sum != "" {
				return sum, why, nil
			}
			sha256, lacks := source.Document(path)
			return sha256, sentence.Text(lacks), nil
		}
		end := b.rows.len()
		if i+1 < len(b.sources) {
			end = b.rows.files[i+1].first
		}
		var failed error
		faults := sheet.Batches(source, b.schema.Names(), func(header sheet.Header, rows []sheet.Row) {
			if failed != nil {
				return
			}
			matched := b.matching(row, end, rows)
			failed = b.fillSome(j, names, header, row, rows[:matched], hand)
			row += matched
		})
		if failed != nil {
			return failed
		}
		if len(j.formFaults) > 0 {
			row = end // the file is at fault already
			continue
		}
		j.faults.Add(faults...)
		for ; row < end; row++ {
			why, place := fault.Bad("row", string(b.rows.key(row)), "is gone: the file changed while it was read, or can be read only once"), b.rows.place(row)
			why.Place = &place
			j.faults.Add(why)
		}
	}
	return nil
}

// matching is how many of the rows that were read again are those of the survey.
func (b *batch[T]) matching(from, end int, rows []sheet.Row) int {
	for i, row := range rows {
		if from+i >= end || string(b.rows.key(from+i)) != row.ID() || int(b.rows.lines.at(from+i)) != row.Place.Line {
			return i
		}
	}
	return len(rows)
}

// fillSome makes facts of rows that stand one after the other.
func (b *batch[T]) fillSome(j *importJob, names *names, header sheet.Header, from int, rows []sheet.Row, hand func([]filled[T]) error) error {
	recorded, err := b.recorded(names.read, from, len(rows))
	if err != nil {
		return err
	}
	done := make([]filled[T], 0, len(rows))
	for i, row := range rows {
		if _, twice := b.rows.again[uint32(from+i)]; twice {
			continue // which has been reported
		}
		before := recorded[i]
		record := b.schema.New(fact.Header{ID: b.rows.ids[from+i], ExternalID: row.ID()})
		if before != nil {
			*record = *before
		}
		bad := b.schema.Apply(header, row, record, names)
		j.faults.Add(bad...)
		for _, why := range furtherFaults(record, j.law, bad) {
			why.Place = header.At(row.Place, why.Field)
			j.faults.Add(asGiven(why, header, row))
		}
		if b.made != nil {
			b.made(from+i, before, record)
		}
		done = append(done, filled[T]{before, record})
	}
	j.progress("checked", len(rows))
	if names.err != nil || len(j.faults) > 0 { // then nothing is going to be written
		return names.err
	}
	return hand(done)
}

// recorded are the records that rows are to change, nil for new ones.
func (b *batch[T]) recorded(read reading, from, count int) (before []*T, err error) {
	before = make([]*T, count)
	for i := range count {
		if !b.rows.isKnown(from + i) {
			continue
		}
		return before, read(func(r *table.Reader) (err error) {
			for ; i < count && err == nil; i++ {
				if b.rows.isKnown(from + i) {
					before[i], err = b.table.Get(r, b.rows.ids[from+i])
				}
			}
			return err
		})
	}
	return before, nil
}

// asGiven tells the value of a fault as the cell has it, or that the file does
// not have it.
func asGiven(why *fault.Error, header sheet.Header, row sheet.Row) *fault.Error {
	if cell, given := row.Cell(header, why.Field); given {
		why.Value = fault.Clip(cell)
	} else if why.Value != "" {
		return why.Recorded()
	}
	return why
}

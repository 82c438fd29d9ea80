package sheet

import "github.com/safeconduct/safeconduct/registry/fault"

// batchRows is how many rows are handed on at once.
const batchRows = 512

// batch is rows with memory of their own.
type batch struct {
	header Header
	rows   []Row
	cells  []string
}

func (b *batch) add(header Header, row Row) {
	from := len(b.cells)
	b.header, b.cells = header, append(b.cells, row.cells...)
	row.cells = b.cells[from:len(b.cells):len(b.cells)]
	b.rows = append(b.rows, row)
}

// Batches is [Read] that reads ahead while fn works: it hands fn rows in the order of
// the file, some at a time. They are valid until fn returns.
func Batches(src Source, columns []string, fn func(Header, []Row)) fault.List {
	full, free := make(chan *batch, 1), make(chan *batch, 3)
	for range cap(free) {
		free <- &batch{}
	}
	var faults fault.List
	go func() {
		defer close(full)
		filling := <-free
		faults = Read(src, columns, func(header Header, row Row) {
			filling.add(header, row)
			if len(filling.rows) == batchRows {
				full <- filling
				filling = <-free
			}
		})
		if len(filling.rows) > 0 {
			full <- filling
		}
	}()
	for b := range full {
		fn(b.header, b.rows)
		b.rows, b.cells = b.rows[:0], b.cells[:0]
		free <- b
	}
	return faults
}

package registry

import (
	"context"
	"errors"
	"io"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Export is where the files of an export go.
type Export struct {
	// Create begins the file at a path below the folder of the export, whose parts
	// slashes separate. The file ends where the next one begins.
	Create   func(path string) (io.Writer, error)
	Progress func(stage string, done int) // may be nil
}

// Exported says what an export wrote.
type Exported struct {
	Rows      []ExportedRows `json:"rows"`
	Documents int            `json:"documents"`
	// NotKept is how many documents agreements name that this registry does not
	// keep, or not any more: the rows tell their SHA-256 alone.
	NotKept int `json:"notKept"`
}

// ExportedRows are the rows of a file.
type ExportedRows struct {
	Kind sheet.Kind `json:"kind"`
	Rows int        `json:"rows"`
}

// Export writes what is recorded as the contract's files, rows by their ids, and
// the documents that agreements name. Imported into an empty registry, they make
// one that records the same; of its documents only the paths differ, which tell
// where the export has put them. Equal registries make equal files.
//
// CONFLICT says that content was erased after the view's state: what is left of
// that state is not all of it.
func (v *View) Export(ctx context.Context, to Export) (*Exported, error) {
	if err := access.May(ctx, access.Read); err != nil { // before a file is begun
		return nil, err
	}
	job := &exportJob{view: v, to: to, keys: cachedKeys{}, documents: documentPlaces{}}
	for _, kind := range sheet.Kinds {
		rows, err := editables[kind].export(ctx, job)
		if err != nil {
			return nil, err
		}
		job.done.Rows = append(job.done.Rows, ExportedRows{kind, rows})
	}
	if err := job.putDocuments(ctx); err != nil {
		return nil, err
	}
	return &job.done, nil
}

// exportJob carries one export from the tables to its files.
type exportJob struct {
	view      *View
	to        Export
	keys      cachedKeys
	documents documentPlaces
	done      Exported
}

func (j *exportJob) progress(stage string, done int) {
	if j.to.Progress != nil {
		j.to.Progress(stage, done)
	}
}

// exportStride is how many rows are read in one transaction. They are written
// after it: whoever takes them may be slow.
const exportStride = 1000

// export writes the file of the kind and counts its rows.
func (k kind[T]) export(ctx context.Context, j *exportJob) (written int, err error) {
	file, err := j.to.Create(string(k.schema.Kind) + ".csv")
	if err != nil {
		return 0, err
	}
	out, err := sheet.NewWriter(file, k.schema.Names())
	if err != nil {
		return 0, err
	}
	for after, more := "", true; more; {
		var rows [][]string
		if rows, after, err = k.rows(ctx, j, after); err != nil {
			return 0, err
		}
		for _, cells := range rows {
			if err := out.Write(cells); err != nil {
				return 0, err
			}
		}
		written += len(rows)
		j.progress(string(k.schema.Kind), len(rows))
		more = len(rows) == exportStride
	}
	return written, errors.Join(out.Flush(), k.anyErased(ctx, j.view))
}

// rows reads the rows behind an external id, and gives the id of the last.
func (k kind[T]) rows(ctx context.Context, j *exportJob, after string) (rows [][]string, last string, err error) {
	by := byExternalID(k.table)
	err = j.view.read(ctx, func(r *table.Reader) error {
		records, err := take(exportStride, k.table.Ordered(r, after), nil)
		if err != nil {
			return err
		}
		keys := &exportKeys{reader: r, cache: j.keys, documents: j.documents}
		rows = make([][]string, len(records))
		for i, record := range records {
			rows[i], last = k.schema.Cells(record, keys), by.key(record)
		}
		return keys.err
	})
	return rows, last, err
}

// anyErased is an error where content of the kind was erased after the view's
// state. The state itself had all of it: the latest version of a record is not
// erased.
func (k kind[T]) anyErased(ctx context.Context, v *View) error {
	return v.read(ctx, func(r *table.Reader) error {
		erased, err := take(1, k.table.AllErased(r), nil)
		if err == nil && len(erased) > 0 {
			err = errErasedMeanwhile
		}
		return err
	})
}

var errErasedMeanwhile = fault.New(fault.Conflict, "content was erased while it was exported: export again")

package graph

import (
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// SpreadsheetPath is below which the page's tables are got as files, such as flags.csv and
// flags.xlsx, by the parameters that the page's own address has.
const SpreadsheetPath = ExportPath + "/{table}"

const (
	typeCSV  = "text/csv; charset=utf-8"
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// spreadsheet is a table of the page.
type spreadsheet struct {
	part    access.Act // by whom it may be got
	columns []sheet.Shown
	rows    rowsFor
}

// rowsFor reads the rows that parameters ask for; it refuses those that make no sense
// before there is a first row.
type rowsFor func(context.Context, *registry.View, url.Values) (iter.Seq2[[]string, error], error)

// spreadsheets are the tables by their names.
var spreadsheets = map[string]spreadsheet{
	"flags":          {access.ReadFlows, flagColumns, flagRows},
	"deadlines":      {access.ReadFlows, deadlineColumns, deadlineRows},
	"log":            {access.Read, logColumns, logRows},
	"hits":           {access.Read, hitColumns, hitRows},
	"flows":          {access.ReadFlows, flowColumns, flowRows},
	"organizations":  {access.ReadFlows, organizationColumns, organizationRows},
	"agreements":     {access.ReadFlows, agreementColumns, recordRows(agreementList, agreementCells)},
	"certifications": {access.ReadFlows, certificationColumns, recordRows(certificationList, certificationCells)},
	"approvals":      {access.ReadFlows, approvalColumns, recordRows(approvalList, approvalCells)},
	"assessments":    {access.ReadFlows, assessmentColumns, recordRows(assessmentList, assessmentCells)},
}

// spreadsheetForms are the forms in which a table is given.
var spreadsheetForms = map[string]struct {
	kind  string
	begin func(to io.Writer, name string, columns []sheet.Shown) (sheet.Table, error)
}{
	"csv":  {typeCSV, sheet.NewCSV},
	"xlsx": {typeXLSX, sheet.NewWorkbook},
}

// spreadsheetOf answers GET /export/TABLE.FORM with all rows that the parameters ask
// for, as they stand at one state, while they are read.
func spreadsheetOf(r *registry.Registry) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		name, ending, _ := strings.Cut(q.PathValue("table"), ".")
		table, known := spreadsheets[name]
		form, formed := spreadsheetForms[ending]
		if !known || !formed {
			fail(w, q, fault.New(fault.NotFound, "there is no table %q: expected %s, each as .csv or .xlsx", fault.Clip(q.PathValue("table")), sentence.Either(slices.Sorted(maps.Keys(spreadsheets)))))
			return
		}
		noteSpreadsheet(lineOf(w), name+"."+ending, q.URL.Query())
		rows, err := table.ask(q.Context(), r, q.URL.Query())
		if err != nil {
			fail(w, q, err)
			return
		}
		w.Header().Set("Content-Type", form.kind)
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(name, q.URL.Query()) + "." + ending}))
		to, err := form.begin(w, name, table.columns)
		if err == nil {
			err = writeRows(to, rows)
		}
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				slog.ErrorContext(q.Context(), "a spreadsheet was cut off", "table", name, "error", err)
			}
			panic(http.ErrAbortHandler) // the status is sent: only the end can tell
		}
	}
}

// viewIn is the view of what was known at the moment ?known, of the latest state where it
// is not given.
func viewIn(ctx context.Context, r *registry.Registry, q url.Values) (*registry.View, error) {
	given := q.Get("known")
	if given == "" {
		return r.Now(ctx)
	}
	moment, err := time.Parse(time.RFC3339, given)
	if err != nil {
		return nil, fault.Bad("known", given, "is no moment: expected one such as 2026-03-01T12:00:00Z")
	}
	if err := access.May(ctx, access.Read); err != nil { // as of asKnownAt: an id may have been another's then
		return nil, err
	}
	return r.AsKnownAt(ctx, moment, registry.LawOfNow)
}

// ask asks for the rows, as a caller who may have them.
func (s spreadsheet) ask(ctx context.Context, r *registry.Registry, q url.Values) (iter.Seq2[[]string, error], error) {
	if err := access.May(ctx, s.part); err != nil { // before it is told what is wrong with the question
		return nil, err
	}
	view, err := viewIn(ctx, r, q)
	if err != nil {
		return nil, err
	}
	return s.rows(ctx, view, q)
}

// noteSpreadsheet tells the access log which table was asked for, by which parameters, and
// of whom.
func noteSpreadsheet(l *accesslog.Line, file string, q url.Values) {
	l.Operation = file
	for _, name := range slices.Sorted(maps.Keys(q)) {
		l.Asked = append(l.Asked, clip(name))
		if slices.Contains(parties, name) {
			l.Objects = append(l.Objects, clip(name+" "+q.Get(name)))
		}
	}
	l.Asked = atMost(l.Asked, mostAsked)
}

// parties are the parameters that are ids of organizations.
var parties = []string{"customer", "exporter", "importer", "organization", "party"}

// fileName is the name of a table with the day that it is about.
func fileName(table string, q url.Values) string {
	for _, name := range []string{"on", "from"} {
		if day, err := dayIn(q, name); err == nil && !day.IsZero() {
			return table + "-" + day.String()
		}
	}
	return table
}

func writeRows(to sheet.Table, rows iter.Seq2[[]string, error]) error {
	for cells, err := range rows {
		if err != nil {
			return err
		}
		if err := to.Write(cells); err != nil {
			return err
		}
	}
	return to.Flush()
}

// spreadsheetPage is how many rows are read at once: few are in memory, however many a
// table has.
const spreadsheetPage = 1000

// rowsOf makes the rows of a list, once, which is read page by page: the first page before
// there is any row, so that a question that makes no sense is refused. Each page makes what
// it asks further questions of, so that nothing of it is kept.
func rowsOf[T any](list func(registry.Paging) (*registry.Page[T], func(T) ([]string, error), error)) (iter.Seq2[[]string, error], error) {
	size := spreadsheetPage
	paging := registry.Paging{First: &size}
	page, row, err := list(paging)
	if err != nil {
		return nil, err
	}
	return func(yield func([]string, error) bool) {
		for {
			for _, node := range page.Nodes {
				cells, err := row(node)
				if cells == nil && err == nil {
					continue // it is not asked for
				}
				if !yield(cells, err) || err != nil {
					return
				}
			}
			if !page.PageInfo.HasNextPage {
				return
			}
			paging.After = page.PageInfo.EndCursor
			if page, row, err = list(paging); err != nil {
				yield(nil, err)
				return
			}
		}
	}, nil
}

// pageIn reads a page of a list that parameters narrow.
type pageIn[T any] func(context.Context, *registry.View, url.Values, registry.Paging) (*registry.Page[T], error)

// recordRows makes rows of the records of a list.
func recordRows[T any](list pageIn[T], cells func(context.Context, *registry.View, T) ([]string, error)) rowsFor {
	return func(ctx context.Context, view *registry.View, q url.Values) (iter.Seq2[[]string, error], error) {
		return rowsOf(func(paging registry.Paging) (*registry.Page[T], func(T) ([]string, error), error) {
			fresh := view.Afresh()
			page, err := list(ctx, fresh, q, paging)
			return page, func(record T) ([]string, error) { return cells(ctx, fresh, record) }, err
		})
	}
}

// surely makes rows of what has all that a row needs.
func surely[T any](row func(T) []string) func(T) ([]string, error) {
	return func(node T) ([]string, error) { return row(node), nil }
}

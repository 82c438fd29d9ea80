package registry

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// LogEntry is a commit as the list of the log tells it.
type LogEntry struct {
	Commit  int
	At      time.Time
	Actor   string
	Verb    string
	Reason  string
	Changes int
	Records []LogRecord // up to mostLogRecords; none are named of a large import
}

// LogRecord names a record that a commit changed.
type LogRecord struct {
	Kind       string
	ID         string
	ExternalID string
}

// mostLogRecords bounds the records that an entry names.
const mostLogRecords = 100

// LogFilter narrows the list of the log; what is not given admits all.
type LogFilter struct {
	Actor  *string
	Verb   *string
	Record *string    // the id of a record that was written or erased
	From   *time.Time // the first moment
	Until  *time.Time // the last moment
}

// LogPage is a page of the log.
type (
	LogPage = Page[*LogEntry]
	LogEdge = Edge[*LogEntry]
)

// byCommit is the order of the log.
var byCommit = order[*LogEntry]{"log", func(e *LogEntry) string { return fmt.Sprintf("%020d", e.Commit) }}

// Log lists the commits that the filter admits, oldest first.
func (v *View) Log(ctx context.Context, filter LogFilter, paging Paging) (*LogPage, error) {
	size, after, err := byCommit.asked(paging)
	if err != nil {
		return nil, err
	}
	var found []*LogEntry
	var earlier int
	err = v.walkLog(ctx, filter, func(e *LogEntry) bool {
		if byCommit.key(e) <= after {
			earlier++
			return true
		}
		found = append(found, e)
		return len(found) <= size
	})
	if err != nil {
		return nil, err
	}
	page := byCommit.page(found[:min(size, len(found))], func(ctx context.Context) (total int, err error) {
		err = v.walkLog(ctx, filter, func(*LogEntry) bool { total++; return true })
		return total, err
	})
	page.PageInfo.HasNextPage, page.PageInfo.HasPreviousPage = len(found) > size, earlier > 0
	return page, nil
}

// walkLog hands the commits that a filter admits to fn, until it says false.
func (v *View) walkLog(ctx context.Context, filter LogFilter, fn func(*LogEntry) bool) error {
	return v.read(ctx, func(r *table.Reader) error {
		admits, err := filter.compile(r)
		if err != nil {
			return err
		}
		seq := table.Seq(1)
		if filter.From != nil {
			if seq, err = r.At(filter.From.Add(-time.Millisecond)); err != nil {
				return err
			}
			seq++
		}
		for ; seq <= v.at; seq++ {
			c, err := r.Commit(seq)
			if err != nil {
				return err
			}
			if filter.Until != nil && c.Time > filter.Until.UnixMilli() {
				return nil
			}
			if admits(seq, &c) && !fn(v.logEntry(ctx, seq, &c)) {
				return nil
			}
		}
		return nil
	})
}

// compile makes the test that the filter is, but for its times.
func (f LogFilter) compile(r *table.Reader) (func(table.Seq, *table.Commit) bool, error) {
	var wrote map[table.Seq]bool
	if f.Record != nil {
		id, err := uuid.Parse(*f.Record)
		if err != nil {
			return nil, fault.Bad("record", *f.Record, "is no id of a record")
		}
		if wrote, err = commitsOf(r, id); err != nil {
			return nil, err
		}
	}
	return func(seq table.Seq, c *table.Commit) bool {
		return (f.Actor == nil || c.Actor == *f.Actor) && (f.Verb == nil || c.Verb == *f.Verb) && (wrote == nil || wrote[seq])
	}, nil
}

// commitsOf are the commits that wrote or erased versions of a record.
func commitsOf(r *table.Reader, id uuid.UUID) (map[table.Seq]bool, error) {
	wrote := map[table.Seq]bool{}
	for _, k := range historical() {
		versions, err := k.history(r, id)
		if err != nil {
			return nil, err
		}
		for _, past := range versions {
			wrote[table.Seq(past.Commit)] = true
			if past.Erasure != nil {
				wrote[table.Seq(past.Erasure.Commit)] = true
			}
		}
	}
	return wrote, nil
}

// logEntry tells a commit. Which token one gave or took, only those may know who may
// see tokens.
func (v *View) logEntry(ctx context.Context, seq table.Seq, c *table.Commit) *LogEntry {
	e := &LogEntry{
		Commit: int(seq), At: time.UnixMilli(c.Time).UTC(), Actor: c.Actor, Verb: c.Verb, Reason: c.Reason,
		Changes: c.Records, Records: []LogRecord{},
	}
	seesTokens := access.May(ctx, access.SeeTokens) == nil
	for _, change := range c.Changes[:min(len(c.Changes), mostLogRecords)] {
		if change.Table == tokens.Code && !seesTokens {
			continue
		}
		e.Records = append(e.Records, LogRecord{v.registry.db.NameOf(change.Table), change.ID.String(), change.ExternalID})
	}
	return e
}

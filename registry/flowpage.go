package registry

import (
	"context"
	"sort"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// flowList is a list of flows by external id, as columns have it: pages are read
// from storage, and only they.
type flowList struct {
	*View
	book   *book
	filter columns.Filter
	words  []string // of the search for text; nil admits all
	day    civil.Date
	rows   []uint32 // by external id: the flows, whatever the filter; nil: those that it admits
}

// page reads a page of the list.
func (l *flowList) page(ctx context.Context, paging Paging) (*FlowPage, error) {
	by := byExternalID(flows)
	size, after, err := by.asked(paging)
	if err != nil {
		return nil, err
	}
	from, err := l.rankBehind(ctx, after)
	if err != nil {
		return nil, err
	}
	nodes, more, err := l.take(ctx, from, size)
	if err != nil {
		return nil, err
	}
	earlier, err := l.anyBefore(ctx, from)
	if err != nil {
		return nil, err
	}
	page := by.page(nodes, l.total)
	page.PageInfo.HasNextPage, page.PageInfo.HasPreviousPage = more, earlier
	show(l.View, nodes...)
	return page, nil
}

// rankBehind is the place of the first flow whose external id is greater.
func (l *flowList) rankBehind(ctx context.Context, after string) (rank int, err error) {
	if after == "" {
		return 0, nil
	}
	err = l.readAs(ctx, access.ReadFlows, func(r *table.Reader) (err error) {
		rank = sort.Search(l.book.flows.Len(), func(n int) bool {
			f, failed := flows.Get(r, l.book.flows.ID(l.book.flows.At(n)))
			if failed != nil {
				err = failed
				return true
			}
			return f.ExternalID > after
		})
		return err
	})
	return rank, err
}

// take reads the first flows of the list from a rank on.
func (l *flowList) take(ctx context.Context, from, size int) (nodes []*fact.Flow, more bool, err error) {
	nodes = []*fact.Flow{}
	err = l.walk(ctx, from, size+1, func(_ int, f *fact.Flow) bool {
		if more = len(nodes) == size; !more {
			nodes = append(nodes, f)
		}
		return !more
	})
	return nodes, more, err
}

// anyBefore reports whether the list has flows before a rank.
func (l *flowList) anyBefore(ctx context.Context, rank int) (is bool, err error) {
	if rank == 0 {
		return false, nil
	}
	err = l.walk(ctx, 0, 1, func(first int, _ *fact.Flow) bool { is = first < rank; return false })
	return is, err
}

// total counts the list: a sweep, unless text has to be read.
func (l *flowList) total(ctx context.Context) (total int, err error) {
	if len(l.words) > 0 {
		err = l.walk(ctx, 0, largestPage, func(int, *fact.Flow) bool { total++; return true })
		return total, err
	}
	if l.rows != nil {
		return len(l.rows), nil
	}
	counts, err := l.book.view.Count(ctx, l.filter, l.day)
	for _, n := range counts {
		total += n
	}
	return total, err
}

// walk reads the flows of the list from a rank on and hands them to fn until it says
// false. It reads so many at first, and more from then on: where a search for text finds
// few, most are looked at.
func (l *flowList) walk(ctx context.Context, from, stride int, fn func(rank int, f *fact.Flow) bool) error {
	for more := true; more; {
		var rows []uint32
		var err error
		if rows, more, err = l.rowsBehind(ctx, from, stride); err != nil || len(rows) == 0 {
			return err
		}
		read, err := l.flowsIn(ctx, rows)
		if err != nil {
			return err
		}
		for i, f := range read {
			from = l.book.view.Rank(rows[i]) + 1
			if l.finds(f) && !fn(from-1, f) {
				return nil
			}
		}
		stride = min(2*stride, largestPage)
	}
	return nil
}

// rowsBehind are up to so many rows from a rank on, and whether there are more.
func (l *flowList) rowsBehind(ctx context.Context, from, size int) ([]uint32, bool, error) {
	if l.rows == nil {
		return l.book.view.Page(ctx, l.filter, l.day, from, size)
	}
	first := sort.Search(len(l.rows), func(i int) bool { return l.book.flows.Rank(l.rows[i]) >= from })
	rest := l.rows[first:]
	return rest[:min(size, len(rest))], len(rest) > size, nil
}

// finds reports whether the search for text finds a flow.
func (l *flowList) finds(f *fact.Flow) bool {
	return len(l.words) == 0 || matches(l.words, beginnings(f.Name, f.ExternalID, f.Purpose, f.Product))
}

// flowsIn reads the flows of rows.
func (l *flowList) flowsIn(ctx context.Context, rows []uint32) (read []*fact.Flow, err error) {
	err = l.readAs(ctx, access.ReadFlows, func(r *table.Reader) (err error) {
		read = make([]*fact.Flow, len(rows))
		for i, row := range rows {
			if read[i], err = flows.Get(r, l.book.flows.ID(row)); err != nil {
				return err
			}
		}
		return nil
	})
	return read, err
}

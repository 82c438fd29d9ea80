package registry_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// counting is a store that counts the keys that are read, and how often it is asked.
type counting struct {
	storage.Store
	read, asked atomic.Int64
}

func (c *counting) View(ctx context.Context, fn func(storage.Tx) error) error {
	c.asked.Add(1)
	return c.Store.View(ctx, func(tx storage.Tx) error { return fn(countingTx{tx, c}) })
}

type countingTx struct {
	storage.Tx
	of *counting
}

func (t countingTx) Get(key []byte) ([]byte, error) {
	t.of.read.Add(1)
	return t.Tx.Get(key)
}

func (t countingTx) Scan(from, to []byte, order storage.Order) iter.Seq2[storage.Pair, error] {
	return func(yield func(storage.Pair, error) bool) {
		for pair, err := range t.Tx.Scan(from, to, order) {
			t.of.read.Add(1)
			if !yield(pair, err) {
				return
			}
		}
	}
}

// openCounting is a registry with many flows, whose store counts.
func openCounting(t *testing.T) (*registry.Registry, *counting) {
	t.Helper()
	store := &counting{Store: memkv.New()}
	r, err := registry.Open(anyone(), registry.Parts{Store: store, Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	if _, err := r.Import(anyone(), registry.Import{Sources: []sheet.Source{
		source("organizations.csv", sheet.Organizations, parties()),
		source("flows.csv", sheet.Flows, flowHeader+strings.Join(staging(), "")),
	}}); err != nil {
		t.Fatal(err)
	}
	return r, store
}

// TestTheLastPageCostsWhatTheFirstDoes counts the keys that pages of a long list read,
// and those of its total.
func TestTheLastPageCostsWhatTheFirstDoes(t *testing.T) {
	ctx := anyone()
	r, store := openCounting(t)
	view, size := now(t, r), 20
	page := func(after *string) (p *registry.FlowPage, keys int64) {
		before := store.read.Load()
		p, err := view.ListFlows(ctx, nil, 0, registry.Paging{First: &size, After: after})
		if err != nil {
			t.Fatal(err)
		}
		return p, store.read.Load() - before
	}
	page(nil) // the columns are made
	first, least := page(nil)
	last := first
	for last.PageInfo.HasNextPage {
		var keys int64
		if last, keys = page(last.PageInfo.EndCursor); keys > 3*least {
			t.Fatalf("the page behind %s read %d keys, the first one %d", *last.PageInfo.StartCursor, keys, least)
		}
	}
	if got := last.Nodes[len(last.Nodes)-1].ExternalID; got != fmt.Sprintf("flow-%05d", staged-1) {
		t.Errorf("the last flow is %s", got)
	}
	before := store.read.Load()
	if total, err := last.TotalCount(ctx); total != staged || err != nil || store.read.Load() != before {
		t.Errorf("%d in all, %v, by %d keys", total, err, store.read.Load()-before)
	}
	if got, err := view.Flow(ctx, "flow-00000"); err != nil || store.read.Load() == before {
		t.Errorf("the store counts nothing: %v, %v", got, err)
	}
}

// TestASearchReadsManyFlowsAtATime turns the pages of a search that finds only flows at the
// end of a long list, and counts how often flows are asked for.
func TestASearchReadsManyFlowsAtATime(t *testing.T) {
	r, store := openCounting(t)
	view, size := now(t, r), 3
	filter := &registry.FlowFilter{Text: "flow-059"}
	var found []string
	var after *string
	for more := true; more; {
		before := store.asked.Load()
		page, err := view.ListFlows(anyone(), filter, 0, registry.Paging{First: &size, After: after})
		if err != nil {
			t.Fatal(err)
		}
		if asked := store.asked.Load() - before; len(found) > 0 && asked > 40 {
			t.Fatalf("the page behind %s asked %d times for one of %d flows", found[len(found)-1], asked, staged)
		}
		if page.PageInfo.HasPreviousPage != (len(found) > 0) {
			t.Errorf("behind %d flows, that there are some before is %v", len(found), page.PageInfo.HasPreviousPage)
		}
		for _, f := range page.Nodes {
			found = append(found, f.ExternalID)
		}
		more, after = page.PageInfo.HasNextPage, page.PageInfo.EndCursor
	}
	if len(found) != 100 || found[0] != "flow-05900" || found[99] != "flow-05999" {
		t.Errorf("found %d flows: %q", len(found), found)
	}
}

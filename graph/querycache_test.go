package graph_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/safeconduct/safeconduct/graph"
)

// shapes of documents: those of which the parser makes most of each token.
var shapes = map[string]func(i int) string{
	"fields": func(i int) string { return fmt.Sprintf("{f%d %s}", i, strings.Repeat("a ", 1000)) },
	"lists":  func(i int) string { return fmt.Sprintf("{f%d(a:[%s])}", i, strings.Repeat("1 ", 1000)) },
	"objects": func(i int) string {
		return fmt.Sprintf("{f%d(a:%s1%s)}", i, strings.Repeat("{b:", 300), strings.Repeat("}", 300))
	},
	"nested": func(i int) string {
		return fmt.Sprintf("{f%d %s{x}%s}", i, strings.Repeat("{a ", 300), strings.Repeat("}", 300))
	},
	"inline":    func(i int) string { return fmt.Sprintf("{f%d %s}", i, strings.Repeat("...{a} ", 300)) },
	"variables": func(i int) string { return fmt.Sprintf("query q%d(%s){a}", i, strings.Repeat("$a:B ", 400)) },
	"directive": func(i int) string { return fmt.Sprintf("{f%d %s}", i, strings.Repeat("@a ", 600)) },
	"comments":  func(i int) string { return fmt.Sprintf("#%d\n%s{a}", i, strings.Repeat("#\n", 1000)) },
	"text":      func(i int) string { return fmt.Sprintf("{f%d(a:%q)}", i, strings.Repeat("x", 10_000)) },
}

// TestTheDocumentCacheIsBoundedInBytes floods a cache with distinct documents: what it
// keeps is below its limit, by its own count and by that of the memory.
func TestTheDocumentCacheIsBoundedInBytes(t *testing.T) {
	const limit = 8 << 20
	ctx := context.Background()
	for name, shape := range shapes {
		cache := graph.NewQueryCache(limit)
		before := inUse()
		for i := range 400 {
			text := shape(i)
			cache.Add(ctx, text, parsed(t, text))
			if bytes, _ := cache.Kept(); bytes > limit {
				t.Fatalf("%s: %d bytes are kept", name, bytes)
			}
		}
		took := inUse() - before
		bytes, documents := cache.Kept()
		if documents < 4 || bytes < limit/4 && documents < 400 {
			t.Errorf("%s: no more than %d documents of %d bytes are kept", name, documents, bytes)
		}
		t.Logf("%s: %d documents, at most %d bytes, in fact %d", name, documents, bytes, took)
		if took > int64(bytes) {
			t.Errorf("%s: %d documents take %d bytes, and the cache counts %d", name, documents, took, bytes)
		}
		runtime.KeepAlive(cache)
	}
}

// TestTheDocumentCacheKeepsWhatIsAsked drops what has not been asked for longest, and
// keeps nothing that is too large.
func TestTheDocumentCacheKeepsWhatIsAsked(t *testing.T) {
	ctx := context.Background()
	document := func(i int) string { return fmt.Sprintf("{ f%03d }", i) }
	cache := graph.NewQueryCache(100_000)
	first := parsed(t, document(0))
	for i := range 200 {
		cache.Add(ctx, document(i), first)
		if got, is := cache.Get(ctx, document(0)); !is || got != first {
			t.Fatalf("after %d others, what is asked all the time is gone", i)
		}
	}
	if _, is := cache.Get(ctx, document(1)); is {
		t.Error("what nobody has asked since is kept")
	}
	if _, is := cache.Get(ctx, document(199)); !is {
		t.Error("what was asked last is gone")
	}
	large := "{" + strings.Repeat(" a", 100) + "}"
	cache.Add(ctx, large, parsed(t, large))
	if _, is := cache.Get(ctx, large); is {
		t.Error("what is too large is kept")
	}
}

func parsed(t *testing.T, text string) *ast.QueryDocument {
	t.Helper()
	document, err := parser.ParseQuery(&ast.Source{Input: text})
	if fault, is := err.(*gqlerror.Error); is && fault != nil { //nolint:errorlint // the parser returns a typed nil
		t.Fatal(err)
	}
	return document
}

// inUse is how many bytes of the heap are in use after a collection.
func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

package graph

import (
	lists "container/list"
	"context"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"
)

const (
	cachedQueries = 8 << 20 // bytes of parsed GraphQL documents that are kept
	bytesOfToken  = 256     // more than what is parsed from a token takes
)

// queryCache keeps the documents that were asked last, parsed and validated, in bounded
// memory. It is a graphql.Cache.
type queryCache struct {
	limit int // in bytes, as sizeOf tells them

	mu    sync.Mutex
	kept  int
	known map[string]*lists.Element
	used  *lists.List // of *cachedQuery, the one asked last first
}

type cachedQuery struct {
	text     string
	document *ast.QueryDocument
	size     int
}

func newQueryCache(limit int) *queryCache {
	return &queryCache{limit: limit, known: map[string]*lists.Element{}, used: lists.New()}
}

// Get gives the document of a text, if it is kept.
func (c *queryCache) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := c.known[text]
	if at == nil {
		return nil, false
	}
	c.used.MoveToFront(at)
	return at.Value.(*cachedQuery).document, true
}

// Add keeps a document, and drops those that have not been asked for longest. One that
// would take more than an eighth of the room is not kept, and parsed each time.
func (c *queryCache) Add(_ context.Context, text string, document *ast.QueryDocument) {
	size := sizeOf(text)
	if size > c.limit/8 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known[text] != nil {
		return // another request was faster
	}
	c.known[text] = c.used.PushFront(&cachedQuery{text, document, size})
	c.kept += size
	for c.kept > c.limit {
		last := c.used.Remove(c.used.Back()).(*cachedQuery)
		delete(c.known, last.text)
		c.kept -= last.size
	}
}

// sizeOf is how many bytes a parsed document takes at most, its text included.
func sizeOf(text string) int {
	tokens := lexer.New(&ast.Source{Input: text})
	size := len(text) + bytesOfToken
	for {
		token, err := tokens.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			return size
		}
		size += bytesOfToken
	}
}

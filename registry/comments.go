package registry

import (
	"context"
	"time"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Comment is what somebody noted about a flow. Each is a record of its own, so that two
// people may comment at once, and one comment can be removed and erased. Its external id
// is its id. It is no fact: no verdict follows from it.
type Comment struct {
	fact.Header
	Flow   fact.ID   `cbor:"2,keyasint"`
	Author string    `cbor:"3,keyasint"` // the actor
	At     time.Time `cbor:"4,keyasint"`
	Text   string    `cbor:"5,keyasint"`
}

// CommentPage is a page of comments.
type (
	CommentPage = Page[*Comment]
	CommentEdge = Edge[*Comment]
)

// Clear takes the content from a comment, but for its flow.
func (c *Comment) Clear() { *c = Comment{Header: c.Header, Flow: c.Flow} }

// commentFlow finds the comments on a flow.
var commentFlow = &table.Index[Comment]{Code: 1, Keys: func(c *Comment) [][]byte { return ids(c.Flow) }}

// comments are the comments on flows.
var comments = records("comment", 13, []*table.Index[Comment]{commentFlow})

// commentKind has of comments what their history tells.
var commentKind = kind[Comment]{table: comments, schema: sheet.Schema[Comment]{Columns: []sheet.Column[Comment]{
	{Name: "flow", Cell: func(c *Comment, keys sheet.Keys) string { return keys.Flow(c.Flow) }},
	{Name: "author", Cell: func(c *Comment, _ sheet.Keys) string { return c.Author }},
	{Name: "text", Cell: func(c *Comment, _ sheet.Keys) string { return c.Text }},
}}}

// byWriting is the order of comments: that of their ids, which is that of time.
var byWriting = order[*Comment]{"comments", func(c *Comment) string { return c.ID.String() }}

// CommentsOn lists the comments on a flow, oldest first.
func (v *View) CommentsOn(ctx context.Context, f *fact.Flow, paging Paging) (*CommentPage, error) {
	all, err := naming(ctx, v, &v.reads.comments, comments, commentFlow, f.ID)
	if err != nil {
		return nil, err
	}
	return byWriting.paginate(all, paging)
}

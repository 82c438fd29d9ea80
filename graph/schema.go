package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/safeconduct/safeconduct/graph/limit"
)

// SchemaPath is where the schema lies, for those who make code from it.
const SchemaPath = "/schema.graphqls"

const typeSchema = "text/plain; charset=utf-8"

// schemaText serves the schema as it is written. It is asked for again by its tag, which
// is weak: it is the same compressed or not.
func schemaText(schema graphql.ExecutableSchema, untaken *limit.Places) http.Handler {
	text := schema.Schema().Query.Position.Src.Input
	sum := sha256.Sum256([]byte(text))
	tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
	return held(untaken, len(text), http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", typeSchema)
		w.Header().Set("Cache-Control", "private, no-cache")
		w.Header().Set("ETag", tag)
		http.ServeContent(w, q, "", time.Time{}, strings.NewReader(text))
	}))
}

package graph

import (
	"context"
	"math"
	"net/http"
	"runtime"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry/access"
)

// What callers may do together and each.
const (
	mostRunning    = 128 // operations at once; writers share the disk's syncs, so that they may be many
	mostWriting    = 64  // of one caller
	fewestReading  = 8   // questions of one caller at once, on few cores
	mostWaiting    = 1_000
	costPerSecond  = 10_000_000 // that comes back to a caller: some cores, so that only a program that has run wild meets it
	costStore      = 50_000_000 // what a caller may ask at once
	mostDownloads  = 16         // checks, exports, backups, uploads at once
	downloadsQueue = 64
)

// bounds are what all requests are held against.
type bounds struct {
	reading *limit.Gate // of questions, and of documents that are not known yet
	writing *limit.Gate
	budget  *limit.Budget
	known   graphql.Cache[*ast.QueryDocument] // documents that have been looked at
	// trusted are the documents that are answered, nil for all.
	trusted *Trusted
}

func newBounds(known graphql.Cache[*ast.QueryDocument], trusted *Trusted) *bounds {
	return &bounds{
		limit.NewGate(mostRunning, mostReading(), mostWaiting), limit.NewGate(mostRunning, mostWriting, mostWaiting),
		limit.NewBudget(costPerSecond, costStore), known, trusted,
	}
}

// mostReading is how many questions of one caller run at once: enough to keep all cores
// busy, and few enough that others have their turn of them soon.
func mostReading() int { return min(max(fewestReading, 2*runtime.GOMAXPROCS(0)), mostRunning/2) }

// gateOf is where an operation waits for its turn.
func (b *bounds) gateOf(operation *graphql.OperationContext) *limit.Gate {
	if operation.Operation.Operation == ast.Mutation {
		return b.writing
	}
	return b.reading
}

// ExtensionName implements [graphql.HandlerExtension].
func (*bounds) ExtensionName() string { return "bounds" }

// Validate implements [graphql.HandlerExtension].
func (*bounds) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters looks at the variables, and at the document before it is
// validated, which is quadratic in some documents.
func (b *bounds) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if err := limit.Variables(params.Variables); err != nil {
		return presentOne(ctx, err)
	}
	if _, is := b.known.Get(ctx, params.Query); is {
		return nil
	}
	err := limit.Document(params.Query)
	if err == nil {
		err = b.trusted.admits(params.Query)
	}
	if err != nil {
		return presentOne(ctx, err)
	}
	return nil
}

// MutateOperationContext looks at what the operation may cost.
func (b *bounds) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	cost := limit.Cost(operation.Operation, operation.Variables)
	if err := limit.CheckCost(cost); err != nil {
		return presentOne(ctx, err)
	}
	operation.Stats.SetExtension(b.ExtensionName(), cost)
	return nil
}

// charge takes what an operation may cost from the caller's store.
func (b *bounds) charge(caller string, operation *graphql.OperationContext) (asked charged, after time.Duration, err error) {
	asked.cost = operation.Stats.GetExtension(b.ExtensionName()).(int64)
	asked.left, after, err = b.budget.Take(caller, asked.cost, time.Now())
	return asked, after, err
}

// charged is what an operation may cost, and what is left in its caller's store.
type charged struct{ cost, left int64 }

// told is what an answer tells of it where the request has an extension cost that is
// true. Else equal questions have equal answers.
func (c charged) told() map[string]any {
	return map[string]any{"cost": map[string]any{"asked": c.cost, "most": limit.MostCost, "left": c.left}}
}

// tryAgain says when a request that was refused may be sent again.
func tryAgain(w http.ResponseWriter, after time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(max(after, time.Second).Seconds()))))
}

// few lets few of the requests that take long run at once.
func few(gate *limit.Gate, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		leave, err := gate.Enter(q.Context(), access.CallerOf(q.Context()).Actor)
		if err != nil {
			tryAgain(w, time.Second)
			fail(w, q, err)
			return
		}
		defer leave()
		next.ServeHTTP(w, q)
	})
}

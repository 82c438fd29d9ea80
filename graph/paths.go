package graph

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// paths are the server's paths, each behind its row in the table of roles.
type paths struct {
	mux       *http.ServeMux
	registry  *registry.Registry
	door      *signin.Door
	everybody *access.Caller
	strangers *limit.Budget // what each address may try that lets nobody in
}

// handle serves a path to those who may ask for it: the row says who. One without a
// row is a mistake of ours, which ends the process before it serves anything.
func (p *paths) handle(pattern string, h http.Handler) {
	row, known := access.PathOf(pattern)
	if !known {
		panic("no row in the table of paths: " + pattern)
	}
	if row.Part != "" {
		h = p.behind(row.Part, h)
	}
	if p.registry.RecordsAccess() && row.IsRecorded() {
		h = recorded(p.registry, row, h)
	}
	p.mux.Handle(pattern, language.Declared(h))
}

// behind serves callers who may do something, and says in the request's context who
// asks. Nothing of the body is read before that.
func (p *paths) behind(part access.Act, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		who, err := p.who(q, p.door.Who)
		asCaller(w, who)
		ctx := access.With(p.vouched(q), who)
		if err == nil {
			err = access.May(ctx, part)
		}
		if err != nil {
			shut(w, q, err)
			return
		}
		next.ServeHTTP(w, q.WithContext(ctx))
	})
}

// vouching serves callers who say later who they are: what they do then is refused
// until they have.
func (p *paths) vouching(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { next.ServeHTTP(w, q.WithContext(p.vouched(q))) })
}

// again says anew who sent a request, as things are by now; authorization counts
// instead of the header of that name, unless it is "".
type again func(authorization string) (access.Caller, error)

type againKey struct{}

// vouched is the context of a request, in which its sender can be asked anew.
func (p *paths) vouched(q *http.Request) context.Context {
	return context.WithValue(q.Context(), againKey{}, again(func(authorization string) (access.Caller, error) {
		if authorization == "" {
			return p.who(q, p.door.Again)
		}
		shown := q.Clone(q.Context())
		shown.Header.Set("Authorization", authorization)
		return p.who(shown, p.door.Again)
	}))
}

// who says who sends a request. A cookie, which a browser sends by itself, counts for
// what writes and for GraphQL only beside a header that no foreign page can send. says is
// [signin.Door.Who], or Again.
func (p *paths) who(q *http.Request, says func(*http.Request) (access.Caller, bool, error)) (access.Caller, error) {
	if p.everybody != nil {
		return *p.everybody, nil
	}
	who, byCookie, err := says(q)
	opens := (q.Method == http.MethodGet || q.Method == http.MethodHead) && q.URL.Path != graphQLPath
	if fault.CodeOf(err) == fault.Unauthorized && showsSomething(q) {
		err = cmp.Or(p.try(q), err)
	}
	if err == nil && byCookie && !opens && q.Header.Get(ClientHeader) == "" {
		return access.Caller{}, errNoClient
	}
	return who, err
}

const graphQLPath = "/graphql"

// shut refuses a request at the door, in the form in which its path refuses. Whoever is
// not let in is not waited for either, until the rest of a body has arrived.
func shut(w http.ResponseWriter, q *http.Request, err error) {
	if q.ContentLength != 0 {
		w.Header().Set("Connection", "close")
	}
	if code := fault.CodeOf(err); code == fault.Unauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="safeconduct"`)
	} else if code == fault.RateLimited {
		tryAgain(w, time.Second)
	}
	refuseAt(w, q, err)
}

// refuseAt refuses a request in the form in which its path refuses.
func refuseAt(w http.ResponseWriter, q *http.Request, err error) {
	switch q.URL.Path {
	case graphQLPath:
		first := faultsOf(q.Context(), err)[0]
		refuse(w, q, statusOf(err, first.Code), first)
	case providerPath, signin.CallbackPath:
		sendBack(w, q, err, signin.Wanted(q.URL.Query().Get("to")))
	default:
		fail(w, q, err)
	}
}

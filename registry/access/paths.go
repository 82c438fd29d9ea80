package access

// Path is a row of the table for the server's paths.
type Path struct {
	Pattern string // method and path, as http.ServeMux has them
	Part    Act    // "": anybody may ask, also who is not signed in
	Tells   string // what is there
}

// Paths is the table of the server's paths. A path without a row is not served.
var Paths = []Path{
	{"GET /", "", "the page and its files"},
	{"GET /healthz", "", "whether the process lives"},
	{"GET /readyz", "", "whether questions are answered"},
	{"GET /sign-in", "", "how people sign in here"},
	{"POST /sign-in", "", "takes the secret of a one-time link for a session"},
	{"POST /sign-in/link", GrantAccess, "a further one-time link"},
	{"GET /sign-in/oidc", "", "goes to the OpenID provider at which people sign in"},
	{"GET /sign-in/callback", "", "comes back from it"},
	{"POST /sign-out/oidc", "", "takes its word, signed, that somebody was signed out there"},
	{"POST /sign-out", BeAnybody, "ends the session"},
	{"/graphql", BeAnybody, "GraphQL, field by field as below"},
	{"GET /graphql/socket", "", "websockets: their first message says who asks, or nothing is answered"},
	{"GET /schema.graphqls", BeAnybody, "the schema, for those who make code from it"},
	{"GET /documents/{sha256}", Find, "a document; for sales with ?agreement=ID, that of a data processing agreement with a customer; for limited callers that of an agreement of theirs"},
	{"POST /documents", Write, "keeps a document"},
	{"POST /import", Write, "imports files"},
	{"GET /check", ReadFlows, "the flagged flows of a day"},
	{"GET /export", Read, "what is recorded, as files"},
	{"GET /export/{table}", ReadFlows, "a table of the page as CSV or XLSX, narrowed as there: flags, deadlines, flows, and the lists of records; for those who read everything else log and hits"},
	{"GET /log/", Read, "the log, for witnesses and verifiers"},
	{"GET /columns/verification", Read, "holds a sample of the columns to the records"},
	{"GET /backup", BackUp, "the whole registry in one file"},
}

// IsRecorded reports whether the access log tells who asked for the path: for all but
// the page and what a supervisor asks.
func (p Path) IsRecorded() bool {
	return p.Pattern != "GET /" && p.Pattern != "GET /healthz" && p.Pattern != "GET /readyz"
}

// PathOf is the row of a pattern; false where it has none.
func PathOf(pattern string) (Path, bool) {
	for _, p := range Paths {
		if p.Pattern == pattern {
			return p, true
		}
	}
	return Path{}, false
}

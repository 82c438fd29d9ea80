package tests

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	trustedDocument = "query Customers($search: String) { customers(search: $search, first: 2) { totalCount nodes { ...C } } }\nfragment C on Organization { externalId name }\n"
	trustedListen   = "subscription Told { logAppended { commit } }"
)

// trusting serves the sample, and answers the documents of a folder alone.
func trusting(t *testing.T) *server {
	t.Helper()
	folder, data := t.TempDir(), filepath.Join(t.TempDir(), "data")
	bySum, err := json.Marshal(map[string]string{sumOf(trustedListen): trustedListen})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"customers.graphql": trustedDocument, "told.json": string(bySum), "README.md": "what lies here"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	c := serving(data)
	c.Args = append(c.Args, "--trusted-documents", folder)
	return serveBy(t, data, c)
}

// TestOnlyTrustedDocumentsAreAnswered asks a locked-down server by sums and by texts.
func TestOnlyTrustedDocumentsAreAnswered(t *testing.T) {
	s := trusting(t)
	sum, none := sumOf(trustedDocument), strings.Repeat("0", 64)
	apollo := func(sum string) string {
		return `"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + sum + `"}}`
	}
	text := func(query string) string {
		quoted, err := json.Marshal(query)
		if err != nil {
			t.Fatal(err)
		}
		return `"query":` + string(quoted)
	}
	const answered = `"totalCount":`
	for name, c := range map[string]struct{ body, want string }{
		"by documentId":             {`"documentId":"sha256:` + sum + `"`, answered},
		"by a bare sum":             {`"documentId":"` + sum + `"`, answered},
		"in capitals":               {`"documentId":"sha256:` + strings.ToUpper(sum) + `"`, answered},
		"as Apollo's clients":       {apollo(sum), answered},
		"with variables":            {apollo(sum) + `,"variables":{"search":"nordwind"}`, `"totalCount":1`},
		"by its text":               {text(trustedDocument), answered},
		"by its text and sum":       {text(trustedDocument) + "," + apollo(sum), answered},
		"by a text that says it":    {text("# a comment\n" + strings.ReplaceAll(trustedDocument, " }", "\n\t}")), answered},
		"by one of its operations":  {text(trustedDocument) + `,"operationName":"Customers"`, answered},
		"by no sum":                 {`"documentId":""`, "BAD_USER_INPUT"},
		"by an unknown sum":         {`"documentId":"sha256:` + none + `"`, "NOT_FOUND"},
		"by Apollo's unknown sum":   {apollo(none), "NOT_FOUND"},
		"by another's sum":          {text(trustedDocument) + "," + apollo(none), "BAD_USER_INPUT"},
		"another text for a sum":    {text("{ viewer { role } }") + "," + apollo(sum), "BAD_USER_INPUT"},
		"another document":          {text("{ viewer { role } }"), "FORBIDDEN"},
		"the schema":                {text("{ __schema { types { name } } }"), "FORBIDDEN"},
		"an operation more":         {text(trustedDocument + " query More { viewer { role } }"), "FORBIDDEN"},
		"another argument":          {text(strings.Replace(trustedDocument, "first: 2", "first: 3", 1)), "FORBIDDEN"},
		"another alias":             {text(strings.Replace(trustedDocument, "totalCount", "n: totalCount", 1)), "FORBIDDEN"},
		"another name":              {text(strings.Replace(trustedDocument, "Customers(", "Others(", 1)), "FORBIDDEN"},
		"a field more":              {text(strings.Replace(trustedDocument, "name }", "name country }", 1)), "FORBIDDEN"},
		"a directive more":          {text(strings.Replace(trustedDocument, "totalCount", "totalCount @skip(if: true)", 1)), "FORBIDDEN"},
		"a default more":            {text(strings.Replace(trustedDocument, ": String", `: String = "nord"`, 1)), "FORBIDDEN"},
		"a fragment more":           {text(trustedDocument + "fragment D on Organization { country }"), "FORBIDDEN"},
		"what is no GraphQL":        {text("{"), "BAD_USER_INPUT"},
		"a sum that is no text":     {`"documentId":7`, "BAD_USER_INPUT"},
		"an extension that is none": {`"extensions":{"persistedQuery":7}`, "BAD_USER_INPUT"},
	} {
		status, _, body := s.do(t, request{"POST", "/graphql", map[string]string{"Content-Type": "application/json"}, strings.NewReader("{" + c.body + "}")})
		if !strings.Contains(body, c.want) || c.want != answered && !strings.Contains(c.want, "total") && strings.Contains(body, `"data":{`) {
			t.Errorf("%s: %d %s, want %s", name, status, body, c.want)
		}
	}
	for name, query := range map[string]url.Values{
		"by documentId": {"documentId": {"sha256:" + sum}},
		"by Apollo's":   {"extensions": {`{"persistedQuery":{"version":1,"sha256Hash":"` + sum + `"}}`}},
	} {
		if status, _, body := s.do(t, request{"GET", "/graphql?" + query.Encode(), nil, nil}); status != 200 || !strings.Contains(body, answered) {
			t.Errorf("got %s: %d %s", name, status, body)
		}
	}
}

// TestTrustedDocumentsAreHeardOverStreams subscribes to a trusted document by its sum, and
// to another one, over both transports.
func TestTrustedDocumentsAreHeardOverStreams(t *testing.T) {
	s := trusting(t)
	token := tokenOf(t, s.data, "AUDITOR")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn := s.socket(ctx, t, token)
	defer conn.CloseNow()
	for payload, want := range map[string]string{
		`{"query":"subscription { logAppended { at } }"}`:                "FORBIDDEN",
		`{"documentId":"sha256:` + strings.Repeat("0", 64) + `"}`:        "NOT_FOUND",
		`{"documentId":"sha256:` + sumOf(trustedDocument) + `"}`:         `"next"`,
		`{"query":"subscription Told { logAppended { commit at } }"}`:    "FORBIDDEN",
		`{"query":"query Viewer { viewer { role } }","documentId":"no"}`: "BAD_USER_INPUT",
	} {
		id := sumOf(payload)[:8]
		say(ctx, t, conn, `{"id":"`+id+`","type":"subscribe","payload":`+payload+`}`)
		got := hear(ctx, conn)
		for strings.Contains(got, `"complete"`) {
			got = hear(ctx, conn)
		}
		if !strings.Contains(got, want) || !strings.Contains(got, id) {
			t.Errorf("%s is answered %s", payload, got)
		}
	}
	stream, body := s.events(t, token, trustedListen)
	defer body.Close()
	if line, err := stream.ReadString('\n'); line != ":\n" {
		t.Errorf("the stream begins %q, %v", line, err)
	}
	refused, body := s.events(t, token, "subscription { logAppended { at } }")
	defer body.Close()
	if all, _ := readAll(refused); !strings.Contains(all, "FORBIDDEN") {
		t.Errorf("another document is answered %q", all)
	}
}

// documentsIn are the operations of files, each with the fragments that it spreads, as the
// page sends them.
func documentsIn(t *testing.T, files []string) (all []string) {
	t.Helper()
	fragments, operations := map[string]string{}, []string{}
	begins := regexp.MustCompile(`(?m)^(?:(query|mutation|subscription) |fragment (\w+) )`)
	space := regexp.MustCompile(`(?:#.*)?\s+`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		at := begins.FindAllStringSubmatchIndex(string(text), -1)
		for i, found := range at {
			end := len(text)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			one := space.ReplaceAllString(string(text[found[0]:end]), " ")
			if found[4] >= 0 {
				fragments[string(text[found[4]:found[5]])] = one
			} else {
				operations = append(operations, one)
			}
		}
	}
	spread := regexp.MustCompile(`\.\.\.(\w+)`)
	for _, operation := range operations {
		document, known := operation, map[string]bool{}
		for rest := operation; ; {
			found := spread.FindStringSubmatchIndex(rest)
			if found == nil {
				break
			}
			name := rest[found[2]:found[3]]
			if rest = rest[found[1]:]; !known[name] {
				known[name] = true
				document, rest = document+fragments[name], rest+fragments[name]
			}
		}
		all = append(all, document)
	}
	return all
}

// TestOurOwnProgramsAreTrusted asks a locked-down server what the page asks, and has
// commands ask it.
func TestOurOwnProgramsAreTrusted(t *testing.T) {
	s := trusting(t).showToken(t)
	files, err := filepath.Glob("../web/src/*/*.graphql")
	if err != nil || len(files) < 10 {
		t.Fatalf("the page has %v, %v", files, err)
	}
	for _, asked := range documentsIn(t, files) {
		if errs := s.graphQL(t, asked, "Nothing", nil, nil); len(errs) != 1 || errs[0].Extensions.Code != "BAD_USER_INPUT" {
			t.Errorf("%s is answered %v", asked, errs)
		}
	}
	created := strings.TrimSpace(mustRun(t, "token", "create", "--server", s.url, "--role", "SALES", "--name", "new").stdout)
	mustRun(t, "token", "list", "--server", s.url)
	mustRun(t, "token", "revoke", strings.Split(created, "_")[1], "--server", s.url, "--reason", "a test")
	if r := run(t, "check", "--server", s.url, "--from", "2020-01-01", "--through", "2020-12-01"); r.code > 1 {
		t.Errorf("a check of many days: %+v", r)
	}
	if r := run(t, "erase", "--server", s.url, "--reason", "a test", "--yes", "flows", "f-fraud"); !strings.Contains(r.stderr, "the latest version stays") {
		t.Errorf("an erasure of what cannot be erased: %+v", r)
	}
	mustRun(t, "access", "--server", s.url)
}

// TestFaultsOfTrustedDocuments are told by file before anything is served.
func TestFaultsOfTrustedDocuments(t *testing.T) {
	for name, c := range map[string]struct{ file, text, says string }{
		"nothing":           {"README.md", "x", "has no document: expected files *.graphql"},
		"no such field":     {"a.graphql", "{ nope }", `has a file a.graphql that this server cannot answer`},
		"no GraphQL":        {"a.graphql", "{", `has a file a.graphql that this server cannot answer`},
		"too much":          {"a.graphql", "{ " + strings.Repeat("viewer { role } ", 50) + "}", "root fields"},
		"no JSON":           {"a.json", "{ viewer }", "is no JSON object of documents by their SHA-256"},
		"another sum":       {"a.json", `{"x":"{ viewer { role } }"}`, "which is not its SHA-256"},
		"one of two faults": {"a.json", `{"` + sumOf("{ nope }") + `":"{ nope }"}`, "has a file a.json that this server cannot answer"},
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, c.file), []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if r := run(t, "config", "check", "--trusted-documents", folder); r.code != 1 || !strings.Contains(r.stdout, c.says) || !strings.Contains(r.stdout, "--trusted-documents") {
			t.Errorf("%s: %+v", name, r)
		}
		data := filepath.Join(t.TempDir(), "data")
		if r := run(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--trusted-documents", folder); r.code != 2 || !strings.Contains(r.stderr, c.says) {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if r := run(t, "config", "check", "--trusted-documents", filepath.Join(t.TempDir(), "none")); r.code != 1 || !strings.Contains(r.stdout, "cannot be read: no such file") {
		t.Errorf("a folder that is not there: %+v", r)
	}
}

package tests

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/tests/attack"
)

// roles are the columns of the table of roles: LIMITED is an AUDITOR who is limited to
// some exporters.
var roles = []string{"SALES", "COMPLIANCE", "AUDITOR", "ADMIN", "LIMITED"}

// rolesTable reads docs/roles.md: which roles may ask for a path or a field, by its
// name without arguments; what is free, all may and who is nobody.
func rolesTable(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../docs/roles.md")
	if err != nil {
		t.Fatal(err)
	}
	table := map[string][]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|(.*)\\|$").FindAllSubmatch(text, -1) {
		name, _, _ := strings.Cut(string(row[1]), "(")
		cells := strings.Split(string(row[2]), "|")
		may := []string{}
		for i, cell := range cells[len(cells)-len(roles):] {
			switch strings.TrimSpace(cell) {
			case "yes":
				may = append(may, roles[i])
			case "free":
				may = append(may, roles[i], "none", "bad", "expired", "revoked")
			}
		}
		table[name] = may
	}
	if len(table) < 380 {
		t.Fatalf("the table has %d rows", len(table))
	}
	return table
}

// callers are tokens of all kinds of callers, by what they are.
func callers(t *testing.T, data string) map[string]string {
	t.Helper()
	all := map[string]string{"none": "", "bad": "sc_aaaaaaaaaaaa_" + strings.Repeat("A", 43)}
	for _, role := range roles[:4] {
		all[role] = tokenOf(t, data, role)
	}
	all["LIMITED"] = tokenOf(t, data, "AUDITOR", "relay-ie")
	all["revoked"] = tokenOf(t, data, "ADMIN")
	mustRun(t, "token", "revoke", "--data", data, "--reason", "a test", strings.Split(all["revoked"], "_")[1])
	until := time.Now().Add(2 * time.Second).UTC().Format(time.RFC3339)
	all["expired"] = strings.TrimSpace(mustRun(t, "token", "create", "--data", data, "--role", "ADMIN", "--name", "short", "--expires", until).stdout)
	return all
}

// as sends a request with a token, or as nobody.
func (s *server) as(t *testing.T, token string, q request) (status int, body string) {
	t.Helper()
	header := map[string]string{"Authorization": "Bearer " + token}
	for name, value := range q.header {
		header[name] = value
	}
	if token == "" {
		delete(header, "Authorization")
	}
	nobody := &server{url: s.url, from: s.from}
	status, _, body = nobody.do(t, request{q.method, q.path, header, q.body})
	return status, body
}

// answered is an answer to a question: its codes, and whether it has data.
type answered struct {
	Data   map[string]json.RawMessage
	Errors []graphQLError
}

func (a answered) has(code string) bool {
	return slices.ContainsFunc(a.Errors, func(e graphQLError) bool { return e.Extensions.Code == code })
}

func (s *server) askAs(t *testing.T, token, document string) (status int, a answered) {
	t.Helper()
	status, body := s.as(t, token, request{"POST", "/graphql", map[string]string{"Content-Type": "application/json"}, question(document)})
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		t.Fatalf("%s: %s", document, body)
	}
	return status, a
}

// listenAs subscribes: what is told at once is a refusal; where nothing is, it goes away.
func (s *server) listenAs(t *testing.T, token, document string) (status int, a answered) {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", question(document))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Accept", "text/event-stream")
	if token != "" {
		q.Header.Set("Authorization", "Bearer "+token)
	}
	response := (&server{url: s.url, from: s.from}).send(t, q)
	defer response.Body.Close()
	stream := bufio.NewReader(response.Body)
	first, err := stream.ReadString('\n')
	if err != nil || first == ":\n" {
		return response.StatusCode, a
	}
	rest, err := readAll(stream)
	if err != nil {
		t.Fatal(err)
	}
	told := first + rest
	if _, data, is := strings.Cut(told, "data: "); is {
		told, _, _ = strings.Cut(data, "\n")
	}
	if err := json.Unmarshal([]byte(told), &a); err != nil {
		t.Fatalf("%s: %s", document, told)
	}
	return response.StatusCode, a
}

// waitExpired waits until a token lets nobody in.
func (s *server) waitExpired(t *testing.T, token string) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; {
		if status, _ := s.askAs(t, token, "{ __typename }"); status == http.StatusUnauthorized {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("a token does not expire")
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// TestEveryFieldForEveryCaller asks for each field of the schema, with all its
// arguments, as each kind of caller: what is answered equals the table, of which no field
// is left out.
func TestEveryFieldForEveryCaller(t *testing.T) {
	table := rolesTable(t)
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	tokens := callers(t, s.data)
	types := s.schema(t)
	s.waitExpired(t, tokens["expired"])
	asked := map[string]bool{}
	for name, way := range waysTo(types) {
		for _, field := range types[name].Fields {
			if strings.HasPrefix(name, "__") {
				continue
			}
			asked[name+"."+field.Name] = true
			s.from = from(t, len(asked)) // each address may try so much
			whole := append(slices.Clone(way), fieldOf{name, field})
			document, ask := asking(types, whole), s.askAs
			if whole[0].of == "Subscription" {
				ask = s.listenAs
			}
			for who, token := range tokens {
				may := !slices.ContainsFunc(whole, func(s fieldOf) bool { return !slices.Contains(table[s.of+"."+s.field.Name], who) })
				status, a := ask(t, token, document)
				switch {
				case !slices.Contains(roles, who):
					if status != http.StatusUnauthorized || !a.has("UNAUTHENTICATED") {
						t.Errorf("%s asks %s: %d %v", who, document, status, a.Errors)
					}
				case may && (status != 200 || a.has("FORBIDDEN") || a.has("UNAUTHENTICATED") || a.has("INTERNAL")):
					t.Errorf("%s may ask %s: %d %v", who, document, status, a.Errors)
				case !may && (!a.has("FORBIDDEN") || a.Data != nil):
					t.Errorf("%s may not ask %s: %d %v %s", who, document, status, a.Errors, a.Data)
				}
			}
		}
	}
	for name := range table {
		if isField := strings.Contains(name, ".") && !strings.ContainsAny(name, " /"); isField && !asked[name] {
			t.Errorf("nobody asked for %s", name)
		}
	}
	if len(asked) < 380 {
		t.Errorf("%d fields were asked for: the test looks nowhere", len(asked))
	}
}

// TestEveryPathForEveryCaller asks for each path as each kind of caller.
func TestEveryPathForEveryCaller(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	tokens := callers(t, s.data)
	s.waitExpired(t, tokens["expired"])
	at := strings.NewReplacer("{$}", "", "{sha256}", strings.Repeat("0", 64), "/log/", "/log/checkpoint")
	paths := 0
	for pattern, may := range rolesTable(t) {
		method, path, hasMethod := strings.Cut(pattern, " ")
		if !strings.Contains(pattern, "/") {
			continue
		}
		if !hasMethod {
			method, path = "POST", pattern
		}
		paths++
		s.from = from(t, paths)
		for who, token := range tokens {
			header := map[string]string{"Safeconduct-Client": "test", "Content-Type": "application/json"}
			status, body := s.as(t, token, request{method, at.Replace(path), header, strings.NewReader("{}")})
			switch allowed := slices.Contains(may, who); {
			case !slices.Contains(roles, who) && !allowed && (status != 401 || !strings.Contains(body, "UNAUTHENTICATED")),
				slices.Contains(roles, who) && !allowed && (status != 403 || !strings.Contains(body, "FORBIDDEN")),
				allowed && (status == 403 || status == 401 && path != "/sign-in"):
				t.Errorf("%s asks %s: %d %s", who, pattern, status, body)
			}
		}
	}
	if paths < 12 {
		t.Errorf("%d paths were asked for", paths)
	}
}

// TestNobodyIsLetIn shows what is no token and no session: all tokens are refused alike, to
// the byte, and so are all cookies.
func TestNobodyIsLetIn(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	tokens := callers(t, s.data)
	s.waitExpired(t, tokens["expired"])
	good := tokens["ADMIN"]
	forged := append(attack.Forged(good, s.cookie.Name, s.cookie.Value), attack.Unknown)
	for _, ended := range []string{"revoked", "expired"} {
		forged = append(forged, attack.Shown{Name: ended, Header: "Authorization", Value: "Bearer " + tokens[ended]})
	}
	counts, answers := map[string]int{}, map[string]map[string][]string{"Authorization": {}, "Cookie": {}}
	for n, shown := range forged {
		if n%20 == 0 {
			s.from = from(t, 1+n) // each address may try so much
		}
		status, told, body := (&server{url: s.url, from: s.from}).raw(t, shown.Header, shown.Value)
		if status != 401 || !strings.Contains(body, "UNAUTHENTICATED") {
			t.Errorf("%s lets in: %d %s", shown.Name, status, body)
		}
		counts[shown.Header]++
		answers[shown.Header][told] = append(answers[shown.Header][told], shown.Name)
	}
	if counts["Authorization"] < 25 || counts["Cookie"] < 9 {
		t.Errorf("only these were shown: %v", counts)
	}
	for header, told := range answers {
		if len(told) != 1 {
			t.Errorf("what is shown as %s is told apart: %v", header, told)
		}
	}
	if status, _, body := (&server{url: s.url}).raw(t, "Authorization", "Bearer "+good); status != 200 {
		t.Errorf("a good token does not let in: %d %s", status, body)
	}
}

// raw asks who one is with one header. The whole answer is told without when it was given.
func (s *server) raw(t *testing.T, name, value string) (status int, whole, body string) {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", question("{ viewer { role } }"))
	if err != nil {
		t.Fatal(err)
	}
	for header, said := range map[string]string{"Content-Type": "application/json", "Safeconduct-Client": "t", name: value} {
		q.Header.Set(header, said)
	}
	response := s.send(t, q)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	response.Header.Del("Date")
	return response.StatusCode, fmt.Sprint(response.Status, response.Header, string(text)), string(text)
}

// TestNothingIsReadBeforeTheDoor sends a body that never ends as nobody: the answer
// does not wait for it.
func TestNothingIsReadBeforeTheDoor(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	for _, path := range []string{"/graphql", "/import", "/documents"} {
		reader, writer := io.Pipe()
		q, err := http.NewRequest(http.MethodPost, s.url+path, reader)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", "application/json")
		q.Header.Set("Safeconduct-Client", "test")
		go func() { _, _ = writer.Write([]byte("{")) }() // and nothing more
		response := (&server{url: s.url}).send(t, q)
		_ = writer.Close()
		body, _ := io.ReadAll(io.LimitReader(response.Body, 1000))
		response.Body.Close()
		if response.StatusCode != http.StatusUnauthorized || !bytes.Contains(body, []byte("UNAUTHENTICATED")) || response.Header.Get("WWW-Authenticate") == "" {
			t.Errorf("%s: %s %s", path, response.Status, body)
		}
	}
}

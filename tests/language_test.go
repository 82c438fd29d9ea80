package tests

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry/sheet"
)

// inLanguage asks an operation in a language, and gives the answer as it was sent.
func (s *server) inLanguage(t *testing.T, wish, document string) (*http.Response, string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document})
	if err != nil {
		t.Fatal(err)
	}
	return s.fetchIn(t, wish, http.MethodPost, "/graphql", body)
}

// fetchIn sends a request in a language.
func (s *server) fetchIn(t *testing.T, wish, method, path string, body []byte) (*http.Response, string) {
	t.Helper()
	q, err := http.NewRequest(method, s.url+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Safeconduct-Client", "test")
	if wish != "" {
		q.Header.Set("Accept-Language", wish)
	}
	response := s.send(t, q)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

// saidOfFlows is everything that is said to people about all flows and what lies before
// them, under a judgment that makes much of it fail.
const saidOfFlows = `{
	deadlines(from: "2000-01-01", through: "2031-12-31", first: 300) { nodes { message } }
	instruments { name citation note end { by } recognised { citation note } }
	remedies(asOf: "2020-07-16") { pieces { message } risks { message citation } }
	flows(first: 300) { nodes { externalId
		verdict(asOf: "2020-07-16") { explanation reasons { message citation } bases { risks { message citation } } }
		timeline { reasons { message citation } bases { risks { message citation } instrument { name citation } } }
	} }
}`

// TestTheServerSpeaksGerman walks everything that is said of the sample in German, and
// finds no English in it.
func TestTheServerSpeaksGerman(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	response, german := s.inLanguage(t, "de-AT,de;q=0.9,en;q=0.5", saidOfFlows)
	if got := response.Header.Get("Content-Language"); got != "de" {
		t.Errorf("the answer says that it is in %q", got)
	}
	if got := response.Header.Values("Vary"); !strings.Contains(strings.Join(got, ","), "Accept-Language") {
		t.Errorf("the answer does not vary by what language is asked for: %q", got)
	}
	english := regexp.MustCompile(`\b(the|is|of|are|were|only|this|which|under|signed|since|OJ|GDPR|CJEU)\b`)
	var answer map[string]any
	if err := json.Unmarshal([]byte(german), &answer); err != nil || answer["errors"] != nil {
		t.Fatalf("%v: %.300s", err, german)
	}
	texts := 0
	var walk func(at string, of any)
	walk = func(at string, of any) {
		switch of := of.(type) {
		case map[string]any:
			for name, value := range of {
				walk(name, value)
			}
		case []any:
			for _, value := range of {
				walk(at, value)
			}
		case string:
			texts++
			if words := english.FindAllString(titles.ReplaceAllString(of, ""), -1); words != nil {
				t.Errorf("%s: %q is English: %q", at, of, words)
			}
		}
	}
	walk("", answer["data"])
	if texts < 500 {
		t.Errorf("only %d texts were looked at", texts)
	}
	for _, want := range []string{"am 16. Juli 2020 für ungültig erklärt", "DSGVO", "Standardvertragsklauseln", "Übermittlungsfolgenabschätzung (TIA)"} {
		if !strings.Contains(german, want) {
			t.Errorf("%q is not said", want)
		}
	}
}

// titles are names that are not translated: of statutes, and of parties to a case.
var titles = regexp.MustCompile(`Data Protection \(Adequacy\) \((?:Republic of Korea|United States of America)\) Regulations|European Union \(Withdrawal\) Act|Isle of Man`)

// TestNobodyElseIsAnsweredOtherwise holds answers to those without a wish to what is
// answered in English: the same bytes.
func TestNobodyElseIsAnsweredOtherwise(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	_, plain := s.inLanguage(t, "", saidOfFlows)
	for _, wish := range []string{"en", "en-GB,de;q=0.3", "fr", "*", "%%%"} {
		response, answer := s.inLanguage(t, wish, saidOfFlows)
		if answer != plain || response.Header.Get("Content-Language") != "en" {
			t.Errorf("who asks for %q is answered in %q, and not with the bytes of those who ask for nothing", wish, response.Header.Get("Content-Language"))
		}
	}
}

func TestRefusalsAreSaidInTheLanguageThatIsAskedFor(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	for document, want := range map[string]string{
		`{ flow(externalId: "nowhere") { name } }`:                                                                 `{"message":"nicht erfasst: Datenfluss \"nowhere\"","path":["flow"],"extensions":{"code":"NOT_FOUND"}}`,
		`{ flows(first: 2000) { totalCount } }`:                                                                    `{"message":"first ist 2000: erwartet wird 1 bis 1000","path":["flows"],"extensions":{"code":"BAD_USER_INPUT","field":"first"}}`,
		`{ organizations(country: "UK") { totalCount } }`:                                                          `{"message":"country ist kein Ländercode, gemeint GB?","path":["organizations"],"extensions":{"code":"BAD_USER_INPUT","field":"country","value":"UK"}}`,
		`mutation { endFlow(externalId: "f-fraud", endedOn: "1999-01-01") { record { id } } }`:                     `"message":"endedOn liegt nicht nach dem ersten Tag des Datenflusses (`,
		`mutation { endFlow(externalId: "f-fraud", endedOn: "2030-01-01", expectedVersion: 9) { record { id } } }`: `"message":"Datenfluss \"f-fraud\" hat inzwischen die Version 1, nicht 9: vor einer Änderung erneut ansehen"`,
	} {
		if _, answer := s.inLanguage(t, "de", document); !strings.Contains(answer, want) {
			t.Errorf("%s\nis answered %s\nwant %s", document, answer, want)
		}
	}
	_, answer := s.fetchIn(t, "de", http.MethodGet, "/check?asOf=soon", nil)
	if want := `"message":"ist kein Datum: erwartet wird JJJJ-MM-TT"`; !strings.Contains(answer, want) {
		t.Errorf("/check is answered %s, want %s", answer, want)
	}
	_, answer = s.fetchIn(t, "de", http.MethodGet, "/check?asOf=2020-07-16", nil)
	if want := "EU-US-Datenschutzschild (Privacy Shield): am 16. Juli 2020 für ungültig erklärt"; !strings.Contains(answer, want) {
		t.Errorf("/check is answered %.500s, want %s", answer, want)
	}
	s.cookie = nil
	_, answer = s.inLanguage(t, "de", `{ viewer { actor } }`)
	if want := `"message":"niemand ist angemeldet: `; !strings.Contains(answer, want) {
		t.Errorf("who is not signed in is told %s, want %s", answer, want)
	}
}

// TestWhatIsSupposedIsNamedInTheLanguageOfTheReader asks for what nobody named.
func TestWhatIsSupposedIsNamedInTheLanguageOfTheReader(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	const ask = `{ scenario(changes: [{enact: {id: "new", kind: ADEQUACY, regime: EU, destination: "us", from: "2020-07-16"}}]) {
		registry { instruments(asOf: "2020-07-17") { id name } flows(asOf: "2020-07-17", first: 300) { nodes { verdict(asOf: "2020-07-17") { bases { instrument { name } } } } } } } }`
	for wish, want := range map[string]string{
		"":   `"Supposed adequacy of United States under EU"`,
		"de": `"Angenommene Angemessenheit: Vereinigte Staaten (nach dem Recht der EU)"`,
	} {
		_, answer := s.inLanguage(t, wish, ask)
		if n := strings.Count(answer, want); n < 2 {
			t.Errorf("in %q, %s is said %d times: %.500s", wish, want, n, answer)
		}
	}
}

// TestThePageSpeaksWhatTheServerSpeaks holds the folders of the page's catalogues to the
// server's files.
func TestThePageSpeaksWhatTheServerSpeaks(t *testing.T) {
	tags := func(pattern, cut string) (all []string) {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			all = append(all, strings.TrimSuffix(filepath.Base(strings.TrimSuffix(path, cut)), ".yaml"))
		}
		return slices.Sorted(slices.Values(all))
	}
	page, server := tags("../web/src/language/*/index.ts", "/index.ts"), tags("../graph/language/*.yaml", "")
	if server = slices.Sorted(slices.Values(append(server, "en"))); !slices.Equal(page, server) {
		t.Errorf("the page speaks %q, the server %q", page, server)
	}
}

// TestThePageHasWordsForWhatTheLogSays holds the page's words to what writes and fields
// are called in the program, which are names and no sentences of the server.
func TestThePageHasWordsForWhatTheLogSays(t *testing.T) {
	read := func(path string) string {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	fields := read("../web/src/parts/recorded.ts")
	for _, kind := range sheet.Kinds {
		for _, column := range kind.Columns() {
			field := regexp.MustCompile(`_.`).ReplaceAllStringFunc(column, func(s string) string { return strings.ToUpper(s[1:]) })
			if column == "id" {
				field = "externalId"
			}
			if !strings.Contains(fields, "\n  "+field+": words.") {
				t.Errorf("web/src/parts/recorded.ts has no word for the field %s of %s", field, kind)
			}
		}
	}
	verbs := read("../web/src/log/verbs.ts")
	files, err := filepath.Glob("../registry/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, named := range verb.FindAllStringSubmatch(read(file), -1) {
			found++
			if !strings.Contains(verbs, "\n  \""+named[1]+"\",") {
				t.Errorf("web/src/log/verbs.ts does not have %q, which %s writes into the log", named[1], file)
			}
		}
	}
	if found < 25 {
		t.Errorf("only %d verbs are found in the program's text", found)
	}
}

// verb is where the program's text says what a write is called.
var verb = regexp.MustCompile(`(?:Verb: |r\.(?:write|triage|onFlags|putAccessDays)\(ctx, (?:c, )?|Columns, )"([a-z-]+)"`)

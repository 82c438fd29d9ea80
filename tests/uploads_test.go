package tests

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// upload sends a document.
func (s *server) upload(t *testing.T, query, content string) (status int, sum, body string) {
	t.Helper()
	status, _, body = s.do(t, request{"POST", "/documents" + query, map[string]string{"Safeconduct-Client": "test"}, strings.NewReader(content)})
	var answer struct{ SHA256 string }
	_ = json.Unmarshal([]byte(body), &answer)
	return status, answer.SHA256, body
}

func TestUploads(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	s := serveBy(t, data, exec.Command(binary, "serve", "--data", data, "--listen", "127.0.0.1:0", "--document-limit", "1000"))
	form := func(field, name, content string) (contentType, body string) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		part, err := w.CreateFormFile(field, name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(part, content)
		w.Close()
		return w.FormDataContentType(), b.String()
	}
	formType, aForm := form("file", "form.txt", "of a form")
	otherType, otherForm := form("other", "form.txt", "of a form")
	escapeType, escapeForm := form("file", "../form.txt", "of a form")
	long := strings.Repeat("x", 1001)
	longType, longForm := form("file", "long.txt", long)
	raw := func(more ...string) map[string]string {
		header := map[string]string{"Safeconduct-Client": "test"}
		for i := 0; i < len(more); i += 2 {
			header[more[i]] = more[i+1]
		}
		return header
	}
	for _, c := range []struct {
		name   string
		q      request
		status int
		want   string
	}{
		{"a new one", request{"POST", "/documents?name=a.txt", raw(), strings.NewReader("hello")}, 201, `{"sha256":"` + sumOf("hello") + `","size":5,"type":"text/plain; charset=utf-8"}`},
		{"again", request{"POST", "/documents?name=b.txt", raw("Content-Type", "text/html"), strings.NewReader("hello")}, 200, sumOf("hello")},
		{"named by a header", request{"POST", "/documents", raw("Content-Disposition", `attachment; filename="c.txt"`), strings.NewReader("c")}, 201, sumOf("c")},
		{"of a form", request{"POST", "/documents", raw("Content-Type", formType), strings.NewReader(aForm)}, 201, sumOf("of a form")},
		{"an empty one", request{"POST", "/documents", raw(), strings.NewReader("")}, 201, sumOf("")},
		{"from a page", request{"POST", "/documents", map[string]string{"Content-Type": formType}, strings.NewReader(aForm)}, 403, "FORBIDDEN"},
		{"another part", request{"POST", "/documents", raw("Content-Type", otherType), strings.NewReader(otherForm)}, 400, "BAD_USER_INPUT"},
		{"no part", request{"POST", "/documents", raw("Content-Type", "multipart/form-data; boundary=x"), strings.NewReader("--x--\r\n")}, 400, "BAD_USER_INPUT"},
		{"no boundary", request{"POST", "/documents", raw("Content-Type", "multipart/form-data"), strings.NewReader("x")}, 400, "BAD_USER_INPUT"},
		{"half a form", request{"POST", "/documents", raw("Content-Type", formType), strings.NewReader(aForm[:len(aForm)-40])}, 400, "BAD_USER_INPUT"},
		{"a name that climbs", request{"POST", "/documents?name=..%2Fa.txt", raw(), strings.NewReader("x")}, 400, "without folders"},
		{"a name that climbs elsewhere", request{"POST", "/documents?name=..%5Ca.txt", raw(), strings.NewReader("x")}, 400, "without folders"},
		{"a name that climbs in a header", request{"POST", "/documents", raw("Content-Disposition", `attachment; filename="/etc/passwd"`), strings.NewReader("x")}, 400, "without folders"},
		{"a name that climbs in a form", request{"POST", "/documents", raw("Content-Type", escapeType), strings.NewReader(escapeForm)}, 400, "without folders"},
		{"a name of two lines", request{"POST", "/documents?name=a%0D%0Ab", raw(), strings.NewReader("x")}, 400, "one line"},
		{"too long", request{"POST", "/documents", raw(), strings.NewReader(long)}, 413, "1000 bytes"},
		{"too long in pieces", request{"POST", "/documents", raw(), chunked{strings.NewReader(long)}}, 413, "1000 bytes"},
		{"too long in a form", request{"POST", "/documents", raw("Content-Type", longType), strings.NewReader(longForm)}, 413, "1000 bytes"},
		{"without end", request{"POST", "/documents", raw(), strings.NewReader(strings.Repeat("x", 1<<20))}, 413, "1000 bytes"},
		{"as long as may be", request{"POST", "/documents", raw(), strings.NewReader(long[1:])}, 201, sumOf(long[1:])},
		{"unknown", request{"GET", "/documents/" + sumOf("unknown"), nil, nil}, 404, "NOT_FOUND"},
		{"no sum", request{"GET", "/documents/..%2f..%2fsafeconduct.db", nil, nil}, 404, "NOT_FOUND"},
	} {
		if status, _, body := s.do(t, c.q); status != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s, want %d with %s", c.name, status, body, c.status, c.want)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(data, "documents", "new-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if response, _ := s.get(t, "GET", "/documents/"+sumOf("hello"), nil); response.Header.Get("Content-Disposition") != "attachment; filename=a.txt" {
		t.Errorf("the first name is not kept: %v", response.Header)
	}
	dir, files := withDocument(t, "long.pdf", long)
	s.showToken(t)
	if r := run(t, append([]string{"import", "--server", s.url}, files...)...); r.code != 2 || !strings.Contains(r.stderr, "agreements.csv:2: document: ") || !strings.Contains(r.stderr, "1000 bytes") {
		t.Errorf("an import from %s: %d %s", dir, r.code, r.stderr)
	}
}

// TestAnUploadedDocumentIsGivenToAnAgreement records and amends with the sum.
func TestAnUploadedDocumentIsGivenToAnAgreement(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data")).showToken(t)
	_, files := withDocument(t, "unused.pdf", "unused")
	mustRun(t, "import", "--server", s.url, files[0])
	_, sum, _ := s.upload(t, "?name=signed.txt", "signed")
	const record = `mutation($sum: String!) { recordAgreement(input: {externalId: "a", kind: DPA, exporter: "ours", importer: "theirs", document: $sum}) {
		record { ... on Agreement { document { name } documentSha256 } } } }`
	var done struct {
		RecordAgreement struct {
			Record struct {
				Document       struct{ Name string }
				DocumentSha256 string
			}
		}
	}
	for _, bad := range []string{sumOf("unknown"), "../signed.txt", "SIGNED"} {
		errs := s.graphQL(t, record, "", map[string]any{"sum": bad}, nil)
		if len(errs) != 1 || errs[0].Extensions.Code != "BAD_USER_INPUT" || errs[0].Extensions.Field != "document" {
			t.Errorf("%s: %v", bad, errs)
		}
	}
	errs := s.graphQL(t, record, "", map[string]any{"sum": sum}, &done)
	if got := done.RecordAgreement.Record; len(errs) > 0 || got.Document.Name != "signed.txt" || got.DocumentSha256 != sum {
		t.Errorf("%v: %v", errs, done)
	}
	const clear = `mutation { amendAgreement(externalId: "a", input: {document: null}) { record { ... on Agreement { document { name } } } } }`
	var cleared struct {
		AmendAgreement struct {
			Record struct{ Document *struct{ Name string } }
		}
	}
	if errs := s.graphQL(t, clear, "", nil, &cleared); len(errs) > 0 || cleared.AmendAgreement.Record.Document != nil {
		t.Errorf("%v: %v", errs, cleared)
	}
}

package tests

import (
	"compress/gzip"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// as sends a request that shows a token, and nothing is done behind the test's back with
// what is answered.
func as(t *testing.T, client *http.Client, method, url, token string, body io.Reader, header map[string]string) *http.Response {
	t.Helper()
	q, err := http.NewRequest(method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+token)
	for name, value := range header {
		q.Header.Set(name, value)
	}
	response, err := client.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	return response
}

// TestLongAnswersAreCompressed asks with and without accepting it.
func TestLongAnswersAreCompressed(t *testing.T) {
	s := harbourServed(t)
	token := tokenOf(t, s.data, "AUDITOR")
	plain := &http.Client{Timeout: patience, Transport: &http.Transport{DisableCompression: true}}
	ask := func(document, accepted string) (coding string, body []byte) {
		response := as(t, plain, "POST", s.url+"/graphql", token, question(document), map[string]string{"Content-Type": "application/json", "Accept-Encoding": accepted})
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.Header.Get("Content-Encoding"), body
	}
	const long, short = `{ flows { nodes { externalId name purpose product verdict { explanation } } } }`, `{ viewer { role } }`
	_, want := ask(long, "identity")
	coding, zipped := ask(long, "gzip")
	if coding != "gzip" || len(zipped) > len(want)/2 {
		t.Fatalf("%d bytes are %d by %q", len(want), len(zipped), coding)
	}
	unzipped, err := gzip.NewReader(strings.NewReader(string(zipped)))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(unzipped); err != nil || string(got) != string(want) {
		t.Errorf("compressed it is another answer: %v", err)
	}
	if coding, _ := ask(long, "identity"); coding != "" {
		t.Errorf("who takes no compression is answered by %q", coding)
	}
	all := as(t, plain, "POST", s.url+"/graphql", token, question(long), map[string]string{
		"Content-Type": "application/json", "Accept-Encoding": "gzip",
		"Accept": "application/graphql-response+json, application/json, text/event-stream, multipart/mixed", // as urql says
	})
	if kind := all.Header.Get("Content-Type"); kind != "application/graphql-response+json" || all.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("who takes all is answered by %s, %q", kind, all.Header.Get("Content-Encoding"))
	}
	if coding, _ := ask(short, "gzip"); coding != "" {
		t.Errorf("a short answer is compressed by %q", coding)
	}
}

// TestTheSchemaIsServedByItsTag gets the schema, and gets it no second time.
func TestTheSchemaIsServedByItsTag(t *testing.T) {
	s := harbourServed(t)
	token := tokenOf(t, s.data, "SALES")
	want, err := os.ReadFile("../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	response := as(t, http.DefaultClient, "GET", s.url+"/schema.graphqls", token, nil, nil)
	got, err := io.ReadAll(response.Body)
	if err != nil || string(got) != string(want) || !response.Uncompressed {
		t.Errorf("%s: %d bytes, compressed %t, %v", response.Status, len(got), response.Uncompressed, err)
	}
	again := as(t, http.DefaultClient, "GET", s.url+"/schema.graphqls", token, nil, map[string]string{"If-None-Match": response.Header.Get("ETag")})
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("asked for by its tag %q it is %s", response.Header.Get("ETag"), again.Status)
	}
	if nobody := as(t, http.DefaultClient, "GET", s.url+"/schema.graphqls", "sc_nobody", nil, nil); nobody.StatusCode != http.StatusUnauthorized {
		t.Errorf("nobody is answered %s", nobody.Status)
	}
}

// TestOverTLSItIsHTTP2 asks and subscribes over HTTP/2.
func TestOverTLSItIsHTTP2(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	cert, key := certificate(t)
	trusted := x509.NewCertPool()
	if text, err := os.ReadFile(cert); err != nil || !trusted.AppendCertsFromPEM(text) {
		t.Fatal("the certificate cannot be read")
	}
	c := serving(data)
	c.Args = append(c.Args, "--tls-cert", cert, "--tls-key", key)
	s := startServer(t, data, c)
	token := tokenOf(t, data, "AUDITOR")
	client := &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12}}}
	send := func(document, accept string) *http.Response {
		return as(t, client, "POST", s.url+"/graphql", token, question(document), map[string]string{"Content-Type": "application/json", "Accept": accept})
	}
	stream := send("subscription { logAppended { verb } }", "text/event-stream")
	begun := make([]byte, 3)
	if _, err := io.ReadFull(stream.Body, begun); err != nil || string(begun) != ":\n\n" || stream.ProtoMajor != 2 {
		t.Fatalf("the stream over HTTP/%d begins %q, %v", stream.ProtoMajor, begun, err)
	}
	mustRun(t, "token", "create", "--data", data, "--role", "SALES", "--name", "another") // which writes
	event := make([]byte, len("event: next\ndata: {\"data\":{\"logAppended\":{\"verb\":\"grant\"}}}\n\n"))
	if _, err := io.ReadFull(stream.Body, event); err != nil || !strings.Contains(string(event), `"grant"`) {
		t.Errorf("the stream tells %q, %v", event, err)
	}
}

package tests

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// clients are the programs that use clients which people use, with their packages.
const clients = "clients"

// needsClients skips a test where the packages are not installed: make clients does it.
func needsClients(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(clients, "node_modules")); err != nil {
		t.Skip("the clients' packages are not installed: run make clients, which needs Node 20")
	}
}

// node runs one of those programs; its lines come as it prints them, and end with it.
func node(t *testing.T, args ...string) <-chan string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	t.Cleanup(cancel)
	c := exec.CommandContext(ctx, "node", args...)
	c.Dir, c.Stderr = clients, os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan string, 1000)
	go func() {
		for text := bufio.NewScanner(out); text.Scan(); {
			lines <- text.Text()
		}
		_ = c.Wait()
		close(lines)
	}()
	return lines
}

// harbourServed is a server of the sample.
func harbourServed(t *testing.T) *server {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	return serve(t, data)
}

// TestThePublicAuditsPass has the public suite audit GraphQL over HTTP: nothing is an
// error, and nothing is worth a warning.
func TestThePublicAuditsPass(t *testing.T) {
	needsClients(t)
	s := harbourServed(t)
	audits := 0
	for line := range node(t, "audit.mjs", s.url, tokenOf(t, s.data, "SALES")) {
		var audit struct{ Name, Status, Reason string }
		if err := json.Unmarshal([]byte(line), &audit); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		audits++
		t.Run(audit.Name, func(t *testing.T) {
			if audit.Status != "ok" {
				t.Errorf("%s: %s", audit.Status, audit.Reason)
			}
		})
	}
	if audits != 61 {
		t.Errorf("%d audits ran, of 61", audits)
	}
}

// toggle terminates an agreement of the sample, or takes that back: the flow that rests
// on it becomes flagged, or is no longer.
func (s *server) toggle(t *testing.T, terminated bool) {
	t.Helper()
	on := ""
	if terminated {
		on = "2024-01-01"
	}
	const write = `mutation($on: Date) { amendAgreement(externalId: "dpa-chatwave", input: {terminatedOn: $on}) { record { id } } }`
	variables := map[string]any{"on": nil}
	if terminated {
		variables["on"] = on
	}
	if errs := s.graphQL(t, write, "", variables, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
}

// toggleUntil writes again and again until a client that listens has ended, and gives
// its lines.
func (s *server) toggleUntil(t *testing.T, lines <-chan string) (told []string) {
	t.Helper()
	for terminated, deadline := true, time.Now().Add(2*patience); time.Now().Before(deadline); terminated = !terminated {
		s.toggle(t, terminated)
		for wait, waited := time.After(100*time.Millisecond), false; !waited; {
			select {
			case line, more := <-lines:
				if !more {
					return told
				}
				told = append(told, line)
			case <-wait:
				waited = true
			}
		}
	}
	t.Fatalf("the client has not ended, and told %q", told)
	return nil
}

// clientsOfSubscriptions are those that subscribe.
var clientsOfSubscriptions = []string{"graphql-sse", "graphql-ws", "urql"}

// TestClientsAreToldTheLog subscribes to the log with the clients that people use: each
// write is told once, in its order.
func TestClientsAreToldTheLog(t *testing.T) {
	needsClients(t)
	s := harbourServed(t)
	token := tokenOf(t, s.data, "AUDITOR")
	for _, client := range clientsOfSubscriptions {
		t.Run(client, func(t *testing.T) {
			const wanted = 5
			told := s.toggleUntil(t, node(t, "subscriptions.mjs", client, s.url, token, "5", "subscription { logAppended { commit verb records { externalId } } }"))
			if client == "urql" {
				if told[0] != `{"viewer":{"role":"AUDITOR","__typename":"Viewer"}}` {
					t.Errorf("urql's question is answered %s", told[0])
				}
				told = told[1:]
			}
			if len(told) != wanted {
				t.Fatalf("%d events, want %d: %q", len(told), wanted, told)
			}
			last := 0
			for _, line := range told {
				var event struct {
					LogAppended struct {
						Commit  int
						Verb    string
						Records []struct{ ExternalID string }
					}
				}
				if err := json.Unmarshal([]byte(line), &event); err != nil {
					t.Fatal(err)
				}
				e := event.LogAppended
				if last > 0 && e.Commit != last+1 || e.Verb != "amend" || e.Records[0].ExternalID != "dpa-chatwave" {
					t.Errorf("after %d comes %s", last, line)
				}
				last = e.Commit
			}
		})
	}
}

// TestClientsAreToldOfFlags subscribes to the flags of one customer.
func TestClientsAreToldOfFlags(t *testing.T) {
	needsClients(t)
	s := harbourServed(t)
	token := tokenOf(t, s.data, "COMPLIANCE")
	const asked = `subscription { flagsChanged(filter: {customer: ["nordwind"]}) { complete flaggedCount flagged { externalId verdict { status } } clearedCount cleared { externalId } removed } }`
	const flagged = `{"flagsChanged":{"complete":true,"flaggedCount":1,"flagged":[{"externalId":"f-ott-chatwave","verdict":{"status":"NO_VALID_BASIS"}}],"clearedCount":0,"cleared":[],"removed":[]}}`
	const cleared = `{"flagsChanged":{"complete":true,"flaggedCount":0,"flagged":[],"clearedCount":1,"cleared":[{"externalId":"f-ott-chatwave"}],"removed":[]}}`
	for _, client := range clientsOfSubscriptions[:2] {
		t.Run(client, func(t *testing.T) {
			told := s.toggleUntil(t, node(t, "subscriptions.mjs", client, s.url, token, "4", asked))
			if len(told) != 4 {
				t.Fatalf("told %q", told)
			}
			for i, line := range told {
				want := flagged
				if (told[0] == cleared) == (i%2 == 0) {
					want = cleared
				}
				if line != want {
					t.Errorf("event %d is %s\nwant     %s", i, line, want)
				}
			}
		})
	}
}

// TestWhoMayNotIsToldNothing subscribes as sales, as nobody, and with a token that is
// revoked while it listens.
func TestWhoMayNotIsToldNothing(t *testing.T) {
	needsClients(t)
	s := harbourServed(t)
	const asked = "subscription { logAppended { commit } }"
	sales := tokenOf(t, s.data, "SALES")
	for _, c := range []struct{ client, token, want string }{
		{"graphql-sse", sales, `{"refused":"FORBIDDEN,FORBIDDEN"}`},
		{"graphql-ws", sales, `{"refused":"FORBIDDEN,FORBIDDEN"}`},
		{"graphql-sse", "sc_nobody", `{"refused":401}`},
		{"graphql-ws", "sc_nobody", `{"refused":4403}`},
	} {
		t.Run(c.client+" as "+c.token[:5], func(t *testing.T) {
			if told := s.toggleUntil(t, node(t, "subscriptions.mjs", c.client, s.url, c.token, "9", asked)); strings.Join(told, "\n") != c.want {
				t.Errorf("told %q, want %s", told, c.want)
			}
		})
	}
	for _, client := range clientsOfSubscriptions[:2] {
		t.Run(client+" revoked", func(t *testing.T) {
			token := tokenOf(t, s.data, "AUDITOR")
			lines := node(t, "subscriptions.mjs", client, s.url, token, "999", asked)
			for heard := false; !heard; {
				s.toggle(t, true)
				s.toggle(t, false)
				select {
				case <-lines:
					heard = true
				case <-time.After(100 * time.Millisecond):
				}
			}
			revoked := strings.Split(token, "_")[1]
			if errs := s.graphQL(t, `mutation($id: ID!) { revokeToken(id: $id) { id } }`, "", map[string]any{"id": revoked}, nil); len(errs) > 0 {
				t.Fatal(errs)
			}
			told := []string{}
			for line := range lines { // which ends without another write
				told = append(told, line)
			}
			if len(told) == 0 || told[len(told)-1] != `{"refused":"UNAUTHENTICATED"}` {
				t.Errorf("told %q", told)
			}
		})
	}
}

// events opens a stream as a plain client does.
func (s *server) events(t *testing.T, token, query string) (*bufio.Reader, io.Closer) {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", question(query))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Accept", "text/event-stream")
	q.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		t.Fatalf("the stream is refused: %s", response.Status)
	}
	return bufio.NewReader(response.Body), response.Body
}

// TestGenqlientMakesAndRunsItsCode has genqlient make code from the schema, and asks with
// it: pages, and a write whose version is no longer the one that was seen.
func TestGenqlientMakesAndRunsItsCode(t *testing.T) {
	s := harbourServed(t)
	token := tokenOf(t, s.data, "COMPLIANCE")
	run := func(args ...string) string {
		t.Helper()
		ctx, cancel := context.WithTimeout(context.Background(), 8*patience) // the first time it is compiled
		defer cancel()
		c := exec.CommandContext(ctx, "go", args...)
		c.Dir = clients + "/genqlient"
		c.Env = append(os.Environ(), "SAFECONDUCT_URL="+s.url, "SAFECONDUCT_TOKEN="+token)
		out, err := c.Output()
		if err != nil {
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				t.Log(string(exit.Stderr))
			}
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	run("tool", "genqlient")
	const want = "f-dalmatia-voice NO_VALID_BASIS\nf-fjordpost-sms NO_VALID_BASIS\n"
	got := run("run", ".", "f-nordwind-voice")
	if !strings.HasPrefix(got, want) || strings.Count(got, "NO_VALID_BASIS") != 4 || !strings.HasSuffix(got, "\nRenamed 2\nCONFLICT\n") {
		t.Errorf("it prints\n%s", got)
	}
}

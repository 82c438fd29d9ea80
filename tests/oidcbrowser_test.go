package tests

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"testing"
)

// needsBrowser skips a test where a browser, what drives it, or the page is missing: make
// build makes the page.
func needsBrowser(t *testing.T) {
	t.Helper()
	chromium := cmp.Or(os.Getenv("CHROMIUM"), "/usr/bin/chromium")
	for _, path := range []string{chromium, "../web/node_modules/playwright-core", "../web/dist/app/index.html.gz"} {
		if _, err := os.Stat(path); err != nil {
			t.Skip("a browser does not run here: ", err)
		}
	}
}

// TestPeopleSignInInABrowser has a browser sign somebody in at a real provider, from the page
// and back to it; when the provider signs them out, the page asks them to sign in.
func TestPeopleSignInInABrowser(t *testing.T) {
	needsBrowser(t)
	s, p := withProvider(t, "revision")
	ctx, cancel := context.WithTimeout(context.Background(), 3*patience)
	defer cancel()
	c := exec.CommandContext(ctx, "node", "browser/provider.mjs", s.url)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Wait() }()
	lines := bufio.NewScanner(out)
	next := func() (told struct {
		Viewer  struct{ Actor, Role string }
		Cookies []struct {
			Name, SameSite string
			HTTPOnly       bool
		}
		Asked bool
		Seen  string
	},
	) {
		t.Helper()
		if !lines.Scan() {
			t.Fatal("the browser tells nothing more")
		}
		if err := json.Unmarshal(lines.Bytes(), &told); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		return told
	}
	told := next()
	if told.Viewer.Actor != "oidc:test-user@zitadel.ch" || told.Viewer.Role != "AUDITOR" || told.Asked {
		t.Errorf("the browser is %+v", told)
	}
	if len(told.Cookies) != 1 || !told.Cookies[0].HTTPOnly || told.Cookies[0].SameSite != "Lax" || told.Seen != "" {
		t.Errorf("it keeps %+v, of which the page sees %q", told.Cookies, told.Seen)
	}
	if status := s.signedOut(t, p.logout(t, s, nil)); status != 200 {
		t.Errorf("the provider signs out: %d", status)
	}
	if _, err := io.WriteString(in, "\n"); err != nil {
		t.Fatal(err)
	}
	if told := next(); !told.Asked {
		t.Errorf("signed out, the page shows %+v", told)
	}
}

package graph_test

import (
	"bytes"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// client takes what is written to it when it is let.
type client struct {
	header http.Header
	status int
	body   bytes.Buffer
	before func()
}

func (c *client) Header() http.Header               { return c.header }
func (c *client) WriteHeader(status int)            { c.status = status }
func (c *client) SetReadDeadline(time.Time) error   { return nil }
func (c *client) SetWriteDeadline(time.Time) error  { return nil }
func (c *client) Write(p []byte) (n int, err error) { c.before(); return c.body.Write(p) }

// TestWhoDoesNotReadIsAnsweredNoMore asks until 64 MiB of answers wait for one caller: the
// next question is refused before it is worked out, and answered when he has read.
func TestWhoDoesNotReadIsAnsweredNoMore(t *testing.T) {
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	server := servedTo(access.Auditor, r)
	ask := func(before func()) *client {
		q, err := http.NewRequest(http.MethodPost, "http://localhost/graphql", bytes.NewReader(asJSON(t, "{ viewer { actor } }")))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", "application/json")
		c := &client{header: http.Header{}, status: http.StatusOK, before: before}
		server.ServeHTTP(c, q)
		return c
	}
	read, waiting := make(chan struct{}), atomic.Int64{}
	var all sync.WaitGroup
	for range 127 { // each has half a MiB and its data
		all.Go(func() { ask(func() { waiting.Add(1); <-read }) })
	}
	settled(t, "not all wait", func() bool { return waiting.Load() == 127 })
	if c := ask(func() {}); c.status != http.StatusTooManyRequests || c.header.Get("Retry-After") == "" || !bytes.Contains(c.body.Bytes(), []byte("RATE_LIMITED")) {
		t.Errorf("who does not read is answered %d %s", c.status, &c.body)
	}
	close(read)
	all.Wait()
	if c := ask(func() {}); c.status != http.StatusOK {
		t.Errorf("who has read is answered %d %s", c.status, &c.body)
	}
}

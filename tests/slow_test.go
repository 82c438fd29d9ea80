package tests

import (
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestSlowClientsAreCut opens connections that never say what they want, and others
// whose bodies never end. Whoever else asks is answered meanwhile.
func TestSlowClientsAreCut(t *testing.T) {
	t.Parallel()
	const halfOpen, trickling = 500, 100
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	address := strings.TrimPrefix(s.url, "http://")
	var all sync.WaitGroup
	for n := range halfOpen + trickling {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		said := "POST /graphql HTTP/1.1\r\nHost: " + address + "\r\n"
		if n >= halfOpen {
			said += "Cookie: " + s.cookie.Name + "=" + s.cookie.Value + "\r\nSafeconduct-Client: test\r\n" +
				"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
		}
		if _, err := io.WriteString(c, said); err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			defer c.Close()
			if err := untilCut(c, n >= halfOpen); err != nil {
				t.Errorf("connection %d: %v", n, err)
			}
		})
	}
	for range 20 {
		if errs := s.graphQL(t, "{ summary { byStatus { flows } } }", "", nil, nil); errs != nil {
			t.Error(errs)
		}
	}
	all.Wait()
}

// untilCut sends what trickles and waits until the other side has closed.
func untilCut(c net.Conn, trickles bool) error {
	const longest = 60 * time.Second
	if err := c.SetDeadline(time.Now().Add(longest)); err != nil {
		return err
	}
	gone := make(chan error, 1)
	go func() { _, err := io.Copy(io.Discard, c); gone <- err }()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case err := <-gone:
			if errors.Is(err, os.ErrDeadlineExceeded) {
				return errors.New("it was still open after " + longest.String())
			}
			return nil // closed, or reset
		case <-tick.C:
			if trickles {
				_, _ = io.WriteString(c, " ")
			}
		}
	}
}

package signin_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// TestOneAsksTheProviderForAll has a provider that is silent until it is told to fail, and
// well in the end: one question is asked at a time, who does not wait is not kept, and all
// others have its answer.
func TestOneAsksTheProviderForAll(t *testing.T) {
	p := newProvider(t)
	var asked, elapsed atomic.Int64
	var well atomic.Bool
	arrived, speak := make(chan struct{}, 10), make(chan struct{})
	silent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		asked.Add(1)
		arrived <- struct{}{}
		if !well.Load() {
			<-speak
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		p.Config.Handler.ServeHTTP(w, q)
	}))
	defer silent.Close()
	begun := time.Now()
	oidc := &signin.OIDC{Provider: signin.Provider{Issuer: silent.URL, ClientID: "safeconduct"}, Clock: func() time.Time { return begun.Add(time.Duration(elapsed.Load())) }}
	begin := func(ctx context.Context) error {
		_, _, err := oidc.Begin(ctx, "/")
		return err
	}
	answers := make(chan error, 5)
	for range cap(answers) {
		go func() { answers <- begin(context.Background()) }()
	}
	<-arrived
	gone, leave := context.WithCancel(context.Background())
	leave()
	if err := begin(gone); fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("who does not wait is told %v", err)
	}
	close(speak)
	for range cap(answers) {
		if err := <-answers; fault.CodeOf(err) != fault.Unavailable {
			t.Errorf("who waits is told %v", err)
		}
	}
	well.Store(true)
	if err := begin(context.Background()); fault.CodeOf(err) != fault.Unavailable || asked.Load() != 1 {
		t.Errorf("at once it is %v, and the provider was asked %d times", err, asked.Load())
	}
	elapsed.Store(int64(6 * time.Second))
	p.URL = silent.URL // of which it is to tell
	for range 2 {
		if err := begin(context.Background()); err != nil || asked.Load() != 2 {
			t.Errorf("later it is %v, and the provider was asked %d times", err, asked.Load())
		}
	}
}

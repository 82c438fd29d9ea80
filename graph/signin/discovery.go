package signin

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// How long the provider may take to say what it is, and how long it is not asked again where
// it has not said it.
const (
	discoveredWithin = 10 * time.Second
	failureKept      = 5 * time.Second
)

// errNoProvider is told while the provider cannot be asked. Why, the log says.
var errNoProvider = fault.New(fault.Unavailable, "the provider at which people sign in cannot be reached: try again in a moment")

// discovery is what is known of the provider. The zero value knows nothing.
type discovery struct {
	mu     sync.Mutex
	last   *answer   // of who has asked last, or asks; nil before anybody has
	failed time.Time // when that one was told nothing; zero before
}

// answer is what the provider tells of itself to everybody who waits for it.
type answer struct {
	given chan struct{}  // closed when it is
	found *oidc.Provider // nil where it told nothing
}

// discover is what the provider is. One asks it, once; others wait for that answer, each no
// longer than its own context. A failure counts for all who come within a few seconds.
func (o *OIDC) discover(ctx context.Context) (*oidc.Provider, error) {
	asked := o.asked()
	select {
	case <-asked.given:
		if asked.found != nil {
			return asked.found, nil
		}
	case <-ctx.Done():
	}
	return nil, errNoProvider
}

// asked is the answer that counts now: the last one, unless it failed a while ago.
func (o *OIDC) asked() *answer {
	d := &o.discovery
	d.mu.Lock()
	defer d.mu.Unlock()
	again := !d.failed.IsZero() && o.Clock().Sub(d.failed) >= failureKept
	if d.last == nil || again {
		d.last, d.failed = &answer{given: make(chan struct{})}, time.Time{}
		go o.ask(d.last)
	}
	return d.last
}

// ask asks the provider. Its keys are asked for later, by whoever comes: neither is for one
// request alone.
func (o *OIDC) ask(to *answer) {
	defer close(to.given)
	found, err := oidc.NewProvider(oidc.ClientContext(context.Background(), &http.Client{Timeout: discoveredWithin}), o.Issuer)
	if err != nil {
		slog.Error("the OpenID provider cannot be asked", "issuer", o.Issuer, "error", err)
		o.discovery.mu.Lock()
		o.discovery.failed = o.Clock()
		o.discovery.mu.Unlock()
		return
	}
	to.found = found
}

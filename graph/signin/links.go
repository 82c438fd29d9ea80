package signin

import (
	"sync"
	"time"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// LinkLasts is how long a one-time link can be used.
const LinkLasts = 10 * time.Minute

// mostLinks bounds how many are waiting: then the oldest one ends.
const mostLinks = 100

// Links are the one-time links that are waiting. Safe for concurrent use.
type Links struct {
	Clock func() time.Time

	mu      sync.Mutex
	waiting []link // by when they were made
}

type link struct {
	sum  hash
	made time.Time
	of   access.Caller
}

// New makes a link, and gives its code. It stands in the fragment of an address, which
// browsers keep to themselves, and the page sends it in a body.
func (l *Links) New(of access.Caller) (code string) {
	code = newSecret()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, link{hashOf(code), l.Clock(), of})
	l.waiting = l.waiting[max(0, len(l.waiting)-mostLinks):]
	return code
}

// errNoLink is the one answer to every code that begins no session.
var errNoLink = fault.New(fault.Unauthorized, "the link is not valid: it is unknown, was used, or is older than 10 minutes")

// Take says whom a code signs in, and ends it.
func (l *Links) Take(code string) (access.Caller, error) {
	sum := hashOf(code)
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, one := range l.waiting {
		if one.sum != sum {
			continue
		}
		l.waiting = append(l.waiting[:i:i], l.waiting[i+1:]...)
		if l.Clock().Sub(one.made) < LinkLasts {
			return one.of, nil
		}
		break
	}
	return access.Caller{}, errNoLink
}

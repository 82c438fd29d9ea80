package signin

import (
	"sync"
	"time"

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
	of   person
}

// origin is by what a link was made: whom it signs in is let in only while who made it is.
// The zero origin is the owner of the folder, or none.
type origin struct {
	token   string // that was shown; it is asked about again, so it is kept itself
	session hash   // of the cookie that was shown
}

// new makes a link, and gives its code. It stands in the fragment of an address, which
// browsers keep to themselves, and the page sends it in a body.
func (l *Links) new(of person) (code string) {
	code = newSecret()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, link{hashOf(code), l.Clock(), of})
	l.waiting = l.waiting[max(0, len(l.waiting)-mostLinks):]
	return code
}

// errNoLink is the one answer to every code that begins no session.
var errNoLink = fault.New(fault.Unauthorized, "the link is not valid: it is unknown, was used, is older than 10 minutes, or who made it is no longer let in")

// take says whom a code signs in, and ends it.
func (l *Links) take(code string) (person, error) {
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
	return person{}, errNoLink
}

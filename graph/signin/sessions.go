// Package signin knows the people who are signed in: their sessions, the one-time
// links that begin one, and who it is that sends a request. It knows neither GraphQL
// nor the registry; what a role may do, package access says.
package signin

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"sync"
	"time"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// How long a session lasts: from its begin, and without being used.
const (
	longestSession = 12 * time.Hour
	longestIdle    = 2 * time.Hour
)

// How many sessions are kept, of all people and of one: then the one ends that was used
// longest ago, of all or of that person.
const (
	mostSessions = 10_000
	mostOfOne    = 50
)

// Session is somebody who is signed in. Sessions are kept in memory: a server that is
// started again knows none.
type Session struct {
	ID         string // which lets nobody in
	CreatedAt  time.Time
	LastUsedAt time.Time
	until      time.Time // when it ends in any case
	asked      time.Time // when the provider was asked who it is
	person
}

// ExpiresAt is when it ends at the latest.
func (s *Session) ExpiresAt() time.Time {
	if idle := s.LastUsedAt.Add(longestIdle); idle.Before(s.until) {
		return idle
	}
	return s.until
}

// Sessions are all of them. A secret is looked up by its hash: how long that takes tells
// nothing of it. Safe for concurrent use.
type Sessions struct {
	Clock func() time.Time

	mu    sync.Mutex
	bySum map[hash]*Session // by the hash of what the cookie says
}

// hash is the SHA-256 of a secret: what is kept of it.
type hash [sha256.Size]byte

func hashOf(secret string) hash { return sha256.Sum256([]byte(secret)) }

// newSecret is 256 random bits as text.
func newSecret() string {
	bits := make([]byte, sha256.Size)
	_, _ = rand.Read(bits) // which never fails
	return base64.RawURLEncoding.EncodeToString(bits)
}

// begin begins a session, and gives what its cookie says.
func (s *Sessions) begin(of person) (secret string) {
	secret = newSecret()
	sum, now := hashOf(secret), s.Clock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(now)
	s.makeRoom(of.Actor)
	if s.bySum == nil {
		s.bySum = map[hash]*Session{}
	}
	public := hashOf(string(sum[:])) // from which nobody comes back to the secret
	until := now.Add(longestSession)
	if by := s.bySum[of.by.session]; by != nil && by.until.Before(until) {
		until = by.until
	}
	s.bySum[sum] = &Session{ID: hex.EncodeToString(public[:8]), CreatedAt: now, LastUsedAt: now, until: until, asked: now, person: of}
	return secret
}

// lives reports whether a session goes on at a moment: it does, and so does the one from
// which its link came, if any.
func (s *Sessions) lives(one *Session, now time.Time) bool {
	for one != nil && now.Before(one.ExpiresAt()) {
		if one.by.session == (hash{}) {
			return true
		}
		one = s.bySum[one.by.session]
	}
	return false
}

// drop ends the sessions whose time is over.
func (s *Sessions) drop(now time.Time) {
	for sum, one := range s.bySum {
		if !s.lives(one, now) {
			delete(s.bySum, sum)
		}
	}
}

// makeRoom ends a session where a further one of an actor would be too many: one of his own
// where they are, so that nobody ends those of others by signing in again and again.
func (s *Sessions) makeRoom(actor string) {
	own := 0
	var oldest, oldestOwn hash
	for sum, one := range s.bySum {
		if last := s.bySum[oldest]; last == nil || one.LastUsedAt.Before(last.LastUsedAt) {
			oldest = sum
		}
		if one.Actor != actor {
			continue
		}
		own++
		if last := s.bySum[oldestOwn]; last == nil || one.LastUsedAt.Before(last.LastUsedAt) {
			oldestOwn = sum
		}
	}
	switch {
	case own >= mostOfOne:
		delete(s.bySum, oldestOwn)
	case len(s.bySum) >= mostSessions:
		delete(s.bySum, oldest)
	}
}

// end ends the session with a sum.
func (s *Sessions) end(sum hash) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.bySum, sum)
}

// EndOf ends the sessions of a person at an OpenID provider: the one of a session
// there, where that is known, or else all.
func (s *Sessions) EndOf(subject, sid string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for sum, one := range s.bySum {
		ofPerson := subject != "" && one.subject == subject && (sid == "" || one.sid == "")
		if ofPerson || sid != "" && one.sid == sid {
			delete(s.bySum, sum)
		}
	}
}

// All are the sessions by when they began, for those who may see them.
func (s *Sessions) All(ctx context.Context) ([]*Session, error) {
	if err := access.May(ctx, access.SeeTokens); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(s.Clock())
	all := []*Session{}
	for _, one := range s.bySum {
		told := *one
		all = append(all, &told)
	}
	slices.SortFunc(all, func(a, b *Session) int { return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}

// End ends a session by its id; NOT_FOUND where there is none.
func (s *Sessions) End(ctx context.Context, id string) (*Session, error) {
	if err := access.May(ctx, access.GrantAccess); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for sum, one := range s.bySum {
		if one.ID == id {
			delete(s.bySum, sum)
			return one, nil
		}
	}
	return nil, fault.New(fault.NotFound, "there is no session %q", fault.Clip(id))
}

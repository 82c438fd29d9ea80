package registry

import (
	"context"
	"encoding/binary"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/storage"
)

// Who has signed in is kept beside the tables: it is no record, has no versions and no
// entry in the log; what people write names them there. The key is
//
//	s actor → milliseconds, as a big-endian integer, then the role; limited where the
//	          person is limited to some exporters
const signedInKey = 's'

// limited follows the role of who is limited to some exporters.
const limited = "!"

// Person is somebody who has signed in.
type Person struct {
	Actor      string // as the log names who writes
	Role       access.Role
	SignedInAt time.Time // the last time
	limited    bool      // to some exporters
}

// mayNot says why flags cannot be given to the person; nothing where they can.
func (p *Person) mayNot() sentence.Sentence {
	switch {
	case p.limited:
		return sentence.New("is limited to some exporters")
	case !p.Role.May(access.Triage):
		return sentence.New("has the role %s", p.Role)
	}
	return sentence.Sentence{}
}

// PersonPage is a page of people.
type (
	PersonPage = Page[*Person]
	PersonEdge = Edge[*Person]
)

// byActor is the order of people.
var byActor = order[*Person]{"people", func(p *Person) string { return p.Actor }}

// Meet notes that somebody signs in. Where that cannot be noted they come in all the
// same, and nobody can give them flags.
func (r *Registry) Meet(ctx context.Context, who access.Caller) {
	met := append(binary.BigEndian.AppendUint64(nil, uint64(r.clock().UnixMilli())), who.Role...)
	if who.IsLimited() {
		met = append(met, limited...)
	}
	err := r.db.UpdateJournal(ctx, func(tx storage.Tx) error {
		return tx.Put(append([]byte{signedInKey}, who.Actor...), met)
	})
	if err != nil {
		slog.Warn("that somebody has signed in could not be noted", "error", err)
	}
}

// People lists those who have signed in and may take flags in hand, by name.
func (r *Registry) People(ctx context.Context, paging Paging) (*PersonPage, error) {
	if err := access.May(ctx, access.Read); err != nil {
		return nil, err
	}
	all := []*Person{}
	err := r.db.ViewJournal(ctx, func(tx storage.Tx) error {
		all = all[:0]
		for pair, err := range tx.Scan([]byte{signedInKey}, []byte{signedInKey + 1}, storage.Ascending) {
			if err != nil {
				return err
			}
			if p := personOf(pair.Key, pair.Value); p.mayNot().IsEmpty() {
				all = append(all, p)
			}
		}
		return nil
	})
	if err != nil {
		return nil, known(err)
	}
	return byActor.paginate(all, paging)
}

func personOf(key, value []byte) *Person {
	at := time.UnixMilli(int64(binary.BigEndian.Uint64(value)))
	role, isLimited := strings.CutSuffix(string(value[8:]), limited)
	return &Person{string(key[1:]), access.Role(role), at.UTC(), isLimited}
}

// mayBeGiven says why somebody cannot be given flags; nil where they can.
func (r *Registry) mayBeGiven(ctx context.Context, actor string) (why *fault.Error, err error) {
	err = r.db.ViewJournal(ctx, func(tx storage.Tx) error {
		key := append([]byte{signedInKey}, actor...)
		value, err := tx.Get(key)
		switch {
		case errors.Is(err, storage.ErrNotFound):
			why = fault.Bad("assignee", actor, "has never signed in: expected one of people")
			return nil
		case err != nil:
			return err
		}
		why = nil
		if whyNot := personOf(key, value).mayNot(); !whyNot.IsEmpty() {
			why = fault.Bad("assignee", actor, "%s, and may not %s", whyNot, sentence.Text(string(access.Triage)))
		}
		return nil
	})
	return why, known(err)
}

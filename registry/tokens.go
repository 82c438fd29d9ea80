package registry

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Token is what a program shows to be let in: a public id and a secret, of which only
// a hash is kept. Its external id is the public one. Tokens are records, so that who
// was let in by whom, and until when, has its versions and its entries in the log.
type Token struct {
	fact.Header
	Name      string      `cbor:"2,keyasint"`
	Role      access.Role `cbor:"3,keyasint"`
	Hash      []byte      `cbor:"4,keyasint"` // SHA-256 of the secret
	CreatedAt time.Time   `cbor:"5,keyasint"`
	CreatedBy string      `cbor:"6,keyasint"` // the actor
	ExpiresAt time.Time   `cbor:"7,keyasint"` // from then on it lets nobody in
	RevokedAt *time.Time  `cbor:"8,keyasint,omitempty"`
	Exporters []string    `cbor:"9,keyasint,omitempty"` // to which it is limited ([access.Caller]); none: it is not

	LastUsedAt *time.Time `cbor:"-"` // to the minute; nil: never, as far as is known
}

// caller is who shows the token.
func (t *Token) caller() access.Caller {
	return access.Caller{Actor: "token:" + t.Name + ":" + t.ExternalID, Role: t.Role, Exporters: t.Exporters}
}

// holds reports whether the token lets anybody in at a moment.
func (t *Token) holds(at time.Time) bool { return t.RevokedAt == nil && at.Before(t.ExpiresAt) }

// TokenPage is a page of tokens.
type (
	TokenPage = Page[*Token]
	TokenEdge = Edge[*Token]
)

// TokenInput is what a new token is made of.
type TokenInput struct {
	Name      string
	Role      access.Role
	Exporters []string   // to which it is limited, by their external ids; none: it is not
	ExpiresAt *time.Time // nil: after a year
	Once      *Once
}

// The bounds of tokens.
const (
	longestTokenName = 100 // in bytes
	mostTokenYears   = 10
)

func (in TokenInput) check(now time.Time) (faults fault.List) {
	faults.Add(fact.CheckKey("name", in.Name))
	if len(in.Name) > longestTokenName {
		faults.Add(fault.Bad("name", in.Name, "is longer than %d bytes", longestTokenName))
	}
	if !in.Role.IsKnown() {
		faults.Add(fault.Bad("role", string(in.Role), "is no role: expected %s", sentence.Either(access.RoleNames())))
	}
	faults.Add(access.CheckLimit(in.Role, in.Exporters))
	for _, id := range in.Exporters {
		faults.Add(fact.CheckKey("exporters", id))
	}
	if e := in.expiresAt(now); !e.After(now) || e.After(now.AddDate(mostTokenYears, 0, 0)) {
		faults.Add(fault.Bad("expires_at", e.UTC().Format(time.RFC3339), "is no moment of the next %d years", mostTokenYears))
	}
	return faults
}

// expiresAt is when the token expires that is made now.
func (in TokenInput) expiresAt(now time.Time) time.Time {
	if in.ExpiresAt != nil {
		return in.ExpiresAt.UTC().Truncate(time.Second)
	}
	return now.AddDate(1, 0, 0)
}

// CreatedToken is a new token with what it is shown by, which is told this once.
type CreatedToken struct {
	Token  *Token
	Secret string
}

// CreateToken makes a token. CONFLICT for one that was made by the same write before:
// its secret cannot be told again.
func (r *Registry) CreateToken(ctx context.Context, in TokenInput) (*CreatedToken, error) {
	if err := access.May(ctx, access.GrantAccess); err != nil { // before it is told what is wrong with it
		return nil, err
	}
	now := r.clock().UTC().Truncate(time.Second)
	if err := in.check(now).Err(); err != nil {
		return nil, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return nil, err
	}
	made := newSecret()
	t := &Token{
		Header: fact.Header{ID: id, ExternalID: made.id}, Name: in.Name, Role: in.Role, Exporters: access.LimitOf(in.Exporters), Hash: made.hash(),
		CreatedAt: now, CreatedBy: access.CallerOf(ctx).Actor, ExpiresAt: in.expiresAt(now),
	}
	_, err = r.commit(ctx, access.GrantAccess, table.Meta{Verb: "grant", Once: in.Once}, func(w *table.Writer) error {
		if err := mustHaveExporters(w, t.Exporters); err != nil {
			return err
		}
		return tokens.Put(w, t)
	})
	var before *table.Replayed
	if errors.As(err, &before) {
		return nil, fault.New(fault.Conflict, "this token was created before, and its secret is told once: revoke it, and create another one")
	}
	if err != nil {
		return nil, known(err)
	}
	return &CreatedToken{t, made.String()}, nil
}

// mustHaveExporters refuses to limit a token to what is no organization: a slip of the
// pen would let it see nothing.
func mustHaveExporters(w *table.Writer, exporters []string) error {
	return w.Read(func(r *table.Reader) error {
		for _, id := range exporters {
			_, err := organizations.ByExternalID(r, id)
			if isMissing(known(err)) {
				return fault.Bad("exporters", id, "is the id of no organization")
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// RevokeToken ends a token, from now on; one that is revoked already stays as it is.
// c names it by its id.
func (r *Registry) RevokeToken(ctx context.Context, c Command) (t *Token, err error) {
	if why := fact.CheckText("reason", c.Reason); why != nil {
		return nil, why
	}
	_, err = r.commit(ctx, access.GrantAccess, table.Meta{Verb: "revoke", Reason: c.Reason, Once: c.Once}, func(w *table.Writer) error {
		err := w.Read(func(reader *table.Reader) (err error) {
			t, err = tokens.ByExternalID(reader, c.ExternalID)
			return err
		})
		if err != nil || t.RevokedAt != nil {
			return err
		}
		now := r.clock().UTC().Truncate(time.Second)
		t.RevokedAt = &now
		return tokens.Put(w, t)
	})
	var before *table.Replayed
	if errors.As(err, &before) {
		t, err = r.token(ctx, c.ExternalID)
	}
	if err != nil {
		return nil, known(err)
	}
	return t, r.uses.tell(ctx, r.db, t)
}

// Tokens lists the tokens by when they were created, revoked ones, too.
func (r *Registry) Tokens(ctx context.Context, paging Paging) (*TokenPage, error) {
	view, err := r.Now(ctx)
	if err != nil {
		return nil, err
	}
	var all []*Token
	err = view.readAs(ctx, access.SeeTokens, func(reader *table.Reader) (err error) {
		all, err = collect(tokens.All(reader))
		return err
	})
	if err != nil {
		return nil, err
	}
	page, err := byCreation.paginate(all, paging)
	if err != nil {
		return nil, err
	}
	return page, r.uses.tell(ctx, r.db, page.Nodes...)
}

// byCreation is the order of tokens: that of their ids.
var byCreation = order[*Token]{"tokens", func(t *Token) string { return t.ID.String() }}

// token is the latest version of a token by its public id, NOT_FOUND where there is
// none. It asks nobody: whoever shows a token is nobody yet.
func (r *Registry) token(ctx context.Context, id string) (t *Token, err error) {
	head, err := r.db.Head(ctx)
	if err != nil {
		return nil, known(err)
	}
	if kept, is := r.recent.tokens.get(head, id); is {
		return &kept, nil
	}
	err = r.db.Read(ctx, head, func(reader *table.Reader) error {
		t, err = tokens.ByExternalID(reader, id)
		return err
	})
	if err == nil {
		r.recent.tokens.keep(head, id, *t)
	}
	return t, known(err)
}

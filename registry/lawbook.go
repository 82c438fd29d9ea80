package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"sync/atomic"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/table"
)

// lawBook remembers in the registry which law was in force in it from when, so
// that an earlier answer can be given again under the law of then.
type lawBook struct {
	noted atomic.Bool // the law of this process is the one that is recorded last

	mu   sync.Mutex
	read map[string]*law.Law // by the sum of the archive
}

// recordLaw puts the registry's law into a write, unless it is recorded already.
func (r *Registry) recordLaw(w *table.Writer) error {
	if r.laws.noted.Load() {
		return nil
	}
	now, err := factOf(r.law)
	if err != nil {
		return err
	}
	err = w.Read(func(reader *table.Reader) error {
		last, err := laws.ByExternalID(reader, fact.LawKey)
		switch {
		case isMissing(err):
			now.ID, err = uuid.NewV7()
		case err == nil:
			now.ID = last.ID
		}
		return err
	})
	if err != nil {
		return err
	}
	return laws.Put(w, now)
}

// EnactLaw records the law under which the registry is going to answer; nothing
// where it is recorded already, or nothing else has ever been.
func (r *Registry) EnactLaw(ctx context.Context) error {
	empty, err := r.IsEmpty(ctx)
	if empty || err != nil {
		return err
	}
	_, err = r.commit(ctx, access.Write, table.Meta{Verb: "law"}, func(*table.Writer) error { return nil })
	return err
}

// factOf is a law as it is recorded.
func factOf(l *law.Law) (*fact.Law, error) {
	archive, err := l.Archive()
	if err != nil {
		return nil, err
	}
	return &fact.Law{
		Header: fact.Header{ExternalID: fact.LawKey}, Embedded: l.Version, Known: l.AsOfKnowledge.String(),
		SHA256: sumOf(archive), Archive: archive, Overlays: l.Overlays(),
	}, nil
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// lawAt is the law that was in force in the registry after a commit; before it
// was first recorded, the one recorded first.
func (r *Registry) lawAt(ctx context.Context, at table.Seq) (*law.Law, error) {
	var recorded *fact.Law
	err := r.db.Read(ctx, at, func(reader *table.Reader) (err error) {
		recorded, err = laws.ByExternalID(reader, fact.LawKey)
		return err
	})
	if isMissing(err) {
		recorded, err = r.firstLaw(ctx)
	}
	if err != nil || recorded == nil {
		return r.law, known(err)
	}
	return r.laws.of(recorded, r.law)
}

// areSame reports whether two laws would be recorded alike: read from the same files.
func areSame(a, b *law.Law) (bool, error) {
	if a == b {
		return true, nil
	}
	one, err := factOf(a)
	if err != nil {
		return false, err
	}
	other, err := factOf(b)
	if err != nil {
		return false, err
	}
	return one.SHA256 == other.SHA256, nil
}

// firstLaw is the law recorded first, nil while none is.
func (r *Registry) firstLaw(ctx context.Context) (first *fact.Law, err error) {
	head, err := r.db.Head(ctx)
	if err != nil {
		return nil, err
	}
	err = r.db.Read(ctx, head, func(reader *table.Reader) error {
		last, err := laws.ByExternalID(reader, fact.LawKey)
		if err != nil {
			return err
		}
		history, err := laws.History(reader, last.ID)
		if err == nil {
			first = history[0].Record
		}
		return err
	})
	if isMissing(err) {
		return nil, nil //nolint:nilnil // a registry without a record has no law of then
	}
	return first, err
}

// of reads a recorded law, each once; that of this process is there already.
func (b *lawBook) of(recorded *fact.Law, now *law.Law) (*law.Law, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.read == nil {
		known, err := factOf(now)
		if err != nil {
			return nil, err
		}
		b.read = map[string]*law.Law{known.SHA256: now}
	}
	if l := b.read[recorded.SHA256]; l != nil {
		return l, nil
	}
	l, err := law.FromArchive(recorded.Archive)
	if err != nil {
		return nil, err
	}
	b.read[recorded.SHA256] = l
	return l, nil
}

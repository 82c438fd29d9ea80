package registry

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// AccessDay is a day of the access log that is over: the hash of its file, so that the
// log shows whether the file is still what it was. Its external id is the day.
type AccessDay struct {
	fact.Header
	SHA256 []byte `cbor:"2,keyasint"`
	Size   int64  `cbor:"3,keyasint"`           // in bytes
	Pruned bool   `cbor:"4,keyasint,omitempty"` // its time was over: the file was removed
}

// accessDays are the days of the access log that are over.
var accessDays = &table.Table[AccessDay]{
	Name: "access day", Code: 11, Header: func(d *AccessDay) (*uuid.UUID, string, *int) { return d.Stored() },
}

// KeepAccessLog begins the day in the access log where it has not begun; records the
// hashes of the days that are over and have none, as one commit with the verb
// anchor-access; and removes those from before a number of days, which a commit
// with the verb prune-access says. The hash comes first: what was never anchored is
// never pruned.
func (r *Registry) KeepAccessLog(ctx context.Context, days int) error {
	if err := access.May(ctx, access.KeepAccess); err != nil || r.access == nil {
		return err
	}
	recorded, err := r.accessDays(ctx)
	if err != nil {
		return err
	}
	from := ""
	if len(recorded) > 0 {
		last, err := time.Parse(accesslog.Layout, recorded[len(recorded)-1].ExternalID)
		if err != nil {
			return err
		}
		from = last.AddDate(0, 0, 1).Format(accesslog.Layout)
	}
	today, err := r.access.Advance(from)
	if err != nil {
		return fault.New(fault.Unavailable, "the access log cannot be begun: %s", err)
	}
	if err := r.anchorAccess(ctx, recorded, today); err != nil {
		return err
	}
	return r.pruneAccess(ctx, r.clock().UTC().AddDate(0, 0, -days).Format(accesslog.Layout))
}

// accessDays are the recorded days in order.
func (r *Registry) accessDays(ctx context.Context) (days []*AccessDay, err error) {
	head, err := r.db.Head(ctx)
	if err != nil {
		return nil, known(err)
	}
	err = r.db.Read(ctx, head, func(reader *table.Reader) error {
		days, err = collect(accessDays.All(reader))
		return err
	})
	slices.SortFunc(days, func(a, b *AccessDay) int { return strings.Compare(a.ExternalID, b.ExternalID) })
	return days, known(err)
}

// anchorAccess records the hashes of the days before today that have none.
func (r *Registry) anchorAccess(ctx context.Context, recorded []*AccessDay, today string) error {
	all, err := r.access.Days()
	if err != nil {
		return err
	}
	has := map[string]bool{}
	for _, d := range recorded {
		has[d.ExternalID] = true
	}
	var made []*AccessDay
	var told []string
	for _, day := range all {
		if day >= today || has[day] {
			continue
		}
		d := &AccessDay{Header: fact.Header{ExternalID: day}}
		if d.SHA256, d.Size, err = r.access.Sum(day); err != nil {
			return err
		}
		if d.ID, err = uuid.NewV7(); err != nil {
			return err
		}
		made = append(made, d)
		told = append(told, day+" "+hex.EncodeToString(d.SHA256))
	}
	return r.putAccessDays(ctx, "anchor-access", strings.Join(told, ", "), made)
}

// pruneAccess removes the anchored days before a day. It records that first: a file
// that is left by a crash is removed the next time.
func (r *Registry) pruneAccess(ctx context.Context, before string) error {
	if !r.backingUp.TryLock() {
		return nil // a backup reads them: in an hour there is another chance
	}
	defer r.backingUp.Unlock()
	recorded, err := r.accessDays(ctx)
	if err != nil {
		return err
	}
	var due []*AccessDay
	for _, d := range recorded {
		if !d.Pruned && d.ExternalID < before {
			d.Pruned = true
			due = append(due, d)
		}
	}
	if err := r.putAccessDays(ctx, "prune-access", "", due); err != nil {
		return err
	}
	for _, d := range recorded {
		if d.Pruned {
			if err := r.access.Remove(d.ExternalID); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Registry) putAccessDays(ctx context.Context, verb, reason string, days []*AccessDay) error {
	if len(days) == 0 {
		return nil
	}
	_, err := r.commit(ctx, access.KeepAccess, table.Meta{Verb: verb, Reason: reason}, func(w *table.Writer) error {
		return accessDays.Put(w, days...)
	})
	return known(err)
}

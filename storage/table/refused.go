package table

import (
	"context"
	"errors"

	"github.com/safeconduct/safeconduct/storage"
)

// settled notes how a write ended. The first one that is refused for want of room
// is recorded, in the room that the store keeps back, as a commit that changes
// nothing: others follow only after a write has succeeded again. An empty database
// stays empty.
func (db *DB) settled(ctx context.Context, meta Meta, err error) error {
	if err == nil {
		db.full.Store(false)
	}
	store, keeps := db.store.(storage.Reserver)
	if !errors.Is(err, storage.ErrFull) || !keeps || db.full.Swap(true) {
		return err
	}
	recorded := db.noted(store.UpdateReserved(context.WithoutCancel(ctx), func(tx storage.Tx) error {
		head, err := readHead(tx)
		if err != nil || head == 0 {
			return err
		}
		refused := Meta{Actor: meta.Actor, Verb: "refused", Reason: "there was no room on the disk for: " + meta.Verb}
		return db.commit(tx, head+1, refused, Commit{}, db.journal(nil, nil))
	}))
	if recorded != nil {
		db.full.Store(false) // the next one may have more luck
	}
	return err
}

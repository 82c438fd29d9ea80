package table

import (
	"context"
	"errors"
	"slices"

	"github.com/safeconduct/safeconduct/storage"
)

// request is a write that waits for its turn.
type request struct {
	ctx  context.Context
	meta Meta
	fn   func(*Writer) error

	done bool
	seq  Seq
	err  error
}

// Write runs fn as the only writer, on the latest state, and commits all that
// it put, or nothing. It returns the sequence number of the commit; where fn
// changed nothing, no commit is made and the head is returned. Writes that wait
// at the same time share one transaction, each with a commit of its own; fn may
// run more than once.
func (db *DB) Write(ctx context.Context, meta Meta, fn func(*Writer) error) (Seq, error) {
	q := &request{ctx: ctx, meta: meta, fn: fn}
	db.queue.Lock()
	db.waiting = append(db.waiting, q)
	db.queue.Unlock()

	db.lead(q)
	return q.seq, db.settled(ctx, meta, q.err)
}

// lead waits until a write is done, by one who led before, or leads itself, with
// all that wait by now.
func (db *DB) lead(q *request) {
	db.leading.Lock()
	defer db.leading.Unlock()
	if !q.done {
		db.queue.Lock()
		group := db.waiting
		db.waiting = nil
		db.queue.Unlock()
		if !slices.Contains(group, q) { // another one's panic took it out of the queue
			group = append(group, q)
		}
		db.writeAll(group)
	}
}

// errAlone sends the members of a group to transactions of their own: one of
// them failed when it had written already.
var errAlone = errors.New("table: a write failed amid others")

// writeAll runs the writes of a group in one transaction.
func (db *DB) writeAll(group []*request) {
	err := db.update(context.WithoutCancel(group[0].ctx), func(tx storage.Tx) error {
		for _, q := range group {
			dirty, err := db.writeOne(tx, q)
			if err != nil && dirty {
				return errAlone
			}
			q.err = err
		}
		return nil
	})
	for _, q := range group {
		switch {
		case errors.Is(err, errAlone):
			q.err = db.writeAlone(q)
		case err != nil:
			q.err = err
		}
		q.done = true
	}
}

func (db *DB) writeAlone(q *request) error {
	return db.update(context.WithoutCancel(q.ctx), func(tx storage.Tx) error {
		_, err := db.writeOne(tx, q)
		return err
	})
}

// writeOne runs one write in a transaction; dirty says that it has put
// something.
func (db *DB) writeOne(tx storage.Tx, q *request) (dirty bool, err error) {
	if err := q.ctx.Err(); err != nil {
		return false, err
	}
	head, err := readHead(tx)
	if err != nil {
		return false, err
	}
	if err := recall(tx, q.meta.Once); err != nil {
		return false, err
	}
	w := newWriter(db, head, ordinary(head+1))
	w.reader.tx = tx
	if err := q.fn(w); err != nil {
		return len(w.changes) > 0, err
	}
	if len(w.changes) == 0 {
		q.seq = head
		return true, db.remember(tx, q.meta.Once, head, db.clock().UnixMilli())
	}
	q.seq = head + 1
	return true, db.commit(tx, q.seq, q.meta, Commit{Changes: w.changes, Records: len(w.changes)}, db.journal(w.leaves))
}

package table

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"time"

	"github.com/safeconduct/safeconduct/storage"
)

// request is a write that waits for its turn.
type request struct {
	ctx  context.Context
	meta Meta
	fn   func(*Writer) error

	done chan struct{} // closed when seq and err are known
	seq  Seq
	err  error
}

// Write runs fn as the only writer, on the latest state, and commits all that
// it put, or nothing. It returns the sequence number of the commit; where fn
// changed nothing, no commit is made and the head is returned. Writes that wait
// at the same time share one transaction, each with a commit of its own; fn may
// run more than once.
func (db *DB) Write(ctx context.Context, meta Meta, fn func(*Writer) error) (Seq, error) {
	q := &request{ctx: ctx, meta: meta, fn: fn, done: make(chan struct{})}
	db.queue.Lock()
	db.waiting = append(db.waiting, q)
	db.queue.Unlock()
	for {
		select {
		case <-q.done:
			return q.seq, db.settled(ctx, meta, q.err)
		case db.leading <- struct{}{}:
			db.lead(q)
		}
	}
}

// lead commits a write with all others that wait by now, unless one who led before
// has done so. The caller holds the token for it.
func (db *DB) lead(q *request) {
	defer func() { <-db.leading }()
	select {
	case <-q.done:
		return
	default:
	}
	db.gather()
	db.queue.Lock()
	group := db.waiting
	db.waiting = nil
	db.queue.Unlock()
	if !slices.Contains(group, q) { // another one's panic took it out of the queue
		group = append(group, q)
	}
	db.together = len(group)
	db.writeAll(group)
}

// gathering is how long who leads waits for others: much less than a commit takes.
const gathering = 300 * time.Microsecond

// gather lets those come who were committed together the last time: where many
// write at once, each has its next write at hand as soon as the last one is done,
// and would else miss the group by a hair.
func (db *DB) gather() {
	for deadline := time.Now().Add(gathering); time.Now().Before(deadline); runtime.Gosched() {
		db.queue.Lock()
		waiting := len(db.waiting)
		db.queue.Unlock()
		if waiting >= db.together {
			return
		}
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
		close(q.done)
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
	return true, db.commit(tx, q.seq, q.meta, Commit{Changes: w.changes, Records: len(w.changes)}, db.journal(w.leaves, nil))
}

package table

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/key"
)

// TooOld is returned for a database that an earlier version of the program wrote:
// [Migrate] makes one of today out of it.
type TooOld struct{ Format int }

func (e *TooOld) Error() string {
	return fmt.Sprintf("it has the older stored form %d (this program writes %d): every command but verify migrates it", e.Format, Format)
}

// Migrate writes what a store of form 1 has into an empty one, as this package
// would have written it: every version and every commit, with the journal that
// form 1 did not keep. Sequence numbers lose their gaps. What an import left
// unfinished is left behind.
func Migrate(ctx context.Context, from, to storage.Store, journal Journal, tables ...Named) error {
	m := &migration{to: to, seqs: map[Seq]Seq{}, batches: map[Seq]Seq{}, leaves: map[Seq][]Leaf{}}
	err := from.View(ctx, func(tx storage.Tx) error {
		if format, err := ReadFormat(tx); err != nil || format != 1 {
			return cmp.Or(err, fmt.Errorf("it has the stored form %d, not 1", format))
		}
		if err := m.readCommits(tx); err != nil {
			return err
		}
		for _, table := range tables {
			if err := m.records(ctx, tx, table); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := m.flush(ctx); err != nil {
		return err
	}
	return m.writeCommits(ctx, journal)
}

// migration is the state of a Migrate.
type migration struct {
	to      storage.Store
	commits []Commit    // commit 1 first
	seqs    map[Seq]Seq // the new sequence numbers, by the old ones
	batches map[Seq]Seq // the new sequence numbers of staged imports, by their old numbers
	leaves  map[Seq][]Leaf
	pending []storage.Pair
}

func (m *migration) readCommits(tx storage.Tx) error {
	for pair, err := range tx.Scan([]byte{commitKey}, []byte{commitKey + 1}, storage.Ascending) {
		if err != nil {
			return err
		}
		c, err := decodeCommit(pair.Value)
		if err != nil {
			return err
		}
		seq := Seq(len(m.commits) + 1)
		m.seqs[Seq(binary.BigEndian.Uint64(pair.Key[1:]))] = seq
		if c.Batch != 0 {
			m.batches[c.Batch] = seq
			c.Batch = seq
		}
		c.Actor, c.Salt = cmp.Or(c.Actor, "unknown"), newSalt()
		m.commits = append(m.commits, c)
	}
	return nil
}

// records writes the versions of a table's records, with their index entries.
func (m *migration) records(ctx context.Context, tx storage.Tx, table Named) error {
	name, code := table.named()
	prefix := []byte{recordKey, code}
	var chain []*version
	for pair, err := range tx.Scan(prefix, key.After(prefix), storage.Ascending) {
		if err != nil {
			return err
		}
		_, id, s := tail(pair.Key)
		if len(chain) > 0 && chain[0].id != id {
			if err := m.record(ctx, table, chain); err != nil {
				return err
			}
			chain = chain[:0]
		}
		v, err := m.version(pair, s)
		if err != nil {
			return fmt.Errorf("%s %s: %w", name, id, err)
		}
		if v != nil {
			chain = append(chain, v)
		}
	}
	return m.record(ctx, table, chain)
}

// version reads a version of form 1, which had no salt; nil where it was never
// published.
func (m *migration) version(pair storage.Pair, s stamp) (*version, error) {
	seq := m.seqs[s.number()]
	if s.isStaged() {
		seq = m.batches[s.number()]
	}
	count, n := binary.Uvarint(pair.Value[1:])
	switch {
	case seq == 0:
		return nil, nil //nolint:nilnil // it is no part of the registry
	case len(pair.Value) < 2 || pair.Value[0] > removed || n <= 0:
		return nil, errors.New("malformed version")
	}
	_, id, _ := tail(pair.Key)
	v := &version{id: id, stamp: ordinary(seq), state: pair.Value[0], count: int(count), salt: newSalt(), body: pair.Value[1+n:]}
	if s.isStaged() {
		v.stamp = staged(seq)
	}
	return v, nil
}

func (m *migration) record(ctx context.Context, table Named, chain []*version) error {
	if len(chain) == 0 {
		return nil
	}
	name, code := table.named()
	for _, v := range chain {
		m.put(v.stamp.on(recordPrefix(code, v.id)), v.encode())
		m.leaves[v.stamp.number()] = append(m.leaves[v.stamp.number()], Leaf{Table: code, Kind: name, ID: v.id, Version: v.count, Hash: v.contentHash()})
	}
	entries, err := table.expected(chain)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		m.put(entry, nil)
	}
	if len(m.pending) < defaultChunk {
		return nil
	}
	return m.flush(ctx)
}

func (m *migration) put(key, value []byte) {
	m.pending = append(m.pending, storage.Pair{Key: key, Value: value})
}

// flush writes what is pending, in the order of the keys.
func (m *migration) flush(ctx context.Context) error {
	slices.SortFunc(m.pending, func(a, b storage.Pair) int { return slices.Compare(a.Key, b.Key) })
	err := m.to.Update(ctx, func(tx storage.Tx) error {
		for _, pair := range m.pending {
			if err := tx.Put(pair.Key, pair.Value); err != nil {
				return err
			}
		}
		return nil
	})
	m.pending = m.pending[:0]
	return err
}

// commitsAtOnce is how many commits are written in one transaction.
const commitsAtOnce = 1000

func (m *migration) writeCommits(ctx context.Context, journal Journal) error {
	for from := 0; from < len(m.commits); from += commitsAtOnce {
		err := m.to.Update(ctx, func(tx storage.Tx) error {
			for i := from; i < min(from+commitsAtOnce, len(m.commits)); i++ {
				seq, c := Seq(i+1), m.commits[i]
				c.Records = len(m.leaves[seq])
				if c.Batch != 0 {
					if err := tx.Put(numbered(batchKey, c.Batch), binary.BigEndian.AppendUint64(nil, uint64(seq))); err != nil {
						return err
					}
				}
				if err := putCommit(tx, seq, c, journal(m.leaves[seq], nil)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return m.to.Update(ctx, func(tx storage.Tx) error { return tx.Put([]byte{formatKey}, []byte{Format}) })
}

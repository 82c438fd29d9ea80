package table

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/key"
)

// recordKeySize is the length of the key of a version.
const recordKeySize = 2 + len(uuid.UUID{}) + stampSize

// records examines every record with all its versions.
func (x *examination) records() error {
	return x.chains([]byte{recordKey}, func(code byte, chain []*version) error {
		table := x.tableOf(code)
		if table == nil {
			x.Report(Place{Table: x.nameOf(code), ID: chain[0].id.String()}, "is of no table that a registry has")
			return nil
		}
		return table.examine(x, chain)
	})
}

// chains hands the published versions of every record to fn. Those that are
// malformed are left out, and reported where all records are read.
func (x *examination) chains(prefix []byte, fn func(code byte, chain []*version) error) error {
	var chain []*version
	var code byte
	report := x.Report
	if len(prefix) > 1 {
		report = func(Place, string) {}
	}
	flush := func() error {
		defer func() { chain = chain[:0] }()
		if len(chain) == 0 {
			return nil
		}
		return fn(code, chain)
	}
	for pair, err := range x.tx.Scan(prefix, key.After(prefix), storage.Ascending) {
		if err != nil {
			return err
		}
		x.count()
		if len(pair.Key) != recordKeySize {
			report(Place{Table: "key", ID: fmt.Sprintf("%x", pair.Key)}, "is no key of a version")
			continue
		}
		_, id, stamp := tail(pair.Key)
		if len(chain) > 0 && (code != pair.Key[1] || chain[0].id != id) {
			if err := flush(); err != nil {
				return err
			}
		}
		code = pair.Key[1]
		if x.seqOf(stamp) == 0 {
			continue // of an import that was never published
		}
		v, err := decodeVersion(pair)
		if err != nil {
			report(Place{Table: x.nameOf(code), ID: id.String()}, fmt.Sprintf("has a malformed version, written by commit %d", x.seqOf(stamp)))
			continue
		}
		chain = append(chain, v)
	}
	return flush()
}

func (x *examination) tableOf(code byte) Named {
	for _, table := range x.Tables {
		if _, c := table.named(); c == code {
			return table
		}
	}
	return nil
}

func (x *examination) nameOf(code byte) string {
	table := x.tableOf(code)
	if table == nil {
		return fmt.Sprintf("record of an unknown table %d", code)
	}
	name, _ := table.named()
	return name
}

// examine reports what is wrong with the versions of a record, hands on what the
// log says of them, and notes the index entries that they have.
func (t *Table[T]) examine(x *examination, chain []*version) error {
	at := Place{Table: t.Name, ID: chain[0].id.String()}
	records, unread := make([]*T, len(chain)), false
	for i, v := range chain {
		at.Version = v.count
		var err error
		if records[i], err = t.unlessRemoved(v); err != nil {
			x.Report(at, err.Error())
			unread = true
		}
		if records[i] != nil {
			_, at.ExternalID, _ = t.Header(records[i])
		}
		if i > 0 && v.count != chain[i-1].count+1 || i == 0 && v.count != 1 {
			x.Report(at, "does not follow the version before it, or is the first and not 1")
		}
		x.versionOf(t.Code, at, v)
	}
	if !unread {
		t.entriesOf(chain, records, func(entry []byte) {
			tally := x.tally(entry)
			tally.add(&tally.expected, entry)
		})
	}
	if last := records[len(records)-1]; last != nil {
		return t.examineRefs(x, at, last)
	}
	return nil
}

// versionOf hands on the changes that made a version what it is.
func (x *examination) versionOf(code byte, at Place, v *version) {
	leaf := Leaf{Table: code, Kind: at.Table, ID: v.id, Version: v.count, Hash: v.contentHash()}
	x.leaf(at, x.seqOf(v.stamp), leaf)
	if !v.isErased() {
		return
	}
	leaf.Erased, leaf.Hash = true, v.leafOfErased()
	x.leaf(at, v.eraser, leaf)
	place := v.stamp.on(recordPrefix(code, v.id))
	x.erasures[string(append([]byte{erasedKey}, place[1:]...))] = true
}

func (x *examination) leaf(at Place, seq Seq, leaf Leaf) {
	if seq == 0 || seq > x.head {
		x.Report(at, fmt.Sprintf("was written or erased by commit %d, which is not there", seq))
		return
	}
	x.see(seq, leaf)
	x.Leaf(at, seq, leaf)
}

// examineRefs reports references to what is not there.
func (t *Table[T]) examineRefs(x *examination, at Place, record *T) error {
	for _, reference := range t.Refs {
		id := reference.ID(record)
		if id == uuid.Nil {
			continue
		}
		name, code := reference.To.named()
		there, err := x.isThere(code, id)
		if err != nil {
			return err
		}
		if !there {
			x.Report(at, fmt.Sprintf("refers in %s to the %s %s, which is not there", reference.Field, name, id))
		}
	}
	return nil
}

package registry

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/table"
)

// logged is the journal of the registry's tables: every commit has its entry in
// the log.
func logged(leaves []table.Leaf, spool table.NewSpool) table.Digest {
	if spool != nil {
		return digest{audit.NewChanges(spool)}
	}
	changes := make([]audit.Change, len(leaves))
	for i, leaf := range leaves {
		changes[i] = changeOf(leaf)
	}
	return digest{audit.Digest(changes)}
}

// digest is the tree of a commit's changes, as the tables hand it on.
type digest struct{ *audit.Changes }

func (d digest) Add(leaf table.Leaf) error { return d.Changes.Add(changeOf(leaf)) }

func (d digest) Append(tx storage.Tx, e table.Entry) error {
	return audit.Append(tx, entryOf(e), d.Changes)
}

// changeOf is a leaf as the log's format has it.
func changeOf(leaf table.Leaf) audit.Change {
	return audit.Change{
		Table: leaf.Table, Kind: strings.ReplaceAll(leaf.Kind, " ", "-"), ID: leaf.ID,
		Version: leaf.Version, Hash: leaf.Hash, Erased: leaf.Erased,
	}
}

// entryOf is the entry of a commit, but for its changes.
func entryOf(e table.Entry) audit.Entry {
	return audit.Entry{Seq: uint64(e.Seq), Time: e.Commit.Time, Actor: e.Commit.Actor, Verb: e.Commit.Verb, Commit: e.Stored}
}

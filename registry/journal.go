package registry

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/table"
)

// logged is the journal of the registry's tables: every commit has its entry in
// the log.
func logged(leaves []table.Leaf) func(storage.Tx, table.Entry) error {
	changes := make([]audit.Change, len(leaves))
	for i, leaf := range leaves {
		changes[i] = changeOf(leaf)
	}
	digest := audit.Digest(changes)
	return func(tx storage.Tx, e table.Entry) error {
		return audit.Append(tx, entryOf(e), digest)
	}
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

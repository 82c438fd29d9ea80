package registry

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// concerned are the flows whose verdicts may depend on a record, by external
// id: those of its parties, or itself and what it is passed on to.
func concerned(r *table.Reader, changed Node) ([]*fact.Flow, error) {
	found := map[fact.ID]*fact.Flow{}
	if f, isFlow := changed.(*fact.Flow); isFlow {
		stored, err := flows.Get(r, f.ID)
		if err != nil && !isMissing(err) {
			return nil, err
		}
		if err == nil {
			found[f.ID] = stored
		}
	}
	err := concern(r, changed, func(index *table.Index[fact.Flow], prefix []byte) error {
		for f, err := range flows.By(r, index, prefix) {
			if err != nil {
				return err
			}
			found[f.ID] = f
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := make([]*fact.Flow, 0, len(found))
	for _, f := range found {
		all = append(all, f)
	}
	for next := all; len(next) > 0; { // and the flows below them
		var below []*fact.Flow
		for _, f := range next {
			onward, err := collect(flows.By(r, flowOnward, f.ID[:]))
			if err != nil {
				return nil, err
			}
			for _, g := range onward {
				if found[g.ID] == nil {
					found[g.ID] = g
					below = append(below, g)
				}
			}
		}
		all, next = append(all, below...), below
	}
	slices.SortFunc(all, func(f, g *fact.Flow) int { return strings.Compare(f.ExternalID, g.ExternalID) })
	return all, nil
}

// concern names the places of the indexes under which the flows are found.
func concern(r *table.Reader, changed Node, add func(*table.Index[fact.Flow], []byte) error) error {
	switch record := changed.(type) {
	case *fact.Agreement:
		return add(flowPair, ids(record.Exporter, record.Importer)[0])
	case *fact.Assessment:
		return add(flowPair, ids(record.Exporter, record.Importer)[0])
	case *fact.Certification:
		return add(flowImporter, record.Organization[:])
	case *fact.Flow: // found by itself, unless it was removed
	case *fact.Organization:
		if err := add(flowPair, record.ID[:]); err != nil {
			return err
		}
		return add(flowImporter, record.ID[:])
	case *fact.BindingRules:
		for member, err := range organizations.By(r, organizationGroup, groupKey(record.Group)) {
			if err != nil {
				return err
			}
			if err := add(flowPair, member.ID[:]); err != nil {
				return err
			}
		}
	}
	return nil
}

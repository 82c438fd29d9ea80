package registry

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Flows lists the flows whose verdicts may depend on what was changed, by
// external id: on the record as it was before as well as on what it is now, so
// that flows that lost their basis are among them.
func (c *Changed) Flows(ctx context.Context, paging Paging) (*FlowPage, error) {
	found := gathered{}
	err := c.View.read(ctx, func(r *table.Reader) error { return found.concerned(r, c.before, c.Record) })
	if err != nil {
		return nil, err
	}
	all := slices.SortedFunc(maps.Values(found), func(f, g *fact.Flow) int { return strings.Compare(f.ExternalID, g.ExternalID) })
	return c.View.pageOfFlows(all, paging)
}

// gathered are flows, each once.
type gathered map[fact.ID]*fact.Flow

// concerned gathers the flows of the parties of records, and those that pass
// their data on.
func (g gathered) concerned(r *table.Reader, records ...Node) error {
	for _, record := range records {
		if err := g.add(concern(r, record)); err != nil {
			return err
		}
	}
	for above := slices.Collect(maps.Values(g)); len(above) > 0; above = above[1:] {
		for f, err := range flows.By(r, flowOnward, above[0].ID[:]) {
			if err != nil {
				return err
			}
			if g[f.ID] == nil {
				g[f.ID] = f
				above = append(above, f)
			}
		}
	}
	return nil
}

func (g gathered) add(walk iter.Seq2[*fact.Flow, error]) error {
	for f, err := range walk {
		if err != nil {
			return err
		}
		g[f.ID] = f
	}
	return nil
}

// concern walks the flows for whose verdict a record counts by itself.
func concern(r *table.Reader, record Node) iter.Seq2[*fact.Flow, error] {
	switch record := record.(type) {
	case *fact.Agreement:
		return flows.By(r, flowPair, ids(record.Exporter, record.Importer)[0])
	case *fact.Assessment:
		return flows.By(r, flowPair, ids(record.Exporter, record.Importer)[0])
	case *fact.Certification:
		return flows.By(r, flowImporter, record.Organization[:])
	case *fact.Flow:
		return itself(r, record)
	case *fact.Organization:
		return oneAfterTheOther(flows.By(r, flowPair, record.ID[:]), flows.By(r, flowImporter, record.ID[:]))
	case *fact.BindingRules:
		return ofGroup(r, record.Group)
	}
	return oneAfterTheOther() // there was no record before, or there is none now
}

// itself is the flow, unless it is gone.
func itself(r *table.Reader, f *fact.Flow) iter.Seq2[*fact.Flow, error] {
	return func(yield func(*fact.Flow, error) bool) {
		if stored, err := flows.Get(r, f.ID); !isMissing(err) {
			yield(stored, err)
		}
	}
}

// ofGroup are the flows from the members of a group: who imports without being
// a member is not covered, but costs little to look at.
func ofGroup(r *table.Reader, group string) iter.Seq2[*fact.Flow, error] {
	return func(yield func(*fact.Flow, error) bool) {
		for member, err := range organizations.By(r, organizationGroup, groupKey(group)) {
			if err != nil {
				yield(nil, err)
				return
			}
			for f, err := range flows.By(r, flowPair, member.ID[:]) {
				if !yield(f, err) {
					return
				}
			}
		}
	}
}

func oneAfterTheOther(walks ...iter.Seq2[*fact.Flow, error]) iter.Seq2[*fact.Flow, error] {
	return func(yield func(*fact.Flow, error) bool) {
		for _, walk := range walks {
			for f, err := range walk {
				if !yield(f, err) {
					return
				}
			}
		}
	}
}

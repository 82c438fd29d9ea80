package registry

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// ImpactBy is by what the flows that a hypothesis hits are grouped.
type ImpactBy string

// The groupings.
const (
	ImpactByOrigin      ImpactBy = "ORIGIN"
	ImpactByDestination ImpactBy = "DESTINATION"
	ImpactByImporter    ImpactBy = "IMPORTER"
	ImpactByCustomer    ImpactBy = "CUSTOMER"
	ImpactByProduct     ImpactBy = "PRODUCT"
)

// ImpactBys are all groupings, in the order of those of the columns.
var ImpactBys = []ImpactBy{ImpactByOrigin, ImpactByDestination, ImpactByImporter, ImpactByCustomer, ImpactByProduct}

// ImpactGroup is what a hypothesis does to the flows of a group.
type ImpactGroup struct {
	Name string // a country, an external id, a product; "" of flows without a customer or a product
	ImpactCounts
	party  fact.ID
	impact *Impact
}

// Organization is the importer or the customer; nil for other groups.
func (g *ImpactGroup) Organization(ctx context.Context) (*fact.Organization, error) {
	return g.impact.scenario.asIs.Party(ctx, g.party)
}

// key orders groups: those that lose most come first.
func (g *ImpactGroup) key() string {
	return fmt.Sprintf("%010d %010d %010d %010d %s", math.MaxUint32-g.NewlyWithoutBasis, math.MaxUint32-g.Worsened, math.MaxUint32-g.FallingBack, math.MaxUint32-g.Improved, g.Name)
}

var byWeight = order[*ImpactGroup]{"groups", (*ImpactGroup).key}

// Groups lists the groups of flows to which the hypothesis does something, the hardest
// hit first: by flows that lose their last valid basis, then by those that are worse
// off, that fall back on another basis, that are better off, then by name.
func (i *Impact) Groups(ctx context.Context, by ImpactBy, paging Paging) (*ImpactGroupPage, error) {
	list, err := i.list(ctx, columns.Effects...)
	if err != nil {
		return nil, err
	}
	counted, err := i.before.view.Groups(ctx, list.filter, i.AsOf, columns.Grouping(slices.Index(ImpactBys, by)), func(shape int) columns.Effect { return i.effects[shape] })
	if err != nil {
		return nil, err
	}
	size, after, err := byWeight.asked(paging)
	if err != nil {
		return nil, err
	}
	groups := newNearest(size+1, after, byWeight.key)
	for group, counts := range counted {
		g := &ImpactGroup{Name: group.Text, ImpactCounts: countsOf(*counts), party: group.Party, impact: i}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if g.party != (fact.ID{}) {
			o, err := i.before.party(g.party)
			if err != nil {
				return nil, err
			}
			g.Name = o.ExternalID
		}
		groups.add(g)
	}
	page := byWeight.pageOfNearest(groups, size)
	for _, g := range page.Nodes {
		i.scenario.asIs.reads.organizations.announce(g.party)
	}
	return page, nil
}

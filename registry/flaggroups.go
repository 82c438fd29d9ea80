package registry

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// FlagBy is by what flags are grouped.
type FlagBy string

// The groupings of flags.
const (
	FlagsByRemedy      FlagBy = "REMEDY"
	FlagsByReason      FlagBy = "REASON"
	FlagsByImporter    FlagBy = "IMPORTER"
	FlagsByDestination FlagBy = "DESTINATION"
	FlagsByCustomer    FlagBy = "CUSTOMER"
)

// FlagBys are all groupings.
var FlagBys = []FlagBy{FlagsByRemedy, FlagsByReason, FlagsByImporter, FlagsByDestination, FlagsByCustomer}

// FlagGroup is the flows that are flagged or at risk on a day and have something in
// common. By what would mend them, and by their reasons, a flow may be in several groups.
type FlagGroup struct {
	Name  string // of a remedy, the code of a reason, an external id, or a country; "" of flows that nothing mends, or of no customer
	Flows int
	party fact.ID
	of    *flagGrouping
}

// The pages of groups of flags.
type (
	FlagGroupPage = Page[*FlagGroup]
	FlagGroupEdge = Edge[*FlagGroup]
)

// flagGrouping is what the groups of one question have in common.
type flagGrouping struct {
	view   *View
	book   *book
	day    civil.Date
	filter columns.Filter
	mends  []*mends // by shape; nil where they are not grouped by what would mend them
	counts []int    // of flows by shape; likewise

	once     sync.Once
	mendings map[string][]*mending // by the name of the remedy, greatest first
}

// key orders groups: the largest come first, then by name.
func (g *FlagGroup) key() string { return fmt.Sprintf("%010d %s", math.MaxUint32-g.Flows, g.Name) }

// FlagGroups groups the flows that a filter admits and that are flagged or at risk on a
// day, the largest group first. Not by text.
func (v *View) FlagGroups(ctx context.Context, by FlagBy, filter *FlowFilter, asOf civil.Date, paging Paging) (*FlagGroupPage, error) {
	if err := filter.wordless("groups of flags"); err != nil {
		return nil, err
	}
	g := &flagGrouping{view: v, day: v.Day(asOf)}
	var err error
	if g.book, g.filter, err = v.narrowFlags(ctx, filter, g.day); err != nil {
		return nil, err
	}
	toBroken(&g.filter)
	groups, err := g.group(ctx, by)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(groups, func(a, b *FlagGroup) int {
		return cmp.Or(cmp.Compare(b.Flows, a.Flows), cmp.Compare(a.Name, b.Name))
	})
	page, err := order[*FlagGroup]{"flags by " + string(by), (*FlagGroup).key}.paginate(groups, paging)
	if err != nil {
		return nil, err
	}
	for _, group := range page.Nodes {
		v.reads.organizations.announce(group.party)
	}
	return page, nil
}

func (g *flagGrouping) group(ctx context.Context, by FlagBy) ([]*FlagGroup, error) {
	switch by {
	case FlagsByImporter:
		return g.groupBy(ctx, columns.ByImporter)
	case FlagsByDestination:
		return g.groupBy(ctx, columns.ByDestination)
	case FlagsByCustomer:
		return g.groupBy(ctx, columns.ByCustomer)
	case FlagsByRemedy, FlagsByReason:
	}
	counts, err := g.book.countByShape(ctx, g.filter, g.day)
	if err != nil {
		return nil, err
	}
	if by == FlagsByReason {
		codes, err := g.view.codesOn(ctx, g.book, g.day)
		if err != nil {
			return nil, err
		}
		return g.byReason(codes, counts), nil
	}
	of, err := g.view.mendsOn(ctx, g.book, g.day)
	if err != nil {
		return nil, err
	}
	return g.byRemedy(of, counts), nil
}

// groupBy groups by what the columns say.
func (g *flagGrouping) groupBy(ctx context.Context, by columns.Grouping) ([]*FlagGroup, error) {
	alike := func(int) columns.Effect { return columns.Unchanged }
	counted, err := g.book.view.Groups(ctx, g.filter, g.day, by, alike)
	if err != nil {
		return nil, err
	}
	groups := make([]*FlagGroup, 0, len(counted))
	for of, flows := range counted {
		group := &FlagGroup{Name: of.Text, Flows: flows[columns.Unchanged], party: of.Party, of: g}
		if group.party != (fact.ID{}) {
			o, err := g.book.party(group.party)
			if err != nil {
				return nil, err
			}
			group.Name = o.ExternalID
		}
		groups = append(groups, group)
	}
	return groups, nil
}

func (g *flagGrouping) byReason(codes []uint64, counts []int) []*FlagGroup {
	bySet := map[uint64]int{} // of codes: few are different
	for shape, flows := range counts {
		bySet[codes[shape]] += flows
	}
	byCode := map[string]int{}
	for set, flows := range bySet {
		for _, code := range basis.Codes {
			if set&codeBit(code) != 0 {
				byCode[string(code)] += flows
			}
		}
	}
	return g.named(byCode)
}

func (g *flagGrouping) byRemedy(of []*mends, counts []int) []*FlagGroup {
	g.mends, g.counts = of, counts
	byMends := map[*mends]int{} // of which few are different
	for shape, flows := range counts {
		if flows > 0 {
			byMends[of[shape]] += flows
		}
	}
	byName := map[string]int{}
	for some, flows := range byMends {
		for _, name := range some.names {
			byName[name] += flows
		}
	}
	return g.named(byName)
}

func (g *flagGrouping) named(counted map[string]int) []*FlagGroup {
	groups := make([]*FlagGroup, 0, len(counted))
	for name, flows := range counted {
		if flows > 0 {
			groups = append(groups, &FlagGroup{Name: name, Flows: flows, of: g})
		}
	}
	return groups
}

// Organization is the importer or the customer; nil for other groups.
func (g *FlagGroup) Organization(ctx context.Context) (*fact.Organization, error) {
	return g.of.view.Party(ctx, g.party)
}

// Mendings tell who would bring the remedy about, those first whose act mends most; none
// for groups by something else.
func (g *FlagGroup) Mendings(ctx context.Context, first int) ([]*Mending, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	return g.of.view.tellMendings(ctx, g.of.book, g.mendings(), g.of.day, first)
}

// MendingCount is how many mendings there are: parties, or pairs of them, with what each would do.
func (g *FlagGroup) MendingCount() int { return len(g.mendings()) }

func (g *FlagGroup) mendings() []*mending {
	g.of.once.Do(func() {
		if g.of.mends == nil {
			return
		}
		g.of.mendings = map[string][]*mending{}
		for _, m := range g.of.book.mendings(g.of.counts, g.of.mends) {
			g.of.mendings[m.name] = append(g.of.mendings[m.name], m)
		}
	})
	return g.of.mendings[g.Name]
}

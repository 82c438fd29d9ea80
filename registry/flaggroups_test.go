package registry_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// flaggedFlow is a flow of which something is wrong, and the groups in which it belongs.
type flaggedFlow struct {
	flow   *fact.Flow
	groups map[registry.FlagBy][]string
}

// flaggedOn decides every flow of a registry by itself.
func flaggedOn(t *testing.T, view *registry.View, day civil.Date) (all []flaggedFlow) {
	t.Helper()
	ctx, most := anyone(), 1000
	page, err := view.ListFlows(ctx, nil, day, registry.Paging{First: &most})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range page.Nodes {
		verdict, err := view.VerdictOf(ctx, f, day)
		if err != nil {
			t.Fatal(err)
		}
		if verdict.Status != basis.NoValidBasis && verdict.Status != basis.AtRisk {
			continue
		}
		one := flaggedFlow{f, map[registry.FlagBy][]string{
			registry.FlagsByImporter: {externalIDOf(t, view, f.Importer)}, registry.FlagsByCustomer: {externalIDOf(t, view, f.Customer)},
		}}
		destination, err := view.Destination(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		one.add(registry.FlagsByDestination, destination)
		for _, why := range verdict.Reasons {
			one.add(registry.FlagsByReason, string(why.Code))
		}
		remedies, err := view.RemediesOf(ctx, f, day)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range remedies {
			one.add(registry.FlagsByRemedy, nameOfRemedy(r))
		}
		if len(remedies) == 0 {
			one.add(registry.FlagsByRemedy, "")
		}
		all = append(all, one)
	}
	return all
}

func (f *flaggedFlow) add(by registry.FlagBy, name string) {
	if !slices.Contains(f.groups[by], name) {
		f.groups[by] = append(f.groups[by], name)
	}
}

func externalIDOf(t *testing.T, view *registry.View, id fact.ID) string {
	t.Helper()
	o, err := view.Party(anyone(), id)
	if err != nil {
		t.Fatal(err)
	}
	if o == nil {
		return ""
	}
	return o.ExternalID
}

func nameOfRemedy(r *registry.Remedy) string {
	var pieces []string
	for i := range r.Pieces {
		name := string(r.Pieces[i].Kind)
		if evidence := r.Pieces[i].Evidence(); len(evidence) > 0 {
			slices.Sort(evidence)
			name += ":" + strings.Join(evidence, ",")
		}
		pieces = append(pieces, name)
	}
	slices.Sort(pieces)
	return strings.Join(pieces, "+")
}

// filterBy narrows to a group.
func filterBy(by registry.FlagBy, name string) *registry.FlowFilter {
	filter := &registry.FlowFilter{Status: registry.FlagStatuses()}
	switch by {
	case registry.FlagsByRemedy:
		filter.Remedy = []string{name}
	case registry.FlagsByReason:
		filter.Reason = []basis.Code{basis.Code(name)}
	case registry.FlagsByImporter:
		filter.Importer = []string{name}
	case registry.FlagsByDestination:
		filter.Destination = []string{name}
	case registry.FlagsByCustomer:
		filter.Customer = []string{name}
	}
	return filter
}

// TestGroupsOfFlagsAreWhole holds groups of flags, and the lists to which their names lead,
// against what is told of each flow, in random registries.
func TestGroupsOfFlagsAreWhole(t *testing.T) {
	ctx, most := anyone(), 1000
	seen := map[registry.FlagBy]int{}
	for seed := range uint64(80) {
		view := now(t, openWith(t, inMemory(naive.Random(seed))))
		random := rand.New(rand.NewPCG(seed, 12))
		day := civil.MustParse(fmt.Sprintf("20%02d-06-01", random.IntN(28)))
		all := flaggedOn(t, view, day)
		for _, by := range registry.FlagBys {
			within := registry.FlagBys[random.IntN(len(registry.FlagBys))] // narrowed to a group of another kind, at times
			var narrowedTo string
			var filter *registry.FlowFilter
			if within != by && len(all) > 0 {
				names := all[random.IntN(len(all))].groups[within]
				narrowedTo = names[random.IntN(len(names))]
				filter = filterBy(within, narrowedTo)
			}
			want := map[string][]string{}
			for _, f := range all {
				if filter != nil && !slices.Contains(f.groups[within], narrowedTo) {
					continue
				}
				for _, name := range f.groups[by] {
					want[name] = append(want[name], f.flow.ExternalID)
				}
			}
			page, err := view.FlagGroups(ctx, by, filter, day, registry.Paging{First: &most})
			if err != nil {
				t.Fatal(err)
			}
			got, last := map[string]int{}, len(all)
			for _, group := range page.Nodes {
				if group.Flows > last {
					t.Errorf("seed %d, by %s: %d flows after %d", seed, by, group.Flows, last)
				}
				last, got[group.Name] = group.Flows, group.Flows
				seen[by]++
			}
			if diff := cmp.Diff(sizesOf(want), got); diff != "" {
				t.Errorf("seed %d, by %s on %s within %s %q: %s", seed, by, day, within, narrowedTo, diff)
			}
			if filter != nil {
				continue
			}
			for name, flows := range want {
				list, err := view.ListFlows(ctx, filterBy(by, name), day, registry.Paging{First: &most})
				if err != nil {
					t.Fatal(err)
				}
				var found []string
				for _, f := range list.Nodes {
					found = append(found, f.ExternalID)
				}
				if diff := cmp.Diff(flows, found); diff != "" {
					t.Errorf("seed %d, the list of %s %q on %s: %s", seed, by, name, day, diff)
				}
			}
		}
	}
	for _, by := range registry.FlagBys {
		if seen[by] < 50 {
			t.Errorf("of groups by %s %d were seen", by, seen[by])
		}
	}
}

func sizesOf(groups map[string][]string) map[string]int {
	counts := map[string]int{}
	for name, flows := range groups {
		counts[name] = len(flows)
	}
	return counts
}

// TestAGroupTellsWhoWouldMendIt holds what a group tells of who has to act against all that
// would mend the flows.
func TestAGroupTellsWhoWouldMendIt(t *testing.T) {
	ctx, most, told := anyone(), 1000, 0
	for seed := range uint64(60) {
		view := now(t, openWith(t, inMemory(naive.Random(seed))))
		day := civil.MustParse(fmt.Sprintf("20%02d-06-01", seed%28))
		all, err := view.Mend(ctx, nil, day, 1000)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string][]string{}
		for _, m := range all {
			want[nameOfRemedy(&m.Remedy)] = append(want[nameOfRemedy(&m.Remedy)], fmt.Sprint(m.Flows, " ", messages(&m.Remedy)))
		}
		page, err := view.FlagGroups(ctx, registry.FlagsByRemedy, nil, day, registry.Paging{First: &most})
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range page.Nodes {
			mendings, err := group.Mendings(anyone(), 1000)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range mendings {
				got = append(got, fmt.Sprint(m.Flows, " ", messages(&m.Remedy)))
				told++
			}
			if diff := cmp.Diff(want[group.Name], got); diff != "" || group.MendingCount() != len(got) {
				t.Errorf("seed %d, %q: %d of %s", seed, group.Name, group.MendingCount(), diff)
			}
			delete(want, group.Name)
		}
		if len(want) > 0 {
			t.Errorf("seed %d: no group for %v", seed, slices.Collect(maps.Keys(want)))
		}
	}
	if told < 100 {
		t.Errorf("%d were told", told)
	}
}

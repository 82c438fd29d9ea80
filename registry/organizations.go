package registry

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/storage/key"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Organization finds an organization by the caller's own key; NOT_FOUND when
// there is none.
func (v *View) Organization(ctx context.Context, externalID string) (*fact.Organization, error) {
	if err := access.May(ctx, access.ReadFlows); err != nil { // also for what is kept
		return nil, err
	}
	limited := access.CallerOf(ctx).IsLimited()
	if kept, is := v.registry.recent.organizations.get(v.at, externalID); is && !limited {
		return kept, nil
	}
	o, err := one(ctx, v, organizations, externalID)
	if err == nil && !limited {
		v.registry.recent.organizations.keep(v.at, externalID, o)
	}
	return o, err
}

// OrganizationFilter narrows a list of organizations.
type OrganizationFilter struct {
	Search  string                  // every word must begin a word of name, domain or external id
	Kinds   []fact.OrganizationKind // none given: all
	Country string                  // "": all; case is folded
	Group   string                  // "": all
}

// SearchOrganizations finds organizations for people: exact matches first, then
// by name, then by external id; without a search, by external id.
func (v *View) SearchOrganizations(ctx context.Context, filter OrganizationFilter, paging Paging) (*OrganizationPage, error) {
	filter.Country = strings.ToUpper(filter.Country)
	if why := countryFault(v.law, filter.Country); !why.IsEmpty() {
		return nil, fault.BadFor("country", filter.Country, why)
	}
	words, err := searchWords("search", filter.Search)
	if err != nil {
		return nil, err
	}
	if access.CallerOf(ctx).IsLimited() {
		return v.searchTheirs(ctx, filter.admits(), words, paging)
	}
	if len(words) == 0 && filter.Group != "" {
		return listIn(ctx, v, organizations, filter.admits(), paging, func(r *table.Reader) iter.Seq2[*fact.Organization, error] {
			return organizations.By(r, organizationGroup, groupKey(filter.Group))
		})
	}
	if len(words) == 0 {
		return listAs(ctx, v, filter.part(), organizations, filter.admits(), paging)
	}
	var hits []*fact.Organization
	err = v.readAs(ctx, filter.part(), func(r *table.Reader) (err error) {
		hits, err = search(r, words, filter.admits())
		return err
	})
	if err != nil {
		return nil, err
	}
	return pageOf(v, hits, orderOf(words), paging)
}

// searchTheirs is the search of a limited caller: among all organizations of which he
// may know.
func (v *View) searchTheirs(ctx context.Context, admits func(*fact.Organization) bool, words []string, paging Paging) (*OrganizationPage, error) {
	all, err := confinedTo(ctx, v, (*confines).organizationsIn)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(o *fact.Organization) bool {
		return admits != nil && !admits(o) || len(words) > 0 && !matches(words, wordsOf(o))
	})
	if len(words) == 0 {
		return pageOf(v, all, byExternalID(organizations), paging)
	}
	return pageOf(v, all, orderOf(words), paging)
}

// orderOf is the order of what a search finds.
func orderOf(words []string) order[*fact.Organization] {
	return order[*fact.Organization]{"search " + strings.Join(words, " "), rankBy(words)}
}

// countryFault says why a code is no country; one that is not given is none.
func countryFault(l *law.Law, code string) sentence.Sentence {
	if code == "" {
		return sentence.Sentence{}
	}
	return l.CountryFault(code)
}

// search reads the candidates by the longest word, which the index narrows
// most, and keeps those that match wholly.
func search(r *table.Reader, words []string, admits func(*fact.Organization) bool) (hits []*fact.Organization, err error) {
	longest := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
	prefix := key.AppendString(nil, longest)
	seen := map[fact.ID]bool{}
	for o, err := range organizations.By(r, organizationWords, prefix[:len(prefix)-2]) { // without its end: any word that begins so
		if err != nil {
			return nil, err
		}
		if !seen[o.ID] && (admits == nil || admits(o)) && matches(words, wordsOf(o)) {
			seen[o.ID] = true
			hits = append(hits, o)
		}
	}
	return hits, nil
}

// part is the act of which the list is a part: whoever sells may look for customers,
// and for nobody else.
func (f OrganizationFilter) part() access.Act {
	if slices.Equal(f.Kinds, []fact.OrganizationKind{fact.Customer}) {
		return access.AskAboutDPA
	}
	return access.ReadFlows
}

// admits is the test that the filter is beside its search, nil for none.
func (f OrganizationFilter) admits() func(*fact.Organization) bool {
	if len(f.Kinds) == 0 && f.Country == "" && f.Group == "" {
		return nil
	}
	return func(o *fact.Organization) bool {
		return anyOf(f.Kinds, o.Kind) && (f.Country == "" || f.Country == o.Country) && (f.Group == "" || f.Group == o.Group)
	}
}

// rankBy makes the key by which hits are ordered.
func rankBy(words []string) func(*fact.Organization) string {
	exact := strings.Join(words, " ")
	return func(o *fact.Organization) string {
		far := 1
		if slices.ContainsFunc(namesOf(o), func(name string) bool { return phrase(name) == exact }) {
			far = 0
		}
		return strconv.Itoa(far) + o.Name + "\x00" + o.ExternalID
	}
}

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
	own := access.CallerOf(ctx).IsLimited() || v.tried != nil // it is not what all others are told
	if kept, is := v.registry.recent.organizations.get(v.at, externalID); is && !own {
		return kept, nil
	}
	o, err := one(ctx, v, organizations, externalID)
	if err == nil && !own {
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
	if err := checkLength("kind", len(filter.Kinds)); err != nil {
		return nil, err
	}
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
	return v.searchPage(ctx, filter, words, paging)
}

// searchPage is a page of all that a search finds. An operation that asks for several has
// them one after the other: each may look at all that is recorded.
func (v *View) searchPage(ctx context.Context, filter OrganizationFilter, words []string, paging Paging) (*OrganizationPage, error) {
	by := orderOf(words)
	size, after, err := by.asked(paging)
	if err != nil {
		return nil, err
	}
	v.reads.searching.Lock()
	defer v.reads.searching.Unlock()
	hits := newNearest(size+1, after, by.key)
	err = v.readAs(ctx, filter.part(), func(r *table.Reader) error {
		return search(ctx, r, words, filter.admits(), hits.add)
	})
	if err != nil {
		return nil, err
	}
	page := by.pageOfNearest(hits, size)
	show(v, page.Nodes...)
	return page, nil
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

// mostCounted is from how many entries of the index on a word is not worth telling from
// others that have as many.
const mostCounted = 1_000

// rarest is the word that the fewest entries of the index begin with.
func rarest(r *table.Reader, words []string) (rare string, err error) {
	fewest := mostCounted + 1
	for _, word := range words {
		entries, err := organizations.CountBy(r, organizationWords, beginningWith(word), mostCounted)
		if err != nil {
			return "", err
		}
		if entries < fewest || entries == fewest && len(word) > len(rare) {
			rare, fewest = word, entries
		}
	}
	return rare, nil
}

// beginningWith is what values of the index begin with whose first word begins so.
func beginningWith(word string) []byte {
	prefix := key.AppendString(nil, word)
	return prefix[:len(prefix)-2] // without its end
}

// lookedAt is after how many candidates a search asks whether anybody waits for it still.
const lookedAt = 1_000

// search reads the candidates by the rarest word, and hands those to fn that match wholly,
// each once.
func search(ctx context.Context, r *table.Reader, words []string, admits func(*fact.Organization) bool, fn func(*fact.Organization)) error {
	rare, err := rarest(r, words)
	if err != nil {
		return err
	}
	looked := 0
	for o, err := range organizations.ByOnce(r, organizationWords, beginningWith(rare)) {
		if looked++; err == nil && looked%lookedAt == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if (admits == nil || admits(o)) && (len(words) == 1 || matches(words, wordsOf(o))) {
			fn(o)
		}
	}
	return nil
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

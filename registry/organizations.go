package registry

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/key"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Organization finds an organization by the caller's own key; NOT_FOUND when
// there is none.
func (v *View) Organization(ctx context.Context, externalID string) (o *fact.Organization, err error) {
	err = v.read(ctx, func(r *table.Reader) error {
		o, err = organizations.ByExternalID(r, externalID)
		return err
	})
	return o, err
}

// OrganizationsByID finds organizations by their ids, in their order; nil in
// the place of the nil id.
func (v *View) OrganizationsByID(ctx context.Context, of []fact.ID) ([]*fact.Organization, error) {
	return byIDs(ctx, v, organizations, of)
}

// OrganizationFilter narrows a list of organizations.
type OrganizationFilter struct {
	Search  string                  // every word must begin a word of name, domain or external id
	Kinds   []fact.OrganizationKind // none given: all
	Country string                  // "": all
}

// SearchOrganizations finds organizations for people: exact matches first, then
// by name, then by external id; without a search, by external id.
func (v *View) SearchOrganizations(ctx context.Context, filter OrganizationFilter, paging Paging) (*Page[*fact.Organization], error) {
	var hits []*fact.Organization
	err := v.read(ctx, func(r *table.Reader) (err error) {
		hits, err = search(r, filter)
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(searchWords(filter.Search)) == 0 {
		return paginate(hits, func(o *fact.Organization) string { return o.ExternalID }, paging)
	}
	rank := rankBy(fold(strings.TrimSpace(filter.Search)))
	slices.SortFunc(hits, func(a, b *fact.Organization) int { return cmp.Compare(rank(a), rank(b)) })
	return paginate(hits, rank, paging)
}

// search reads the candidates by the longest word, which the index narrows
// most, and keeps those that match wholly.
func search(r *table.Reader, filter OrganizationFilter) (hits []*fact.Organization, err error) {
	words := searchWords(filter.Search)
	walk := organizations.Ordered(r, "")
	if len(words) > 0 {
		longest := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
		prefix := key.AppendString(nil, longest)
		walk = organizations.By(r, organizationWords, prefix[:len(prefix)-2]) // without its end: any word that begins so
	}
	seen := map[fact.ID]bool{}
	for o, err := range walk {
		if err != nil {
			return nil, err
		}
		if !seen[o.ID] && filter.admits(o) && matches(words, wordsOf(o)) {
			seen[o.ID] = true
			hits = append(hits, o)
		}
	}
	return hits, nil
}

func (f OrganizationFilter) admits(o *fact.Organization) bool {
	return (len(f.Kinds) == 0 || slices.Contains(f.Kinds, o.Kind)) && (f.Country == "" || f.Country == o.Country)
}

// rankBy makes the key by which hits are ordered.
func rankBy(exact string) func(*fact.Organization) string {
	return func(o *fact.Organization) string {
		far := 1
		if fold(o.Name) == exact || fold(o.ExternalID) == exact || slices.ContainsFunc(o.Domains, func(d string) bool { return fold(d) == exact }) {
			far = 0
		}
		return strconv.Itoa(far) + o.Name + "\x00" + o.ExternalID
	}
}

// byIDs reads records by their ids, in their order; nil for the nil id.
func byIDs[T any](ctx context.Context, v *View, t *table.Table[T], of []fact.ID) ([]*T, error) {
	records := make([]*T, len(of))
	seen := map[fact.ID]*T{}
	err := v.read(ctx, func(r *table.Reader) (err error) {
		for i, id := range of {
			if id == (fact.ID{}) {
				continue
			}
			if seen[id] == nil {
				if seen[id], err = t.Get(r, id); err != nil {
					return err
				}
			}
			records[i] = seen[id]
		}
		return nil
	})
	return records, err
}

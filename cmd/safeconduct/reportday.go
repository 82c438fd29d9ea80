package main

import (
	"cmp"
	"maps"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

type decision = *basis.Decision

// observed is a sample, decided for all days.
type observed struct {
	law   *law.Law
	flows []decision
}

// why is a reason for which flows from an origin have a status.
type why struct {
	origin   string
	status   basis.Status
	code     basis.Code
	citation string
}

// counts are numbers of flows on a day.
type counts struct {
	status     map[basis.Status]int
	instrument map[string]int
	why        map[why]int
}

// on counts the flows of a day.
func (o *observed) on(day civil.Date) counts {
	c := counts{map[basis.Status]int{}, map[string]int{}, map[why]int{}}
	for _, d := range o.flows {
		on := d.Timeline.On(day)
		c.status[on.Status]++
		for _, id := range instrumentsOf(on.Bases) {
			c.instrument[id]++
		}
		origin, _ := d.Case.Route()
		for one := range o.reasons(origin, on.Verdict) {
			c.why[one]++
		}
	}
	return c
}

func instrumentsOf(bases []basis.Basis) []string {
	var ids []string
	for _, b := range bases {
		ids = append(ids, b.Instrument.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// reasons are why a flow lacks a valid basis or is at risk, each once.
func (o *observed) reasons(origin string, v basis.Verdict) map[why]bool {
	all := map[why]bool{}
	if v.Status != basis.NoValidBasis && v.Status != basis.AtRisk {
		return all
	}
	reasons := slices.Clone(v.Reasons)
	for _, b := range v.Bases {
		reasons = append(reasons, b.Risks...)
	}
	for _, r := range reasons {
		all[why{origin, v.Status, r.Code, o.reference(r.Citation)}] = true
	}
	return all
}

// reference names the articles on transfers where an act as a whole is cited.
func (o *observed) reference(citation string) string {
	for _, regime := range o.law.Regimes {
		for i := range regime.Laws {
			if regime.Laws[i].Citation == citation {
				return regime.Laws[i].Reference()
			}
		}
	}
	return citation
}

// certifiedIn counts the importers that are certified in a framework, with the
// first day of any.
func (o *observed) certifiedIn(framework string) (importers int, first civil.Date) {
	seen := map[string]bool{}
	for _, d := range o.flows {
		for _, c := range d.Case.Certifications {
			if c.Framework != framework {
				continue
			}
			seen[d.Case.Importer.ExternalID] = true
			if first.IsZero() || c.CertifiedOn < first {
				first = c.CertifiedOn
			}
		}
	}
	return len(seen), first
}

// change is a number of flows before and after.
type change[K comparable] struct {
	of            K
	before, after int
}

// changes puts two counts side by side, most frequent (after, then before)
// first, then by the order of what is counted.
func changes[K comparable](before, after map[K]int, order func(K, K) int) []change[K] {
	both := maps.Clone(before)
	maps.Copy(both, after)
	var all []change[K]
	for of := range both {
		all = append(all, change[K]{of, before[of], after[of]})
	}
	slices.SortFunc(all, func(a, b change[K]) int {
		return cmp.Or(b.after-a.after, b.before-a.before, order(a.of, b.of))
	})
	return all
}

func compareWhy(a, b why) int {
	return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.citation, b.citation))
}

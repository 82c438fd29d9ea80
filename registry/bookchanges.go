package registry

import (
	"errors"
	"slices"
	"sort"

	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// countForNothing are the tables of whose records no verdict follows.
var countForNothing = []byte{documents.Code, scenarios.Code, tokens.Code, accessDays.Code, triages.Code, comments.Code}

// note notes what a record that changed counts for.
func (u *update) note(r, old *table.Reader, at recordAt) error {
	switch at.table {
	case organizations.Code:
		return both(r, old, organizations, at.id, u.noteOrganization)
	case agreements.Code:
		return both(r, old, agreements, at.id, func(was, is *fact.Agreement) {
			for a := range existing(was, is) {
				u.pairs[between(a.Exporter, a.Importer)] = true
			}
		})
	case assessments.Code:
		return both(r, old, assessments, at.id, func(was, is *fact.Assessment) {
			for a := range existing(was, is) {
				u.pairs[between(a.Exporter, a.Importer)] = true
			}
		})
	case certifications.Code:
		return both(r, old, certifications, at.id, func(was, is *fact.Certification) {
			for c := range existing(was, is) {
				u.holders[c.Organization] = true
			}
		})
	case bindingRules.Code:
		return both(r, old, bindingRules, at.id, func(was, is *fact.BindingRules) {
			for b := range existing(was, is) {
				u.groups[b.Group] = true
			}
		})
	case flows.Code:
		return both(r, old, flows, at.id, func(was, is *fact.Flow) {
			if was != nil || is != nil {
				u.changes = append(u.changes, columns.Change{Old: was, New: is})
			}
		})
	case laws.Code: // the view says which counts
		return nil
	}
	if slices.Contains(countForNothing, at.table) {
		return nil
	}
	return errAnew // a table that is not known here may count for any
}

func (u *update) noteOrganization(was, is *fact.Organization) {
	for o := range existing(was, is) {
		u.parties[o.ID] = true
		u.changed.organizations[o.ID] = is
		if was == nil || is == nil || was.Country != is.Country {
			u.moved[o.ID] = true
		}
	}
}

// both reads a record in either state; nil where it is not there. One whose content
// was erased since is no base for an update.
func both[T any](r, old *table.Reader, t *table.Table[T], id fact.ID, fn func(was, is *T)) error {
	was, err := recordOrNone(old, t, id)
	if err != nil {
		return err
	}
	is, err := recordOrNone(r, t, id)
	if err != nil {
		return err
	}
	fn(was, is)
	return nil
}

func recordOrNone[T any](r *table.Reader, t *table.Table[T], id fact.ID) (*T, error) {
	record, err := t.Get(r, id)
	var missing *table.NotFound
	var erased *table.Erased
	switch {
	case errors.As(err, &missing):
		return nil, nil //nolint:nilnil // that it is not there is an answer
	case errors.As(err, &erased):
		return nil, errAnew
	}
	return record, err
}

// existing walks the states of a record in which it is there.
func existing[T any](states ...*T) func(func(*T) bool) {
	return func(yield func(*T) bool) {
		for _, s := range states {
			if s != nil && !yield(s) {
				return
			}
		}
	}
}

// readEvidence reads anew what changed.
func (u *update) readEvidence(r *table.Reader) (err error) {
	for p := range u.pairs {
		of := &contracts{}
		u.changed.byPair[p] = of
		if of.agreements, err = collect(agreements.By(r, agreementPair, ids(p.Exporter, p.Importer)[0])); err != nil {
			return err
		}
		if of.assessments, err = collect(assessments.By(r, assessmentPair, ids(p.Exporter, p.Importer)[0])); err != nil {
			return err
		}
	}
	for id := range u.holders {
		if u.changed.certified[id], err = collect(certifications.By(r, certificationOf, id[:])); err != nil {
			return err
		}
	}
	for group := range u.groups {
		if u.changed.byGroup[group], err = collect(bindingRules.By(r, rulesGroup, groupKey(group))); err != nil {
			return err
		}
		for member, err := range organizations.By(r, organizationGroup, groupKey(group)) {
			if err != nil {
				return err
			}
			u.parties[member.ID] = true
		}
	}
	return nil
}

// readFlows changes the table.
func (u *update) readFlows(r, old *table.Reader) error {
	for _, c := range u.changes {
		for f := range existing(c.Old, c.New) {
			if _, passes := u.before.above.find(f.ID); passes {
				u.changed.above[f.ID] = c.New
			}
		}
	}
	for _, c := range u.changes {
		if c.New != nil && c.New.IsOnward() {
			above, err := flowOrNone(r, c.New.OnwardOf)
			if err != nil {
				return err
			}
			u.changed.above[c.New.OnwardOf] = above
		}
	}
	u.flows = u.before.flows
	after := u.facts()
	if len(u.changes) > 0 {
		rankOf := func(externalID string) (int, error) { return rankIn(old, u.before.flows, externalID) }
		made, shapes, err := u.flows.With(u.changes, rankOf, after.countryOf)
		if err != nil {
			return err
		}
		u.flows = made
		u.touch(shapes)
	}
	if len(u.moved) == 0 {
		return nil
	}
	var moved []int
	for id := range u.moved {
		moved = append(append(moved, numbersOf(u.flows.From(id))...), numbersOf(u.flows.To(id))...)
	}
	relocated, err := u.flows.Relocated(moved, after.countryOf)
	u.flows = relocated
	return err
}

// rankIn is how many flows of a table have a lesser external id.
func rankIn(r *table.Reader, t *columns.Table, externalID string) (rank int, err error) {
	rank = sort.Search(t.Len(), func(n int) bool {
		f, failed := flows.Get(r, t.ID(t.At(n)))
		if failed != nil {
			err = failed
			return true
		}
		return f.ExternalID >= externalID
	})
	return rank, err
}

func numbersOf(shapes []uint32) []int {
	all := make([]int, len(shapes))
	for i, n := range shapes {
		all[i] = int(n)
	}
	return all
}

func (u *update) touch(shapes []int) {
	for _, n := range shapes {
		if n >= len(u.touched) {
			u.touched = append(u.touched, make([]bool, n+1-len(u.touched))...)
		}
		u.touched[n] = true
	}
}

package registry

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/storage/table"
)

// SupposedEnd supposes that a piece of evidence ends on a day: that day already
// lacks it.
type SupposedEnd struct {
	ExternalID string     `cbor:"0,keyasint"`
	On         civil.Date `cbor:"1,keyasint"`
}

// SupposedTurn supposes that all assessments of transfers to a country turn
// negative on a day, and that those completed later are negative, too: transfers of data
// that goes there, and those to importers that are established there.
type SupposedTurn struct {
	Country string     `cbor:"0,keyasint"`
	On      civil.Date `cbor:"1,keyasint"`
}

// supposedFact changes what is known.
type supposedFact func(*update)

// factChange is what a hypothesis about evidence changes; nil where it is one about
// the law.
func (c *LawChange) factChange(v *View, r *table.Reader) (supposedFact, error) {
	switch {
	case c.Terminate != nil:
		a, err := named(r, agreements, "terminate", c.Terminate)
		if err != nil {
			return nil, err
		}
		return func(u *update) { u.supposeTerminated(a, c.Terminate.On) }, nil
	case c.Lapse != nil:
		of, err := named(r, certifications, "lapse", c.Lapse)
		if err != nil {
			return nil, err
		}
		return func(u *update) {
			u.supposeEnded(of.Organization, c.Lapse.On, func(other *fact.Certification) bool { return other.ID == of.ID })
		}, nil
	case c.Withdraw != nil:
		o, err := named(r, organizations, "withdraw", c.Withdraw)
		if err != nil {
			return nil, err
		}
		return func(u *update) { u.supposeWithdrawn(o.ID, c.Withdraw.On) }, nil
	case c.Negate != nil:
		country := strings.ToUpper(c.Negate.Country)
		if why := v.law.CountryFault(country); !why.IsEmpty() {
			return nil, fault.BadFor("negate", c.Negate.Country, why)
		}
		return func(u *update) { u.supposeNegative(country, c.Negate.On) }, nil
	}
	return nil, nil //nolint:nilnil // it is about the law
}

// named finds the record that a hypothesis is about.
func named[T any](r *table.Reader, t *table.Table[T], field string, end *SupposedEnd) (*T, error) {
	record, err := t.ByExternalID(r, end.ExternalID)
	if isMissing(known(err)) {
		return nil, fault.Bad(field, end.ExternalID, "is the id of no %s", sentence.Text(t.Name))
	}
	return record, err
}

// earlierOf is the earlier of two days, of which the first may not be given.
func earlierOf(day, other civil.Date) civil.Date {
	if day.IsZero() || other < day {
		return other
	}
	return day
}

func (u *update) supposeTerminated(a *fact.Agreement, on civil.Date) {
	parties := between(a.Exporter, a.Importer)
	of := u.contractsOf(parties)
	for i, other := range of.agreements {
		if other.ID == a.ID {
			ended := *other
			ended.TerminatedOn = earlierOf(other.TerminatedOn, on)
			of.agreements[i] = &ended
		}
	}
}

// contractsOf are the contracts of a pair, to be changed.
func (u *update) contractsOf(parties columns.Parties) *contracts {
	of := u.changed.byPair[parties]
	if of == nil {
		of = &contracts{}
		if before := u.before.byPair.get(parties); before != nil {
			of.agreements, of.assessments = slices.Clone(before.agreements), slices.Clone(before.assessments)
		}
		u.changed.byPair[parties] = of
	}
	u.pairs[parties] = true
	return of
}

// supposeWithdrawn ends the certifications that an organization has on a day. Whoever was
// taken off a list may be entered in it again: a certification of that day or a later one
// is another one.
func (u *update) supposeWithdrawn(holder fact.ID, on civil.Date) {
	u.supposeEnded(holder, on, func(c *fact.Certification) bool { return c.CertifiedOn < on })
}

func (u *update) supposeEnded(holder fact.ID, on civil.Date, is func(*fact.Certification) bool) {
	held, changed := u.changed.certified[holder]
	if !changed {
		held = slices.Clone(u.before.certified.get(holder))
	}
	for i, c := range held {
		if is(c) {
			ended := *c
			ended.EndedOn = earlierOf(c.EndedOn, on)
			held[i] = &ended
		}
	}
	u.changed.certified[holder], u.holders[holder] = held, true
}

package registry

import (
	"slices"
	"sort"
	"sync"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/pack"
)

// calendar finds the deadlines of packed facts by day, so that a period is read and not
// all evidence. It is made when it is first asked for.
type calendar struct {
	packed *packedFacts
	once   sync.Once
	all    []due
}

// due is a deadline in a number, so that they are ordered by day: the day, the kind, and
// the place of the record. Of assessments it is that of any one of the pair.
type due uint64

const (
	placeBits = 32
	kindBits  = 3
)

// The kinds of deadlines in a due. Binding corporate rules are few, and lie over what is
// packed.
const (
	dueAgreement = iota
	dueAssessment
	dueRenewal
	dueCertification // its end
	dueGroup
)

func dueOn(day civil.Date, kind int, place uint32) due {
	return due(day)<<(kindBits+placeBits) | due(kind)<<placeBits | due(place)
}

func (d due) day() civil.Date { return civil.Date(d >> (kindBits + placeBits)) }
func (d due) kind() int       { return int(d >> placeBits & (1<<kindBits - 1)) }
func (d due) place() uint32   { return uint32(d) }

// within are the deadlines of a period, by day.
func (c *calendar) within(period civil.Interval) []due {
	c.index()
	begin := func(day civil.Date) int {
		return sort.Search(len(c.all), func(i int) bool { return c.all[i].day() >= day })
	}
	return c.all[begin(period.From):begin(period.To)]
}

// index makes it, for which else whoever asks first waits.
func (c *calendar) index() { c.once.Do(c.make) }

func (c *calendar) make() {
	for place, a := range c.packed.agreements.Places {
		c.add(endOf(a.Running()), dueAgreement, place)
	}
	for place, held := range c.packed.certified.Places {
		c.add(renewalOf(held), dueRenewal, place)
		c.add(endOf(held.Running()), dueCertification, place)
	}
	for place, o := range c.packed.organizations.Places {
		c.add(endOf(o.InGroup()), dueGroup, place)
	}
	c.addReviews()
	slices.Sort(c.all)
}

// add adds a deadline; none on the zero Date.
func (c *calendar) add(day civil.Date, kind int, place uint32) {
	if !day.IsZero() {
		c.all = append(c.all, dueOn(day, kind, place))
	}
}

// addReviews adds the reviews of each pair.
func (c *calendar) addReviews() {
	some := map[columns.Parties]uint32{} // a place of each pair
	for place, a := range c.packed.assessments.Places {
		some[between(a.Exporter, a.Importer)] = place
	}
	for of, place := range some {
		for _, review := range reviewsOf(c.packed.assessments.Of(pack.KeyOf(of.Exporter, of.Importer))) {
			c.add(review.ReviewDueOn, dueAssessment, place)
		}
	}
}

// renewalOf is the day on which a certification that runs then is due for renewal; else
// the zero Date.
func renewalOf(c *fact.Certification) civil.Date {
	if c.Running().Contains(c.NextDueOn) {
		return c.NextDueOn
	}
	return 0
}

// endOf is the last of the days on which something runs; the zero Date where it runs on, or
// never does.
func endOf(days civil.Interval) civil.Date {
	if days.IsEmpty() {
		return 0
	}
	return days.Through()
}

// reviewsOf are the assessments of a pair that count on the day on which their review
// is due.
func reviewsOf(all []*fact.Assessment) []basis.CountingAssessment {
	return slices.DeleteFunc(basis.Counting(all), func(c basis.CountingAssessment) bool { return !c.Days.Contains(c.ReviewDueOn) })
}

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
	kindBits  = 2
)

// The kinds of evidence in a due.
const (
	dueAgreement = iota
	dueAssessment
	dueCertification
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
		if day := endOf(a); !day.IsZero() {
			c.all = append(c.all, dueOn(day, dueAgreement, place))
		}
	}
	for place, a := range c.packed.certified.Places {
		if day := renewalOf(a); !day.IsZero() {
			c.all = append(c.all, dueOn(day, dueCertification, place))
		}
	}
	c.addReviews()
	slices.Sort(c.all)
}

// addReviews adds the reviews of each pair.
func (c *calendar) addReviews() {
	some := map[columns.Parties]uint32{} // a place of each pair
	for place, a := range c.packed.assessments.Places {
		some[between(a.Exporter, a.Importer)] = place
	}
	for of, place := range some {
		for _, review := range reviewsOf(c.packed.assessments.Of(pack.KeyOf(of.Exporter, of.Importer))) {
			c.all = append(c.all, dueOn(review.ReviewDueOn, dueAssessment, place))
		}
	}
}

// endOf is the last day of an agreement that has one and runs on it; else the zero Date.
func endOf(a *fact.Agreement) civil.Date {
	if last := a.Term().Through(); a.Running().Contains(last) {
		return last
	}
	return 0
}

// renewalOf is the day on which a certification that runs then is due for renewal; else
// the zero Date.
func renewalOf(c *fact.Certification) civil.Date {
	if c.Running().Contains(c.NextDueOn) {
		return c.NextDueOn
	}
	return 0
}

// reviewsOf are the assessments of a pair that count on the day on which their review
// is due.
func reviewsOf(all []*fact.Assessment) []basis.CountingAssessment {
	return slices.DeleteFunc(basis.Counting(all), func(c basis.CountingAssessment) bool { return !c.Days.Contains(c.ReviewDueOn) })
}

package sample

import (
	"fmt"

	"github.com/safeconduct/safeconduct/registry/sheet"
)

// signing is an agreement between an exporter and a vendor, with the clauses
// that it incorporates, in force until the next of the same story is signed.
type signing struct {
	clauses   string // "": terms with a processor only
	on, until string
}

// The clauses of the sample, and the days on which the law lets them change:
// what is signed on each of them shows what the day does.
const (
	clauses2010 = "scc-2010"
	clauses2021 = "scc-2021/M2"

	lastToConclude = "2021-09-26" // clauses of 2010
	firstTooLate   = "2021-09-27"
	lastToRely     = "2022-12-27"
)

// story invents what an exporter and a vendor signed over the years. Most
// replaced the clauses of 2010 by those of 2021; some in the last days, some
// signed the old ones once more, in time or one day too late, some never
// replaced them, and some have no transfer clauses, or nothing.
func story(e exporter, v vendor) []signing {
	signed := fmt.Sprintf("2013-%02d-%02d", 1+roll(v, "month", 12), 1+roll(v, "day", 28))
	resigned := fmt.Sprintf("2021-%02d-%02d", 10+roll(v, "later month", 3), 1+roll(v, "later day", 28))
	repaired := fmt.Sprintf("2022-%02d-%02d", 1+roll(v, "month", 12), 1+roll(v, "day", 26))
	if v.country == "US" && states(v, shield) {
		return follow(signing{on: signed}) // the certification alone carries it
	}
	switch roll(v, e.id, 12) {
	case 0:
		return nil
	case 1:
		return follow(signing{on: signed})
	case 2, 3:
		return follow(signing{clauses: clauses2010, on: signed})
	case 4:
		return follow(signing{clauses: clauses2010, on: signed}, signing{clauses: clauses2010, on: firstTooLate}, signing{clauses: clauses2021, on: repaired})
	case 5:
		return follow(signing{clauses: clauses2010, on: signed}, signing{clauses: clauses2010, on: lastToConclude}, signing{clauses: clauses2021, on: lastToRely})
	case 6:
		return follow(signing{clauses: clauses2010, on: signed}, signing{clauses: clauses2021, on: firstTooLate})
	default:
		return follow(signing{clauses: clauses2010, on: signed}, signing{clauses: clauses2021, on: resigned})
	}
}

// follow lets every signing end with the next.
func follow(all ...signing) []signing {
	for i := range all[1:] {
		all[i].until = all[i+1].on
	}
	return all
}

// sign records the i-th agreement of a story, and for most of those with the
// clauses of 2021 the assessment that they need.
func (b *book) sign(e exporter, v vendor, i int, s signing) {
	name, clauses := fmt.Sprintf("%s-%s-%d", e.id, v.id, i+1), s.clauses
	if clauses == clauses2021 {
		clauses += e.addendum
	}
	b.add(sheet.Agreements, "dpa-"+name, "DPA", e.id, v.id, clauses, s.on, s.on, s.until, mark)
	if s.clauses == clauses2021 && roll(v, "assessed", 3) > 0 {
		b.add(sheet.Assessments, "tia-"+name, e.id, v.id, s.on, "SUPPLEMENTARY_MEASURES", mark)
	}
}

package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// turned are the assessments of the case, as a hypothesis may have them: from the day on
// which they turn negative there is one that says so, and those that are completed later
// say so, too. Else the transfer would be good again from a day on which somebody found
// so who did not know of the hypothesis. Where there is none, none turns.
func (c *Case) turned() []*fact.Assessment {
	if c.NegativeFrom.IsZero() || len(c.Assessments) == 0 {
		return c.Assessments
	}
	all := []*fact.Assessment{{
		Header:   fact.Header{ID: supposedID, ExternalID: "hypothesis"},
		Exporter: c.Exporter.ID, Importer: c.Importer.ID, CompletedOn: c.NegativeFrom, Outcome: fact.Insufficient,
	}}
	for _, a := range c.Assessments {
		if a.CompletedOn > c.NegativeFrom {
			negative := *a
			negative.Outcome = fact.Insufficient
			a = &negative
		}
		all = append(all, a)
	}
	return all
}

// Negative says from which days on a hypothesis has all assessments of transfers to
// countries negative: those of data that goes there, and those to an importer that is
// established there, whose law reaches it wherever the data goes.
type Negative map[string]civil.Date

// From is the first day on which the assessments of a transfer are negative; the zero
// Date where they are not.
func (n Negative) From(destination, seat string) civil.Date {
	first, other := n[destination], n[seat]
	if first.IsZero() || !other.IsZero() && other < first {
		return other
	}
	return first
}

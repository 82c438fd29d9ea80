package registry

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// checkChanges refuses changes that are not exactly one each, and those that
// contradict each other: what one change has ended, none may end again. What they
// name, others check.
func checkChanges(asked []*LawChange) error {
	before := map[changeKey]*LawChange{}
	for _, c := range asked {
		given := c.given()
		if len(given) != 1 {
			return fault.Bad("changes", "", "must each give exactly one of %s: one of them gives %d", sentence.Either(changeNames()), len(given))
		}
		if c.Enact != nil {
			continue // whose id the law knows, or does not
		}
		for _, regime := range c.regimes() {
			key := changeKey{given[0].ends, given[0].subject, regime}
			if other := before[key]; other != nil {
				return fault.Bad(given[0].name, given[0].subject, "contradicts another change of the scenario, %q: %s once at most", other, sentence.Text(key.ends))
			}
			before[key] = c
		}
	}
	return nil
}

// changeKey is what only one change of a scenario may do.
type changeKey struct {
	ends, subject string
	regime        law.Regime // under which it may be done once; "" where it is done under all at once
}

// regimes are those under each of which another change may do the like.
func (c *LawChange) regimes() []law.Regime {
	if c.Adequate != nil {
		return c.Adequate.under()
	}
	return []law.Regime{""}
}

// givenChange is a change by its name in the schema.
type givenChange struct {
	name    string
	subject string     // what it is about: an instrument, a piece of evidence, a country
	on      civil.Date // the first day on which it holds
	ends    string     // what may be done once
}

// given are the fields of a change that are given.
func (c *LawChange) given() (all []givenChange) {
	add := func(name, subject string, on civil.Date, ends string) {
		all = append(all, givenChange{name, subject, on, ends})
	}
	if c.Invalidate != nil {
		add("invalidate", c.Invalidate.Instrument, c.Invalidate.On, endsInstrument)
	}
	if c.End != nil {
		add("end", c.End.Instrument, min(c.End.Through+1, civil.Last), endsInstrument)
	}
	if c.Enact != nil {
		add("enact", c.Enact.ID, c.Enact.From, "an id is enacted")
	}
	if c.Terminate != nil {
		add("terminate", c.Terminate.ExternalID, c.Terminate.On, "an agreement ends")
	}
	if c.Lapse != nil {
		add("lapse", c.Lapse.ExternalID, c.Lapse.On, "a certification lapses")
	}
	if c.Withdraw != nil {
		add("withdraw", c.Withdraw.ExternalID, c.Withdraw.On, "the certifications of an organization are withdrawn")
	}
	if c.Negate != nil {
		add("negate", strings.ToUpper(c.Negate.Country), c.Negate.On, "the assessments of a country turn negative")
	}
	if c.Leave != nil {
		add("leave", strings.ToUpper(c.Leave.Country), c.Leave.On, "a state leaves the EEA")
	}
	if c.Adequate != nil {
		add("adequate", strings.ToUpper(c.Adequate.Country), c.Adequate.From, "a country becomes adequate under a regime")
	}
	return all
}

const endsInstrument = "an instrument ends"

// changeNames are the names of all changes, as the schema has them.
func changeNames() []string {
	return []string{"invalidate", "end", "enact", "terminate", "lapse", "withdraw", "negate", "leave", "adequate"}
}

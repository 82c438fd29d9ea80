package registry

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Instruments are the instruments that hold on a day, by id; of clauses and
// addenda those that may be relied on under some regime.
func (v *View) Instruments(asOf civil.Date) []*law.Instrument {
	day := v.Day(asOf)
	holding := []*law.Instrument{}
	for _, i := range v.law.All() {
		if v.law.HoldsOn(i, day) {
			holding = append(holding, i)
		}
	}
	return holding
}

// WholeLaw is every instrument, those that no longer hold or do not hold yet too, by id.
func (v *View) WholeLaw() []*law.Instrument { return v.law.All() }

// Instrument finds an instrument; NOT_FOUND when there is none.
func (v *View) Instrument(id string) (*law.Instrument, error) {
	if i := v.law.Instrument(id); i != nil {
		return i, nil
	}
	return nil, fault.New(fault.NotFound, "there is no instrument %q", fault.Clip(id))
}

// Recognitions tells which regimes recognise a clause set or an addendum, and
// when; nothing for other kinds.
func (v *View) Recognitions(of *law.Instrument) (all []*law.Recognition) {
	if set := v.law.ClauseSet(of.ID); set != nil {
		for i := range set.Recognised {
			all = append(all, &set.Recognised[i])
		}
	}
	return all
}

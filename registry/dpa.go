package registry

import (
	"cmp"
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// DpaStatus is sales' answer in one word.
type DpaStatus string

// The states of a data processing agreement.
const (
	DpaInForce           DpaStatus = "IN_FORCE"
	DpaNotYetEffective   DpaStatus = "NOT_YET_EFFECTIVE"
	DpaAwaitingSignature DpaStatus = "AWAITING_SIGNATURE"
	DpaEnded             DpaStatus = "ENDED"
	DpaNone              DpaStatus = "NONE"
)

// Dpa is whether a customer has a data processing agreement with one of our
// companies on a day, and which.
type Dpa struct {
	Status     DpaStatus
	Agreement  *fact.Agreement // nil for NONE
	ExecutedOn civil.Date      // the zero Date while it is not executed that day
	Through    civil.Date      // its last day, the zero Date while it is open
	Incomplete bool            // evidence of then was erased since
}

// dpaEvidence is what is recorded of an organization's agreements with one of our
// companies.
type dpaEvidence struct {
	agreements []*fact.Agreement
	incomplete bool // an agreement of then may have been one, and cannot be known any more
}

// Dpa answers for an organization. It looks agreements up by their exporter.
func (v *View) Dpa(ctx context.Context, of *fact.Organization, asOf civil.Date) (*Dpa, error) {
	part := access.AskAboutDPA
	if of.Kind != fact.Customer {
		part = access.Read
	}
	all, err := v.reads.dpas.get(ctx, part, of.ID, func(missing []fact.ID) ([]dpaEvidence, error) { return v.dpas(ctx, missing) })
	if err != nil {
		return nil, err
	}
	told := dpaOn(all.agreements, v.Day(asOf))
	told.Incomplete = all.incomplete
	return told, nil
}

// dpas are the agreements of kind DPA from each of several organizations to our
// own companies.
func (v *View) dpas(ctx context.Context, of []fact.ID) ([]dpaEvidence, error) {
	found := make([]dpaEvidence, len(of))
	var unread []int
	for i, customer := range of {
		kept, is := v.registry.recent.dpas.get(v.at, customer)
		if found[i] = kept; !is || v.tried != nil {
			unread = append(unread, i)
		}
	}
	if err := v.readDpas(ctx, of, unread, found); err != nil {
		return nil, err
	}
	for _, all := range found {
		show(v, all.agreements...)
	}
	return found, nil
}

// readDpas reads what is found for some of the organizations, and keeps it.
func (v *View) readDpas(ctx context.Context, of []fact.ID, some []int, found []dpaEvidence) error {
	if len(some) == 0 {
		return nil
	}
	err := v.readAs(ctx, access.AskAboutDPA, func(r *table.Reader) error {
		lost, err := readErased(r)
		if err != nil {
			return err
		}
		own := ownCompanies{r, lost, map[fact.ID]bool{}}
		for _, i := range some {
			if found[i], err = dpasOf(of[i], own); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if v.tried != nil {
		return nil // it is of no state
	}
	for _, i := range some {
		v.registry.recent.dpas.keep(v.at, of[i], found[i])
	}
	return nil
}

func dpasOf(customer fact.ID, own ownCompanies) (found dpaEvidence, err error) {
	for of, erased := range own.lost.byPair {
		if of.Exporter == customer && slices.ContainsFunc(erased, basis.Erased.IsAgreement) {
			counts, unknown, err := own.has(of.Importer)
			if err != nil {
				return found, err
			}
			found.incomplete = found.incomplete || counts || unknown
		}
	}
	for a, err := range agreements.By(own.reader, agreementPair, customer[:]) {
		if err != nil {
			return found, err
		}
		if a.Kind != fact.DPA {
			continue
		}
		counts, unknown, err := own.has(a.Importer)
		if err != nil {
			return found, err
		}
		found.incomplete = found.incomplete || unknown
		if counts {
			found.agreements = append(found.agreements, a)
		}
	}
	return found, nil
}

// ownCompanies tells who is one of our companies in a state.
type ownCompanies struct {
	reader *table.Reader
	lost   *erasedFacts
	known  map[fact.ID]bool // of the organizations that were asked about: they are few
}

// has reports whether an organization is one of our companies, and whether that
// cannot be known any more.
func (own ownCompanies) has(id fact.ID) (is, unknown bool, err error) {
	if own.lost.organizations[id] != nil {
		return false, true, nil
	}
	if is, known := own.known[id]; known {
		return is, false, nil
	}
	o, err := organizations.Get(own.reader, id)
	if err != nil {
		return false, false, err
	}
	own.known[id] = o.Kind == fact.Self
	return own.known[id], false, nil
}

// dpaOn picks the best state that any of the agreements has on the day.
func dpaOn(all []*fact.Agreement, day civil.Date) *Dpa {
	for _, state := range []struct {
		status DpaStatus
		holds  func(*fact.Agreement) bool
		latest func(*fact.Agreement) civil.Date // the one shown is the latest by this day, then the greatest id
	}{
		{DpaInForce, func(a *fact.Agreement) bool { return a.Running().Contains(day) }, (*fact.Agreement).ExecutedOn},
		{DpaNotYetEffective, func(a *fact.Agreement) bool {
			return executedBy(a, day) && a.StartsOn() > day && !a.Running().IsEmpty() // else it never takes effect
		}, (*fact.Agreement).ExecutedOn},
		{DpaAwaitingSignature, func(a *fact.Agreement) bool { return awaits(a, day) }, (*fact.Agreement).FirstSignedOn},
		{DpaEnded, func(a *fact.Agreement) bool { return executedBy(a, day) }, lastDay},
	} {
		var candidates []*fact.Agreement
		for _, a := range all {
			if state.holds(a) {
				candidates = append(candidates, a)
			}
		}
		if len(candidates) == 0 {
			continue
		}
		shown := slices.MaxFunc(candidates, func(a, b *fact.Agreement) int {
			return cmp.Or(cmp.Compare(state.latest(a), state.latest(b)), cmp.Compare(a.ExternalID, b.ExternalID))
		})
		return describe(state.status, shown)
	}
	return &Dpa{Status: DpaNone}
}

func executedBy(a *fact.Agreement, day civil.Date) bool {
	executed := a.ExecutedOn()
	return !executed.IsZero() && executed <= day
}

// awaits reports an agreement that waits for a signature: from its first one
// on; one that nobody has signed, always.
func awaits(a *fact.Agreement, day civil.Date) bool {
	terminated := !a.TerminatedOn.IsZero() && a.TerminatedOn <= day
	return !executedBy(a, day) && !terminated && a.FirstSignedOn() <= day
}

// lastDay is the last day of the agreement; one that is open ends after all
// others.
func lastDay(a *fact.Agreement) civil.Date { return a.Term().To }

func describe(status DpaStatus, a *fact.Agreement) *Dpa {
	d := &Dpa{Status: status, Agreement: a, Through: a.Term().Through()}
	if status != DpaAwaitingSignature {
		d.ExecutedOn = a.ExecutedOn()
	}
	return d
}

package basis

import (
	"fmt"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Explain says the verdict of a day in one sentence for people, without a full
// stop: always something, also where nothing is restricted.
func (d *Decision) Explain(l *law.Law, day civil.Date) string {
	s := d.Timeline.On(day)
	way := fmt.Sprintf("From %s to %s", placeName(l, d.Case.origin), placeName(l, d.Case.destination))
	switch s.Status {
	case Inactive:
		return d.explainInactive(day)
	case NotRestricted:
		return way + ": " + whyFree(s.Regime) + ", so no restricted transfer"
	case Valid:
		return d.explainBasis(l, day, strongest(s.Bases))
	case AtRisk:
		return d.explainBasis(l, day, s.Bases[0]) + ", at risk: " + s.Reasons[0].Message(l) + further(len(s.Reasons)-1)
	case NoValidBasis:
		return way + " without a valid basis: " + s.Reasons[0].Message(l) + further(len(s.Reasons)-1)
	}
	return ""
}

// placeName is the name of a country, which is unknown where it was that of a party
// whose content was erased.
func placeName(l *law.Law, code string) string {
	if code == "" {
		return "a country that was erased"
	}
	return l.CountryName(code)
}

func (d *Decision) explainInactive(day civil.Date) string {
	if starts := d.Case.Flow.StartsOn; day < starts {
		return fmt.Sprintf("The flow starts on %s only", starts)
	}
	return fmt.Sprintf("The flow ended on %s", d.Case.Flow.EndedOn)
}

// whyFree says why data may go freely.
func whyFree(regime law.Regime) string {
	switch regime {
	case law.EU:
		return "inside the EEA"
	case law.CH:
		return "inside Switzerland"
	case law.UK:
		return "inside the United Kingdom"
	}
	return "the origin is under none of the three regimes"
}

// strongest is the first basis that stands without a risk.
func strongest(bases []Basis) Basis {
	for _, b := range bases {
		if b.standsAlone() {
			return b
		}
	}
	return bases[0]
}

// explainBasis says what carries the flow. A day in it is either that of what it
// stands beside, or said to be that on which the basis begins for this flow.
func (d *Decision) explainBasis(l *law.Law, day civil.Date, b Basis) string {
	from := d.Timeline.Around(day, b).First()
	name, importer := b.Instrument.Name, d.Case.Importer.Name
	switch {
	case b.Certification != nil:
		covers := max(b.Certification.CertifiedOn, b.Instrument.From)
		return fmt.Sprintf("%s covers %s since %s%s", name, importer, covers, forThisFlow(from, covers))
	case b.Agreement != nil:
		return fmt.Sprintf("%s in the agreement %s carries the transfer to %s%s", nameWithModule(b), b.Agreement.ExternalID, importer, forThisFlow(from, 0))
	case b.Rules != nil:
		return fmt.Sprintf("%s (%s) cover the transfer to %s%s", name, b.Rules.ExternalID, importer, forThisFlow(from, 0))
	case b.Kind == Derogation:
		return fmt.Sprintf("%s is declared%s", name, forThisFlow(from, 0))
	}
	return fmt.Sprintf("%s is adequate (%s)%s", l.CountryName(d.Case.destination), b.Instrument.Citation, forThisFlow(from, 0))
}

// forThisFlow says since when a basis holds for the flow; nothing where that is
// always, or the day that has been said.
func forThisFlow(from, said civil.Date) string {
	if from.IsZero() || from == said {
		return ""
	}
	return "; holds for this flow since " + from.String()
}

func nameWithModule(b Basis) string {
	if b.Module == "" {
		return b.Instrument.Name
	}
	return b.Instrument.Name + ", module " + b.Module
}

func further(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return " (and one more reason)"
	}
	return fmt.Sprintf(" (and %d more reasons)", n)
}

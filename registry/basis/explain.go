package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Explain says the verdict of a day in one sentence for people, without a full
// stop: always something, also where nothing is restricted.
func (d *Decision) Explain(l *law.Law, day civil.Date) sentence.Sentence {
	s := d.Timeline.On(day)
	origin, destination := d.Case.Route()
	from, to := placeName(l, origin), placeName(l, destination)
	switch s.Status {
	case Inactive:
		return d.explainInactive(day)
	case NotRestricted:
		return sentence.New("From %s to %s: %s, so no restricted transfer", from, to, whyFree(s.Regime))
	case Valid:
		return d.explainBasis(l, day, strongest(s.Bases))
	case AtRisk:
		return sentence.New("%s, at risk: %s%s", d.explainBasis(l, day, s.Bases[0]), s.Reasons[0].Message(l), further(len(s.Reasons)-1))
	case NoValidBasis:
		return sentence.New("From %s to %s without a valid basis: %s%s", from, to, s.Reasons[0].Message(l), further(len(s.Reasons)-1))
	}
	return sentence.Sentence{}
}

// placeName is the name of a country, which is unknown where it was that of a party
// whose content was erased.
func placeName(l *law.Law, code string) sentence.Sentence {
	if code == "" {
		return sentence.New("a country that was erased")
	}
	return sentence.Text(l.CountryName(code))
}

func (d *Decision) explainInactive(day civil.Date) sentence.Sentence {
	if starts := d.Case.Flow.StartsOn; day < starts {
		return sentence.New("The flow starts on %s only", starts)
	}
	return sentence.New("The flow ended on %s", d.Case.Flow.EndedOn)
}

// whyFree says why data may go freely.
func whyFree(regime law.Regime) sentence.Sentence {
	switch regime {
	case law.EU:
		return sentence.New("inside the EEA")
	case law.CH:
		return sentence.New("inside Switzerland")
	case law.UK:
		return sentence.New("inside the United Kingdom")
	}
	return sentence.New("the origin is under none of the three regimes")
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
func (d *Decision) explainBasis(l *law.Law, day civil.Date, b Basis) sentence.Sentence {
	from := d.Timeline.Around(day, b).First()
	name, importer := b.Instrument.SaidName(), d.Case.Importer.Name
	switch {
	case b.Certification != nil:
		covers := max(b.Certification.CertifiedOn, b.Instrument.From)
		return sentence.New("%s covers %s since %s%s", name, importer, covers, forThisFlow(from, covers))
	case b.Agreement != nil:
		return sentence.New("%s in the agreement %s carries the transfer to %s%s", nameWithModule(b), b.Agreement.ExternalID, importer, forThisFlow(from, 0))
	case b.Rules != nil:
		return sentence.New("%s (%s) cover the transfer to %s%s", name, b.Rules.ExternalID, importer, forThisFlow(from, 0))
	case b.Kind == Derogation:
		return sentence.New("%s is declared%s", name, forThisFlow(from, 0))
	}
	_, destination := d.Case.Route()
	place, citation := sentence.Text(l.CountryName(destination)), sentence.Text(b.Instrument.Citation)
	return sentence.New("%s is adequate (%s)%s", place, citation, forThisFlow(from, 0))
}

// forThisFlow says since when a basis holds for the flow; nothing where that is
// always, or the day that has been said.
func forThisFlow(from, said civil.Date) sentence.Sentence {
	if from.IsZero() || from == said {
		return sentence.Sentence{}
	}
	return sentence.New("; holds for this flow since %s", from)
}

func nameWithModule(b Basis) sentence.Sentence {
	if b.Module == "" {
		return b.Instrument.SaidName()
	}
	return sentence.New("%s, module %s", b.Instrument.SaidName(), b.Module)
}

func further(n int) sentence.Sentence {
	switch n {
	case 0:
		return sentence.Sentence{}
	case 1:
		return sentence.New(" (and one more reason)")
	}
	return sentence.New(" (and %d more reasons)", n)
}

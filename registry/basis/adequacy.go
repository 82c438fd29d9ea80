package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// adequacy finds the regime's findings about the destination as a country
// (rules, section 2, no. 1). One that is in force but not for the sectors of both
// parties, or that has ended with nothing of the kind in its place, almost fits.
func adequacy(j *judge) {
	findings := j.destination.Findings
	if len(findings) == 0 {
		return
	}
	var inForce civil.Set
	for _, f := range findings {
		inForce = inForce.Union(j.days.Clip(f.Days()).Intersect(f.Covers))
	}
	for _, f := range findings {
		covered := j.days.Intersect(f.Covers)
		now, over := covered.Clip(f.Days()), covered.Clip(f.Over())
		if !j.serves(&f.Scope) {
			j.reject(now, about(&f.Instrument, Evidence{}).because(j.unserved(&f.Scope)))
			continue
		}
		j.hold(j.draft(Basis{Kind: Adequacy, Instrument: &f.Instrument}), now)
		j.reject(over.Minus(inForce), about(&f.Instrument, Evidence{}).because(why(AdequacyEnded).on(f.Through)))
	}
}

// serves reports whether a scope covers the sectors of both parties.
func (judged *judgment) serves(s *law.Scope) bool {
	return s.Serves(judged.Exporter.Sector, judged.Importer.Sector)
}

// unserved is why a finding does not cover the parties: for the importer's sector, else
// for the exporter's.
func (judged *judgment) unserved(s *law.Scope) cause {
	if !s.ServesImporter(judged.Importer.Sector) {
		return why(AdequacyScope).with(string(judged.Importer.Sector))
	}
	return why(AdequacyScope).told(closed).with(string(judged.Exporter.Sector))
}

// sectorsInWords are the sectors of both parties as a sentence has them.
func (judged *judgment) sectorsInWords() two {
	return judged.words(string(judged.Exporter.Sector), " to ", string(judged.Importer.Sector))
}

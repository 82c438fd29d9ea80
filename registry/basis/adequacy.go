package basis

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// adequacy finds the regime's findings about the destination as a country
// (rules, section 2, no. 1). One that is in force but not for the importer's
// sector, or that has ended with nothing of the kind in its place, almost fits.
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
		if !fitsSector(f.Scope.Sectors, j.Importer.Sector) {
			j.reject(now, about(&f.Instrument, Evidence{}).because(why(AdequacyScope).with(string(j.Importer.Sector))))
			continue
		}
		j.hold(j.draft(Basis{Kind: Adequacy, Instrument: &f.Instrument}), now)
		j.reject(over.Minus(inForce), about(&f.Instrument, Evidence{}).because(why(AdequacyEnded).on(f.Through)))
	}
}

// fitsSector reports whether a sector is among those that are covered; none
// named covers all.
func fitsSector(covered []law.Sector, sector law.Sector) bool {
	return len(covered) == 0 || slices.Contains(covered, sector)
}

package naive

import (
	"slices"
	"strings"
)

var (
	oldSets   = words("scc-2001 scc-2004 scc-2002 scc-2010 scc-2010")
	otherSets = map[string][]string{
		"EU": words("gdpr-46-2-a gdpr-46-2-e gdpr-46-2-f gdpr-46-3-a gdpr-46-3-b directive-26-2"),
		"UK": words("uk-46-2"),
		"CH": words("ch-16-2-a ch-16-2-b ch-16-2-c"),
	}
	allOtherSets   = slices.Concat(otherSets["EU"], otherSets["UK"], otherSets["CH"])
	allSets        = slices.Concat(words("scc-2001 scc-2004 scc-2002 scc-2010 scc-2021 uk-idta uk-addendum ch-addendum scc-art28"), allOtherSets)
	scc2021Modules = words("M1 M2 M3 M4")
)

// setDays are edges of the windows for concluding the sets.
var setDays = map[string][]Day{
	"scc-2001":    days("2001-09-03 2021-09-26 2021-09-27 2022-09-22"),
	"scc-2004":    days("2005-04-01 2021-09-26 2021-09-27 2022-09-22"),
	"scc-2002":    days("2002-04-03 2010-05-14 2010-05-15"),
	"scc-2010":    days("2010-05-15 2021-09-26 2021-09-27 2022-09-22"),
	"scc-2021":    days("2021-06-27 2021-06-27 2021-08-27 2022-02-02 2022-03-21"),
	"uk-idta":     days("2022-02-02 2022-03-21"),
	"uk-addendum": days("2022-02-02 2022-03-21"),
	"ch-addendum": days("2021-06-27 2021-08-27"),
}

// agreements makes up to three for every pair of a flow, some of them in the
// other direction.
func (g *generator) agreements() {
	g.between = map[pair][]string{}
	for _, between := range g.pairs {
		for range g.IntN(4) {
			if g.chance(10) {
				g.agreement(pair{between.importer, between.exporter})
				continue
			}
			g.agreement(between)
		}
	}
}

func (g *generator) agreement(between pair) {
	sets := g.sets()
	cells := row{
		"id":       g.id("agreements.csv", "a"),
		"kind":     pick(g, "DPA", "CLAUSES"),
		"exporter": between.exporter,
		"importer": between.importer,
		"clauses":  strings.Join(sets, ";"),
	}
	executed := g.sign(cells, g.contractDay(sets))
	cells["effective_on"] = g.maybe(25, g.near(pick(g, executed, g.day())))
	cells["through"] = g.maybe(20, g.onOrAfter(executed))
	cells["terminated_on"] = g.maybe(20, g.onOrAfter(executed))
	cells["authorised_on"] = g.maybe(g.needForAuthorisation(sets), g.near(pick(g, executed, g.day())))
	g.write("agreements.csv", cells)
	g.between[between] = append(g.between[between], cells["id"])
}

// sign fills in the signatures and gives the day before which the agreement
// cannot end.
func (g *generator) sign(cells row, first Day) Day {
	switch {
	case g.chance(15):
		cells["manner"] = "ACCEPTED"
		cells["exporter_signed_on"], cells["importer_signed_on"] = first.String(), first.String()
		return first
	case g.chance(12):
		cells[pick(g, "exporter_signed_on", "importer_signed_on")] = g.maybe(70, first)
		return first
	}
	cells["manner"] = pick(g, "", "SIGNED")
	second := pick(g, first, first, first+1, g.near(first), g.day())
	cells["exporter_signed_on"], cells["importer_signed_on"] = first.String(), second.String()
	return max(first, second)
}

// contractDay lies near the edge of a window of the first set as often as not.
func (g *generator) contractDay(sets []string) Day {
	if len(sets) > 0 && g.chance(55) {
		set, _, _ := strings.Cut(sets[0], "/")
		if edges := setDays[set]; edges != nil {
			return g.near(pick(g, edges...))
		}
	}
	return g.early()
}

// needForAuthorisation is how often an agreement has been authorised.
func (g *generator) needForAuthorisation(sets []string) int {
	for _, set := range sets {
		if slices.Contains(allOtherSets, set) {
			return 65
		}
	}
	return 3
}

// sets draws what an agreement names, no set twice.
func (g *generator) sets() []string {
	var drawn []string
	kind := g.IntN(10)
	if g.public && g.chance(50) {
		kind = 8
	}
	switch kind {
	case 0:
		return nil
	case 1:
		drawn = words("scc-art28")
	case 2, 3:
		drawn = append(drawn, pick(g, oldSets...))
	case 4, 5, 6:
		drawn = g.withAddenda("scc-2021")
	case 7:
		drawn = g.withAddenda(pick(g, "uk-idta", "scc-art28", "scc-2021"))
	case 8:
		drawn = some(g, 3, g.focused(otherSets))
	default:
		drawn = some(g, 4, allSets)
	}
	for i, set := range drawn {
		if set == "scc-2021" && g.chance(92) {
			drawn[i] = set + "/" + strings.Join(some(g, 3, scc2021Modules), "+")
		}
	}
	return drawn
}

func (g *generator) withAddenda(set string) []string {
	drawn := []string{set}
	for _, addendum := range words("uk-addendum ch-addendum") {
		if g.chance(50) {
			drawn = append(drawn, addendum)
		}
	}
	return drawn
}

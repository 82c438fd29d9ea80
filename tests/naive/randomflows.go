package naive

import (
	"fmt"
	"slices"
	"strings"
)

// flowPlan is what has to be known of a flow before the evidence is drawn.
type flowPlan struct {
	id       string
	between  pair
	upstream string
	depth    int
}

// planFlows draws pairs and chains. A flow passes on data of an earlier plan
// only, so that no circle arises, at most four links down.
func (g *generator) planFlows() {
	for i := range 3 + g.IntN(5) {
		plan := flowPlan{id: fmt.Sprintf("f%d", i+1), between: g.pair(homesFirst)}
		if i > 0 && g.chance(50) {
			plan.follow(g, pick(g, g.plans...))
		}
		g.plans = append(g.plans, plan)
		if !slices.Contains(g.pairs, plan.between) {
			g.pairs = append(g.pairs, plan.between)
		}
	}
}

// follow makes the plan an onward flow; its exporter is mostly, not always,
// the importer of the flow above.
func (p *flowPlan) follow(g *generator, upstream flowPlan) {
	if upstream.depth == 4 {
		return
	}
	p.upstream, p.depth = upstream.id, upstream.depth+1
	switch {
	case g.chance(70):
		p.between.exporter = upstream.between.importer
	case g.chance(50):
		p.between = g.pair(anywhere)
	}
	for p.between.importer == p.between.exporter {
		p.between.importer = pick(g, g.orgs...).id
	}
}

// The first organizations among which the exporter of a pair is drawn.
const (
	homesFirst = 3
	anywhere   = 6
)

// pair draws two parties, the exporter among the first ones; pairs come back.
func (g *generator) pair(exporters int) pair {
	if len(g.pairs) > 0 && g.chance(30) {
		return pick(g, g.pairs...)
	}
	from := g.orgs[g.IntN(exporters)].id
	to := from
	for to == from {
		to = pick(g, pick(g, g.orgs[homesFirst:anywhere]...), pick(g, g.orgs...)).id
	}
	return pair{from, to}
}

var declarable = words(`eu-us-safe-harbor eu-us-privacy-shield eu-us-dpf uk-ext-dpf ch-us-dpf
	scc-2001 scc-2004 scc-2002 scc-2010 scc-2021 uk-idta scc-2021
	bcr-directive bcr-controller bcr-processor uk-bcr ch-bcr
	eu-adequacy-ca eu-adequacy-jp uk-adequacy-eea ch-list-eea ch-adequacy-ar
	gdpr-46-3-b directive-26-2 ch-16-2-b uk-46-2`)

var derogationIDs = words(`art49-a-consent art49-b-contract art49-compelling art26-a-consent
	art26-d-public-interest-claims ch-art6-2-b-consent ch-art17-a-consent
	uk-art49-a-consent uk-art49-compelling`)

var dataCategories = words("CONTACT ACCOUNT CONTENT TRAFFIC IDENTITY HR SPECIAL")

// flows writes the plans, now that there are agreements to declare.
func (g *generator) flows() {
	for _, plan := range g.plans {
		starts := g.day()
		if g.chance(20) {
			starts = FirstDay
		}
		cells := row{
			"id":             plan.id,
			"name":           "Flow " + plan.id,
			"exporter":       plan.between.exporter,
			"importer":       plan.between.importer,
			"exporter_role":  pick(g, "CONTROLLER", "CONTROLLER", "PROCESSOR"),
			"importer_role":  pick(g, "CONTROLLER", "PROCESSOR"),
			"origin":         g.elsewhere(homes[g.focus]),
			"destination":    g.elsewhere(abroad),
			"data":           g.data(),
			"means":          pick(g, "", "STORAGE", "ACCESS"),
			"starts_on":      g.maybe(35, starts),
			"ended_on":       g.maybe(20, g.onOrAfter(starts+1)),
			"declared_basis": g.declared(plan.between),
			"onward_of":      plan.upstream,
		}
		g.write("flows.csv", cells)
	}
}

// elsewhere is at times a country other than the party's seat.
func (g *generator) elsewhere(countries []string) string {
	if g.chance(14) {
		return pick(g, countries...)
	}
	return ""
}

func (g *generator) data() string {
	switch {
	case g.chance(20):
		return ""
	case g.chance(25):
		return "HR"
	}
	return strings.Join(some(g, 3, dataCategories), ";")
}

// declared is what the record of processing claims: an agreement of the pair,
// a derogation, another instrument or nothing.
func (g *generator) declared(between pair) string {
	agreements := g.between[between]
	switch {
	case g.chance(55):
		return ""
	case g.chance(45) && len(agreements) > 0:
		return pick(g, agreements...)
	case g.chance(60):
		return pick(g, derogationIDs...)
	}
	return pick(g, declarable...)
}

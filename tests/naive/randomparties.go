package naive

import "fmt"

var (
	homes = map[string][]string{
		"EU": words("DE IE FR HR NO NO IS LI HU AX GP RO GB GI"),
		"UK": words("GB GB GB GI"),
		"CH": words("CH CH CH LI"),
	}
	abroad = words("US US US US US US US US US US IN IN IN IN BL CA CA JP AR KR BR EPO AD GB CH GI HU AX IL MC YT NC FO IE")
	groups = words("Relay Relay Relay Globex")
)

// organizations makes six to ten parties; the first three sit where a regime
// may apply, the next three mostly not.
func (g *generator) organizations() {
	for i := range 6 + g.IntN(5) {
		seats := g.focused(homes)
		if i >= 3 && (i < 6 || g.chance(75)) {
			seats = abroad
		}
		o := randomOrganization{fmt.Sprintf("o%d", i+1), pick(g, seats...)}
		g.orgs = append(g.orgs, o)
		g.write("organizations.csv", g.membership(row{
			"id":      o.id,
			"name":    "Organization " + o.id,
			"kind":    pick(g, "SELF", "CUSTOMER", "VENDOR", "PARTNER"),
			"country": o.country,
			"sector":  g.sector(),
		}))
	}
}

func (g *generator) sector() string {
	if g.public && g.chance(80) {
		return "PUBLIC"
	}
	return pick(g, "", "", "COMMERCIAL", "COMMERCIAL", "PUBLIC", "NONPROFIT")
}

// membership adds a group and its window to an organization.
func (g *generator) membership(cells row) row {
	if !g.chance(60) {
		return cells
	}
	cells["group"] = pick(g, groups...)
	from := g.day()
	cells["group_from"] = g.maybe(30, from)
	cells["group_through"] = g.maybe(30, g.onOrAfter(from))
	return cells
}

// certifications gives most parties abroad some in the frameworks, and a few
// at home too, which is accepted though it never fits.
func (g *generator) certifications() {
	for _, o := range g.orgs {
		if o.country != "US" && !g.chance(12) {
			continue
		}
		for range 1 + g.IntN(4) {
			g.certify(o.id, pick(g, g.focused(frameworkIDs)...))
		}
	}
}

var frameworkIDs = map[string][]string{
	"EU": words("eu-us-safe-harbor eu-us-privacy-shield eu-us-dpf"),
	"UK": words("uk-ext-dpf"),
	"CH": words("ch-us-safe-harbor ch-us-privacy-shield ch-us-dpf"),
}

// frameworkDays are first days of the frameworks and their certifications.
var frameworkDays = map[string][]Day{
	"eu-us-safe-harbor":    days("2000-07-26 2000-11-01"),
	"ch-us-safe-harbor":    days("2009-02-16"),
	"eu-us-privacy-shield": days("2016-07-12 2016-08-01"),
	"ch-us-privacy-shield": days("2017-01-12 2017-04-12"),
	"eu-us-dpf":            days("2023-07-10 2023-07-17"),
	"uk-ext-dpf":           days("2023-07-17 2023-10-12"),
	"ch-us-dpf":            days("2023-07-17 2024-09-15"),
}

// certify splits HR and NON_HR over two records at times. What requires
// another framework mostly comes with a certification in that one.
func (g *generator) certify(organization, framework string) {
	if framework == "uk-ext-dpf" && g.chance(70) {
		g.certify(organization, "eu-us-dpf")
	}
	if g.chance(25) {
		g.certification(organization, framework, "HR")
		g.certification(organization, framework, "NON_HR")
		return
	}
	g.certification(organization, framework, pick(g, "NON_HR", "NON_HR", "HR", "HR;NON_HR"))
}

func (g *generator) certification(organization, framework, covers string) {
	certified := g.early()
	if g.chance(50) {
		certified = g.near(pick(g, frameworkDays[framework]...))
	}
	cells := row{
		"id":           g.id("certifications.csv", "c"),
		"organization": organization,
		"framework":    framework,
		"covers":       covers,
		"certified_on": certified.String(),
		"next_due_on":  g.maybe(45, g.onOrAfter(certified)),
		"ended_on":     g.maybe(30, g.onOrAfter(certified+1)),
	}
	if cells["ended_on"] != "" {
		cells["ended_reason"] = pick(g, "", "WITHDRAWN", "LAPSED", "REMOVED")
	}
	g.write("certifications.csv", cells)
}

// id numbers the rows of a file.
func (g *generator) id(file, letter string) string {
	return fmt.Sprintf("%s%d", letter, len(g.rows[file])+1)
}

func (g *generator) bindingRules() {
	for range g.IntN(6) {
		approved := g.early()
		cells := row{
			"id":          g.id("binding_rules.csv", "r"),
			"group":       pick(g, groups...),
			"type":        pick(g, "CONTROLLER", "PROCESSOR"),
			"regime":      pick(g, g.focus, g.focus, "EU", "UK", "CH"),
			"approved_on": g.maybe(85, approved),
		}
		if cells["approved_on"] != "" {
			cells["withdrawn_on"] = g.maybe(40, g.onOrAfter(approved+1))
		}
		g.write("binding_rules.csv", cells)
	}
}

// assessments come for most pairs, at times several on the same day.
func (g *generator) assessments() {
	for _, between := range g.pairs {
		if !g.chance(60) {
			continue
		}
		completed := g.early()
		for range 1 + g.IntN(3) {
			if g.chance(65) {
				completed = g.day()
			}
			g.write("assessments.csv", row{
				"id":            g.id("assessments.csv", "t"),
				"exporter":      between.exporter,
				"importer":      between.importer,
				"completed_on":  completed.String(),
				"review_due_on": g.maybe(50, g.onOrAfter(completed)),
				"outcome":       pick(g, "EQUIVALENT", "EQUIVALENT", "SUPPLEMENTARY_MEASURES", "SUPPLEMENTARY_MEASURES", "INSUFFICIENT"),
			})
		}
	}
}

package naive

import "slices"

// Registry holds the registered facts, indexed as the decision asks for them.
type Registry struct {
	Flows []string // ids in the order of the file

	organizations  map[string]*organization
	flows          map[string]*flow
	agreements     map[pair][]*agreement
	assessments    map[pair][]*assessment
	certifications map[string][]*certification // by organization
	rules          map[string][]*bindingRules  // by group
	days           []Day                       // every date in the registry
}

// pair is exporter and importer, in this direction.
type pair struct{ exporter, importer string }

type organization struct {
	id, country, sector, group string
	membership                 Window
}

// belongs tells whether the organization is a member of the group on d.
func (o *organization) belongs(group string, d Day) bool {
	return o.group == group && o.membership.contains(d)
}

type agreement struct {
	id, kind                       string
	sets                           []incorporated
	exporterSigned, importerSigned *Day
	effectiveOn, through           *Day
	terminatedOn, authorisedOn     *Day
}

// incorporated is one set that an agreement names, with its modules.
type incorporated struct {
	set     string
	modules []string
}

func (a *agreement) incorporates(set string) bool {
	return slices.ContainsFunc(a.sets, func(s incorporated) bool { return s.set == set })
}

type certification struct {
	id, framework      string
	covers             []string
	certifiedOn        Day
	nextDueOn, endedOn *Day
}

type bindingRules struct {
	id, kind, regime        string
	approvedOn, withdrawnOn *Day
}

type assessment struct {
	id, outcome string
	completedOn Day
	reviewDueOn *Day
}

type flow struct {
	id                         string
	exporter, importer         *organization
	exporterRole, importerRole string
	origin, destination        string
	data                       []string
	startsOn, endedOn          *Day
	declaredBasis              string
	onwardOf                   string
}

func (f *flow) pair() pair { return pair{f.exporter.id, f.importer.id} }

// activeOn is rules.md 1: starts_on ≤ d < ended_on.
func (f *flow) activeOn(d Day) bool {
	return (f.startsOn == nil || *f.startsOn <= d) && !reached(f.endedOn, d)
}

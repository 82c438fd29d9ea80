package naive

import (
	"fmt"
	"strings"
)

// reader turns rows into records and keeps the first fault.
type reader struct {
	reg *Registry
	err error
}

// day reads an optional date and remembers it as a boundary.
func (r *reader) day(cell string) *Day {
	if cell == "" {
		return nil
	}
	d, err := ParseDay(cell)
	if err != nil && r.err == nil {
		r.err = err
	}
	r.reg.days = append(r.reg.days, d)
	return &d
}

// required reads a date that the contract requires.
func (r *reader) required(cell string) Day {
	d := r.day(cell)
	if d == nil {
		r.fail("a required date is missing")
		return 0
	}
	return *d
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *reader) organization(c row) {
	r.reg.organizations[c["id"]] = &organization{
		id:         c["id"],
		country:    strings.ToUpper(c["country"]),
		sector:     orDefault(c["sector"], "COMMERCIAL"),
		group:      c["group"],
		membership: Window{r.day(c["group_from"]), r.day(c["group_through"])},
	}
}

func (r *reader) agreement(c row) {
	between := pair{c["exporter"], c["importer"]}
	a := &agreement{
		id:             c["id"],
		kind:           c["kind"],
		exporterSigned: r.day(c["exporter_signed_on"]),
		importerSigned: r.day(c["importer_signed_on"]),
		effectiveOn:    r.day(c["effective_on"]),
		through:        r.day(c["through"]),
		terminatedOn:   r.day(c["terminated_on"]),
		authorisedOn:   r.day(c["authorised_on"]),
	}
	for _, item := range items(c["clauses"], ";") {
		set, modules, _ := strings.Cut(item, "/")
		a.sets = append(a.sets, incorporated{set, items(modules, "+")})
	}
	r.reg.agreements[between] = append(r.reg.agreements[between], a)
}

func (r *reader) certification(c row) {
	of := c["organization"]
	r.reg.certifications[of] = append(r.reg.certifications[of], &certification{
		id:          c["id"],
		framework:   c["framework"],
		covers:      items(c["covers"], ";"),
		certifiedOn: r.required(c["certified_on"]),
		nextDueOn:   r.day(c["next_due_on"]),
		endedOn:     r.day(c["ended_on"]),
	})
}

func (r *reader) bindingRules(c row) {
	of := c["group"]
	r.reg.rules[of] = append(r.reg.rules[of], &bindingRules{
		id:          c["id"],
		kind:        c["type"],
		regime:      c["regime"],
		approvedOn:  r.day(c["approved_on"]),
		withdrawnOn: r.day(c["withdrawn_on"]),
	})
}

func (r *reader) assessment(c row) {
	between := pair{c["exporter"], c["importer"]}
	r.reg.assessments[between] = append(r.reg.assessments[between], &assessment{
		id:          c["id"],
		outcome:     c["outcome"],
		completedOn: r.required(c["completed_on"]),
		reviewDueOn: r.day(c["review_due_on"]),
	})
}

// flow comes last: it points to the organizations.
func (r *reader) flow(c row) {
	exporter, importer := r.reg.organizations[c["exporter"]], r.reg.organizations[c["importer"]]
	if exporter == nil || importer == nil {
		r.fail("flow %q: no such exporter or importer", c["id"])
		return
	}
	r.reg.Flows = append(r.reg.Flows, c["id"])
	r.reg.flows[c["id"]] = &flow{
		id:            c["id"],
		exporter:      exporter,
		importer:      importer,
		exporterRole:  c["exporter_role"],
		importerRole:  c["importer_role"],
		origin:        strings.ToUpper(orDefault(c["origin"], exporter.country)),
		destination:   strings.ToUpper(orDefault(c["destination"], importer.country)),
		data:          items(c["data"], ";"),
		startsOn:      r.day(c["starts_on"]),
		endedOn:       r.day(c["ended_on"]),
		declaredBasis: c["declared_basis"],
		onwardOf:      c["onward_of"],
	}
}

package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/safeconduct/safeconduct/registry/basis"
)

// tell writes the section of a turn.
func (p *page) tell(t turn) {
	before, after := p.vendors.on(t.before), p.vendors.on(t.after)
	fmt.Fprintf(p.w, "\n## %s / %s: %s\n\n%s\n\n", t.before, t.after, t.title, t.law)
	p.tellStatuses(t, before, after)
	fmt.Fprintf(p.w, "\n%s\n", p.moved(t))
	if t.framework != "" {
		fmt.Fprintf(p.w, "\n%s\n", p.rested(t, before, after))
	}
	fmt.Fprintf(p.w, "\nIn the harbour sample: %s.\n", p.harbourMoved(t))
	fmt.Fprintf(p.w, "\nResting on: %s.\n", restingOn(before, after))
	for _, status := range []basis.Status{basis.NoValidBasis, basis.AtRisk} {
		for _, origin := range []string{"IE", "CH"} {
			p.tellReasons(t, status, origin, before, after)
		}
	}
}

func (p *page) tellStatuses(t turn, before, after counts) {
	fmt.Fprintf(p.w, "| status | %s | %s | difference |\n| --- | ---: | ---: | ---: |\n", t.before, t.after)
	for _, status := range basis.Statuses {
		if n, m := before.status[status], after.status[status]; n+m > 0 {
			fmt.Fprintf(p.w, "| %s | %d | %d | %s |\n", status, n, m, difference(n, m))
		}
	}
}

func difference(before, after int) string {
	if before == after {
		return "0"
	}
	return fmt.Sprintf("%+d", after-before)
}

// moved counts what the turn did to the vendors' flows.
func (p *page) moved(t turn) string {
	status, rest := 0, 0
	for _, d := range p.vendors.flows {
		before, after := d.Timeline.On(t.before), d.Timeline.On(t.after)
		switch {
		case before.Status != after.Status:
			status++
		case !before.Same(after.Verdict):
			rest++
		}
	}
	if status+rest == 0 {
		return fmt.Sprintf("No verdict on any of the %d flows differs.", len(p.vendors.flows))
	}
	return fmt.Sprintf("Of %d flows %d have another status, %d further ones rest on something else or are flagged for another reason.", len(p.vendors.flows), status, rest)
}

// rested tells how much rests on the framework of the turn, and why nothing
// does.
func (p *page) rested(t turn, before, after counts) string {
	name := p.vendors.law.Framework(t.framework).Name
	vendors, first := p.vendors.certifiedIn(t.framework)
	if vendors == 0 {
		return fmt.Sprintf("No vendor of the list states a certification in %s, and none is invented: nothing rested on it, so nothing falls or rises with it.", name)
	}
	n, m := before.instrument[t.framework], after.instrument[t.framework]
	text := fmt.Sprintf("%d vendors of the list state a certification in %s. Flows that rest on it: %d before, %d after", vendors, name, n, m)
	if first > t.after {
		text += fmt.Sprintf(", for the first of these certifications is of %s", first)
	}
	return text + "."
}

// harbourMoved names the flows of the harbour sample that have another status,
// and the first reason for it.
func (p *page) harbourMoved(t turn) string {
	var moved []string
	for _, d := range p.harbour.flows {
		before, after := d.Timeline.On(t.before), d.Timeline.On(t.after)
		if before.Status != after.Status {
			moved = append(moved, fmt.Sprintf("%s from %s to %s%s", d.Case.Flow.ExternalID, before.Status, after.Status, firstReason(after.Verdict)))
		}
	}
	if len(moved) == 0 {
		return "no flow has another status"
	}
	return strings.Join(moved, ", ")
}

func firstReason(v basis.Verdict) string {
	reasons := v.Reasons
	for _, b := range v.Bases {
		reasons = append(reasons, b.Risks...)
	}
	if len(reasons) == 0 || v.Status != basis.NoValidBasis && v.Status != basis.AtRisk {
		return ""
	}
	return " (" + string(reasons[0].Code) + ")"
}

// restingOn tells on what flows rest after the turn, with the number before
// where it differs.
func restingOn(before, after counts) string {
	var parts []string
	for _, c := range changes(before.instrument, after.instrument, cmp.Compare[string]) {
		number := fmt.Sprint(c.after)
		if c.before != c.after {
			number = fmt.Sprintf("**%d → %d**", c.before, c.after)
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", c.of, number))
	}
	return strings.Join(parts, ", ")
}

// tellReasons counts why flows of an origin have a status, with the citations
// that decide.
func (p *page) tellReasons(t turn, status basis.Status, origin string, before, after counts) {
	headed := false
	for _, c := range changes(before.why, after.why, compareWhy) {
		if c.of.status != status || c.of.origin != origin {
			continue
		}
		if !headed {
			fmt.Fprintf(p.w, "\n%s from %s:\n\n| %s | %s | reason | decided by |\n| ---: | ---: | --- | --- |\n", status, origin, t.before, t.after)
			headed = true
		}
		fmt.Fprintf(p.w, "| %d | %d | %s | %s |\n", c.before, c.after, c.of.code, c.of.citation)
	}
}

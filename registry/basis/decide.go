package basis

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Case is a flow with all the evidence that can carry it. Evidence that
// concerns other parties may be left out, and must be: agreements and
// assessments are those of exactly this exporter and importer.
type Case struct {
	Flow           *fact.Flow
	Exporter       *fact.Organization
	Importer       *fact.Organization
	Agreements     []*fact.Agreement     // of this pair, in this direction
	Certifications []*fact.Certification // of the importer
	Rules          []*fact.BindingRules  // of the exporter's group
	Assessments    []*fact.Assessment    // of this pair, in this direction
	Upstream       *Decision             // of the flow through which the data came; nil where none is named
	Erased         []Erased              // what belonged to the case and cannot be known any more
	NegativeFrom   civil.Date            // a hypothesis: from which day on all assessments are negative; the zero Date: they are not
}

// Decision is the timeline of a flow and what the flows below it need to know.
type Decision struct {
	Case     *Case
	Timeline Timeline

	regimes   underRegimes // under which regime the data stands, active or not
	failing   civil.Set    // active and without a valid basis
	certified []resting    // rests on a certification, as if active
}

// underRegimes are the days on which the data of a flow stands under each regime,
// in the order of law.Regimes.
type underRegimes [3]civil.Set

// resting are the days on which a flow rests on a certification in a framework.
type resting struct {
	framework *law.Instrument
	days      civil.Set
}

// Engine decides cases under one law, one after the other. All that it needs on the
// way lies in memory of its own, which every case uses anew; only what it hands out
// is made for it. So one engine serves one goroutine.
type Engine struct {
	law      *law.Law
	judgment judgment
}

// NewEngine is an engine for a law.
func NewEngine(l *law.Law) *Engine { return &Engine{law: l} }

// Decide judges a case for all days.
func (e *Engine) Decide(c *Case) *Decision {
	d := e.judge(c, civil.Always, false).decided()
	d.Timeline = handOut(d.Timeline)
	return d
}

// Outline is Decide without the reasons, those of the bases included: of every day
// it says the status, the regime and the bases, for much less work. Its timeline is
// on loan: it lies in the engine's memory until the next case.
func (e *Engine) Outline(c *Case) *Decision { return e.judge(c, civil.Always, true).decided() }

// On judges a case for one day alone: what [Engine.Decide] says of that day, for
// less work.
func (e *Engine) On(c *Case, day civil.Date) Verdict {
	j := e.judge(c, civil.Between(day, day), false)
	return handOut(Timeline{{Verdict: j.verdict(day)}})[0].Verdict
}

// judgment is a case that the mechanisms have judged: everything from which the
// verdict of any day follows.
type judgment struct {
	*Case
	law     *law.Law
	outline bool // no reasons are asked for

	regimes   underRegimes
	needed    []fact.Coverage // what certifications must cover
	assessed  []assessed
	contracts []contract
	judges    [3]judge  // those at work come first
	working   int       // how many: one for each regime under which the flow is restricted
	tainted   civil.Set // the flow above has no valid basis
	lost      []Reason  // why the flow cannot be decided at all

	points    []civil.Date // on which something may change, ascending
	desk      desk
	certified []resting
}

// judge judges a case on the days within a period.
func (e *Engine) judge(c *Case, within civil.Interval, outline bool) *judgment {
	judged := &e.judgment
	from, to := c.Route()
	origin, destination := e.law.Place(from), e.law.Place(to)
	judged.begin(e.law, c, outline)
	judged.regimes = regimesOf(origin, c.Upstream)
	for i, days := range judged.regimes {
		restricted := days.Minus(destination[i].Inside).Clip(within)
		if !restricted.IsEmpty() {
			judged.next().run(law.Regimes[i], restricted, &origin[i], &destination[i])
		}
	}
	return judged
}

// begin clears away the case before and lays out the next one.
func (judged *judgment) begin(l *law.Law, c *Case, outline bool) {
	judged.Case, judged.law, judged.outline, judged.working = c, l, outline, 0
	judged.tainted = civil.Set{}
	if c.Upstream != nil {
		judged.tainted = c.Upstream.failing
	}
	judged.lost = c.lost()
	judged.needed = needed(judged.needed, c.Flow)
	judged.assessed = assess(judged.assessed, c.turned())
	judged.readContracts()
}

// next is a further judge at work.
func (judged *judgment) next() *judge {
	j := &judged.judges[judged.working]
	j.judgment = judged
	judged.working++
	return j
}

// atWork are the judges of the case.
func (judged *judgment) atWork() []judge { return judged.judges[:judged.working] }

// Route is the origin and the destination of the flow: its own, or where its
// parties are established.
func (c *Case) Route() (origin, destination string) {
	origin, destination = c.Flow.Origin, c.Flow.Destination
	if origin == "" {
		origin = c.Exporter.Country
	}
	if destination == "" {
		destination = c.Importer.Country
	}
	return origin, destination
}

// regimesOf are the regimes under which the data stands: that of the origin,
// and on days on which the origin is under none, that of the upstream flow,
// for the protection travels with the data (rules, sections 1 and 6).
func regimesOf(origin *law.Place, upstream *Decision) (under underRegimes) {
	var own civil.Set
	for i := range under {
		under[i] = origin[i].Exports
		own = own.Union(under[i])
	}
	if upstream != nil {
		free := own.Complement()
		for i, carried := range upstream.regimes {
			under[i] = under[i].Union(carried.Intersect(free))
		}
	}
	return under
}

// decided is the decision, with its timeline as it is laid out.
func (judged *judgment) decided() *Decision {
	timeline := judged.sweep()
	return &Decision{
		Case: judged.Case, Timeline: timeline,
		regimes: judged.regimes, failing: timeline.failing(), certified: judged.certifiedDays(),
	}
}

// certifiedDays are the days on which the flow, taken as if active, rests on a
// certification: none of those on which the flow above fails it.
func (judged *judgment) certifiedDays() []resting {
	all := judged.certified[:0]
	for i := range judged.atWork() {
		for _, h := range judged.judges[i].ranked {
			if h.Certification != nil {
				all = addResting(all, resting{h.Instrument, h.days.Minus(judged.tainted)})
			}
		}
	}
	judged.certified = all
	return slices.Clone(all)
}

func addResting(all []resting, one resting) []resting {
	for i := range all {
		if all[i].framework == one.framework {
			all[i].days = all[i].days.Union(one.days)
			return all
		}
	}
	return append(all, one)
}

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

	origin, destination string
}

// Decision is the timeline of a flow and what the flows below it need to know.
type Decision struct {
	Case     *Case
	Timeline Timeline

	regimes   []regimeDays // under which regime the data stands, active or not
	failing   civil.Set    // active and without a valid basis
	certified []resting    // rests on a certification, as if active
}

// judgment is a case that the mechanisms have judged: everything from which the
// verdict of any day follows.
type judgment struct {
	*Case
	regimes []regimeDays
	judges  []*judge  // one for each regime under which the flow is restricted
	tainted civil.Set // the flow above has no valid basis
}

// regimeDays are the days on which the data of a flow stands under a regime.
type regimeDays struct {
	regime law.Regime
	days   civil.Set
}

// resting are the days on which a flow rests on a certification in a framework.
type resting struct {
	framework *law.Instrument
	days      civil.Set
}

// Decide judges a case under the law, for all days.
func Decide(l *law.Law, c *Case) *Decision { return decide(l, c, false) }

// Outline is Decide without the reasons: of every day it says the status, the
// regime and the bases, for less work.
func Outline(l *law.Law, c *Case) *Decision { return decide(l, c, true) }

func decide(l *law.Law, c *Case, outline bool) *Decision {
	j := judgeCase(l, c, civil.Always, outline)
	d := &Decision{Case: c, regimes: j.regimes, certified: j.certifiedDays()}
	d.Timeline = j.sweep()
	d.failing = d.Timeline.failing()
	return d
}

// On judges a case under the law for one day alone: what [Decide] says of that
// day, for less work.
func On(l *law.Law, c *Case, day civil.Date) Verdict {
	return judgeCase(l, c, civil.Between(day, day), false).verdict(day)
}

// judgeCase judges a case on the days within a period.
func judgeCase(l *law.Law, c *Case, within civil.Interval, outline bool) *judgment {
	c.origin, c.destination = c.Route()
	judged := &judgment{Case: c, regimes: regimesOf(l, c)}
	for _, under := range judged.regimes {
		restricted := under.days.Minus(l.Inside(under.regime, c.destination)).Clip(within)
		if restricted.IsEmpty() {
			continue
		}
		j := &judge{Case: c, law: l, regime: under.regime, days: restricted, acts: l.Acts(under.regime, c.origin), outline: outline}
		j.run()
		judged.judges = append(judged.judges, j)
	}
	if c.Upstream != nil {
		judged.tainted = c.Upstream.failing
	}
	return judged
}

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
func regimesOf(l *law.Law, c *Case) []regimeDays {
	var own civil.Set
	var under []regimeDays
	for _, regime := range law.Regimes {
		days := l.Exports(regime, c.origin)
		own = own.Union(days)
		under = append(under, regimeDays{regime, days})
	}
	if c.Upstream != nil {
		free := own.Complement()
		for _, carried := range c.Upstream.regimes {
			i := slices.Index(law.Regimes, carried.regime)
			under[i].days = under[i].days.Union(carried.days.Intersect(free))
		}
	}
	return slices.DeleteFunc(under, func(r regimeDays) bool { return r.days.IsEmpty() })
}

// certifiedDays are the days on which the flow, taken as if active, rests on a
// certification: none of those on which the flow above fails it.
func (judged *judgment) certifiedDays() []resting {
	var all []resting
	for _, j := range judged.judges {
		for _, h := range j.holdings {
			if h.Certification != nil {
				all = addResting(all, resting{h.Instrument, h.days.Minus(judged.tainted)})
			}
		}
	}
	return all
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

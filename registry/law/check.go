package law

import (
	"errors"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// checker lints a law that was read: what one entry says by itself and what
// entries say of each other.
type checker struct {
	law    *Law
	places map[any]place // of every struct that was decoded, by pointer
	faults fault.List
}

// place is where an entry stands: its file, its path there and the lines of its
// fields.
type place struct {
	file  string
	path  string
	lines lines
}

// fault reports a field of an entry; entry is the pointer that was decoded.
func (c *checker) fault(entry any, field, value, format string, args ...any) {
	at := c.places[entry]
	line, given := at.lines[field]
	if !given {
		line = at.lines[""]
	}
	why := fault.Bad(join(at.path, field), value, format, args...)
	why.Place = &fault.Place{File: at.file, Line: max(line, 1)}
	c.faults.Add(why)
}

// as is errors.As with the target's type inferred.
func as[E error](err error, target *E) bool { return errors.As(err, target) }

// check applies every rule of the lint.
func (c *checker) check() {
	c.checkIDs()
	c.checkContext()
	for _, a := range c.law.Adequacy {
		c.checkInstrument(a, &a.Instrument)
		c.checkAdequacy(a)
	}
	for _, f := range c.law.Frameworks {
		c.checkInstrument(f, &f.Instrument)
		c.checkFramework(f)
	}
	for _, s := range c.law.Clauses {
		c.checkClauses(s)
	}
	for _, b := range c.law.BindingRules {
		c.checkInstrument(b, &b.Instrument)
		c.checkBindingRules(b)
	}
	for _, o := range c.law.OtherSafeguards {
		c.checkInstrument(o, &o.Instrument)
		c.checkOtherSafeguard(o)
	}
	for _, d := range c.law.Derogations {
		c.checkInstrument(d, &d.Instrument)
	}
	for _, r := range c.law.Requirements {
		c.checkRequirement(r)
	}
	for _, a := range c.law.Annotations {
		c.checkAnnotation(a)
	}
}

package law

// checker lints a law that was read: what one entry says by itself and what
// entries say of each other.
type checker struct {
	*findings
	law    *Law
	stands map[string]place // where each name stands that must be one
}

// fault reports a field of an entry, "" for the entry itself; entry is the
// pointer that was decoded. A field that could not be decoded has its fault
// already.
func (c *checker) fault(entry any, field, value, format string, args ...any) {
	at := c.places[entry]
	if at.failed[field] {
		return
	}
	line, given := at.lines[field]
	if !given {
		line = at.lines[""]
	}
	c.report(at.file, line, join(at.path, field), value, format, args...)
}

// dangling reports a reference to what is not there, unless it may stand in
// what could not be decoded.
func (c *checker) dangling(entry any, field, value, format string, args ...any) {
	if !c.unread[value] {
		c.fault(entry, field, value, format, args...)
	}
}

// sound reports whether fields of an entry were decoded: only then do they say
// anything about others.
func (c *checker) sound(entry any, fields ...string) bool {
	for _, field := range fields {
		if c.places[entry].failed[field] {
			return false
		}
	}
	return true
}

// check applies every rule of the lint.
func (c *checker) check() {
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

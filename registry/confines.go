package registry

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// confines is what a caller who is limited to some exporters may know of a state: their
// flows, and the agreements and assessments whose exporter they are; the organizations
// that these name; the certifications of these organizations, and the binding rules of
// their groups. nil is for who is not limited, and admits everything.
type confines struct {
	exporters []fact.ID
	parties   map[fact.ID]bool         // the organizations, the exporters among them
	pairs     map[columns.Parties]bool // of which evidence is recorded
	groups    map[string]bool
}

// theirExporters are the exporters to which the caller is limited; nil where he is not.
// Where the state has none of them, it is an id that nobody has.
func (v *View) theirExporters(ctx context.Context) ([]fact.ID, error) {
	if !access.CallerOf(ctx).IsLimited() {
		return nil, nil
	}
	return v.reads.exporters.get(ctx, access.ReadFlows, limitOf(ctx), func([]string) (theirs [][]fact.ID, err error) {
		err = v.readAs(ctx, access.ReadFlows, func(r *table.Reader) error {
			found, err := idsOf(r, access.CallerOf(ctx).Exporters)
			theirs = [][]fact.ID{found}
			return err
		})
		return theirs, err
	})
}

// limitOf names to what the caller is limited.
func limitOf(ctx context.Context) string { return strings.Join(access.CallerOf(ctx).Exporters, "\n") }

// confine narrows a filter to the exporters to which the caller is limited.
func (v *View) confine(ctx context.Context, f columns.Filter) (columns.Filter, error) {
	theirs, err := v.theirExporters(ctx)
	if err != nil || theirs == nil {
		return f, err
	}
	wanted := slices.DeleteFunc(slices.Clone(theirs), func(id fact.ID) bool { return !anyOf(f.Exporter, id) })
	if len(wanted) == 0 {
		wanted = []fact.ID{uuid.Max}
	}
	f.Exporter = wanted
	return f, nil
}

// confines finds what the caller may know of the state.
func (v *View) confines(ctx context.Context) (*confines, error) {
	if !access.CallerOf(ctx).IsLimited() {
		return nil, nil //nolint:nilnil // who is not limited has none
	}
	return v.reads.confines.get(ctx, access.ReadFlows, limitOf(ctx), func([]string) ([]*confines, error) {
		c, err := v.findConfines(ctx)
		return []*confines{c}, err
	})
}

func (v *View) findConfines(ctx context.Context) (*confines, error) {
	theirs, err := v.theirExporters(ctx)
	if err != nil {
		return nil, err
	}
	b, err := v.everythingAs(ctx, access.ReadFlows)
	if err != nil {
		return nil, err
	}
	c := &confines{exporters: theirs, parties: map[fact.ID]bool{}, pairs: map[columns.Parties]bool{}, groups: map[string]bool{}}
	for _, exporter := range theirs {
		c.parties[exporter] = true
		for _, party := range b.flows.PartiesOf(exporter) {
			c.parties[party] = true
		}
	}
	if err := v.readAs(ctx, access.ReadFlows, c.addContracts); err != nil {
		return nil, err
	}
	for party := range c.parties {
		if o := b.organizations.get(party); o != nil && o.Group != "" {
			c.groups[o.Group] = true
		}
	}
	return c, nil
}

// addContracts adds what their agreements and assessments name.
func (c *confines) addContracts(r *table.Reader) error {
	signed, err := c.agreementsIn(r)
	if err != nil {
		return err
	}
	assessed, err := c.assessmentsIn(r)
	if err != nil {
		return err
	}
	for _, a := range signed {
		c.pairs[between(a.Exporter, a.Importer)], c.parties[a.Importer] = true, true
	}
	for _, a := range assessed {
		c.pairs[between(a.Exporter, a.Importer)], c.parties[a.Importer] = true, true
	}
	return nil
}

// owns reports whether an exporter is one of theirs.
func (c *confines) owns(exporter fact.ID) bool {
	return c == nil || slices.Contains(c.exporters, exporter)
}

// admits reports whether the caller may know of a record: of no kind that is not named
// here.
func (c *confines) admits(record Node) bool {
	if c == nil {
		return true
	}
	if exporter, has := exporterOf(record); has {
		return c.owns(exporter)
	}
	switch r := record.(type) {
	case *fact.Organization:
		return c.parties[r.ID]
	case *fact.Certification:
		return c.parties[r.Organization]
	case *fact.BindingRules:
		return c.groups[r.Group]
	}
	return false
}

// exporterOf is the exporter of a record that has one.
func exporterOf(record Node) (exporter fact.ID, has bool) {
	switch r := record.(type) {
	case *fact.Agreement:
		return r.Exporter, true
	case *fact.Assessment:
		return r.Exporter, true
	case *fact.Flow:
		return r.Exporter, true
	}
	return exporter, false
}

// mayKnow reports whether the caller may know of a record. For those with an exporter it
// does not look for what else he may know of.
func (v *View) mayKnow(ctx context.Context, record Node) (bool, error) {
	if exporter, has := exporterOf(record); has {
		theirs, err := v.theirExporters(ctx)
		return anyOf(theirs, exporter), err
	}
	c, err := v.confines(ctx)
	return err == nil && c.admits(record), err
}

// confinedTo reads all records of a kind of which a limited caller may know.
func confinedTo[T any](ctx context.Context, v *View, theirs func(*confines, *table.Reader) ([]*T, error)) (all []*T, err error) {
	c, err := v.confines(ctx)
	if err != nil {
		return nil, err
	}
	err = v.readAs(ctx, access.ReadFlows, func(r *table.Reader) error {
		all, err = theirs(c, r)
		return err
	})
	return all, err
}

// find finds a record of which the caller may know, nil where there is none.
func (c *confines) find(r *table.Reader, id fact.ID) (Node, error) {
	node, err := findNode(r, id)
	if isMissing(known(err)) || node != nil && !c.admits(node) {
		return nil, nil //nolint:nilnil // as in findNode
	}
	return node, err
}

// The lists of what the caller may know of, in no order.

func (c *confines) organizationsIn(r *table.Reader) (all []*fact.Organization, err error) {
	for party := range c.parties {
		o, err := organizations.Get(r, party)
		switch {
		case isMissing(known(err)): // its content was erased
		case err != nil:
			return nil, err
		default:
			all = append(all, o)
		}
	}
	return all, nil
}

func (c *confines) agreementsIn(r *table.Reader) ([]*fact.Agreement, error) {
	return allBy(r, agreements, agreementPair, slices.Values(c.exporters))
}

func (c *confines) assessmentsIn(r *table.Reader) ([]*fact.Assessment, error) {
	return allBy(r, assessments, assessmentPair, slices.Values(c.exporters))
}

func (c *confines) certificationsIn(r *table.Reader) ([]*fact.Certification, error) {
	return allBy(r, certifications, certificationOf, maps.Keys(c.parties))
}

func (c *confines) bindingRulesIn(r *table.Reader) (all []*fact.BindingRules, err error) {
	for group := range c.groups {
		some, err := collect(bindingRules.By(r, rulesGroup, groupKey(group)))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// allBy are the records that an index has under some ids.
func allBy[T any](r *table.Reader, t *table.Table[T], by *table.Index[T], ids iter.Seq[fact.ID]) (all []*T, err error) {
	for id := range ids {
		some, err := collect(t.By(r, by, id[:]))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

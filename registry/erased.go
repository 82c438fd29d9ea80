package registry

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strconv"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// erasedFacts is what is kept of the facts of a state whose content has been
// erased since: few, or none.
type erasedFacts struct {
	organizations map[fact.ID]*fact.Organization
	flows         map[fact.ID]*fact.Flow
	byPair        map[columns.Parties][]basis.Erased
	certified     map[fact.ID][]basis.Erased
	byGroup       map[string][]basis.Erased
}

// has reports whether a flow is among them.
func (e *erasedFacts) has(flow fact.ID) bool { return e.flows[flow] != nil }

// erasedFlows is how many flows a state had whose content was erased since, of those of which
// the caller may know: they are in no list and no count of it.
func (v *View) erasedFlows(ctx context.Context, b *book) (n int, err error) {
	if len(b.lost.flows) == 0 {
		return 0, nil
	}
	theirs, err := v.theirExporters(ctx)
	for _, f := range b.lost.flows {
		if theirs == nil || slices.Contains(theirs, f.Exporter) {
			n++
		}
	}
	return n, err
}

// of is what belonged to a case: also what belonged to those of the flows above,
// whose verdicts and regimes this one rests on. An assessment that barred the flow
// above must not make this one valid by its erasure.
func (e *erasedFacts) of(c *basis.Case) (all []basis.Erased) {
	for _, party := range []*fact.Organization{c.Exporter, c.Importer} {
		if party.Erased > 0 {
			all = append(all, lost(basis.OrganizationEvidence, &party.Header, true))
		}
	}
	if above := e.flows[c.Flow.OnwardOf]; above != nil {
		all = append(all, lost(basis.FlowEvidence, &above.Header, true))
	}
	all = append(all, e.byPair[between(c.Flow.Exporter, c.Flow.Importer)]...)
	all = append(all, e.certified[c.Flow.Importer]...)
	if c.Exporter.Group != "" && c.Exporter.Group == c.Importer.Group {
		all = append(all, e.byGroup[c.Exporter.Group]...)
	}
	if c.Upstream == nil {
		return all
	}
	for _, above := range c.Upstream.Case.Erased {
		if !slices.Contains(all, above) {
			all = append(all, above)
		}
	}
	return all
}

func lost(kind basis.EvidenceKind, h *fact.Header, needed bool) basis.Erased {
	return basis.Erased{
		Evidence: basis.Evidence{Kind: kind, ExternalID: h.ExternalID},
		Commit:   strconv.FormatUint(h.Erased, 10), Needed: needed,
	}
}

// readErased reads them.
func readErased(r *table.Reader) (*erasedFacts, error) {
	e := &erasedFacts{
		organizations: map[fact.ID]*fact.Organization{}, flows: map[fact.ID]*fact.Flow{},
		byPair: map[columns.Parties][]basis.Erased{}, certified: map[fact.ID][]basis.Erased{}, byGroup: map[string][]basis.Erased{},
	}
	return e, errors.Join(
		each(organizations.AllErased(r), func(o *fact.Organization) { e.organizations[o.ID] = o }),
		each(flows.AllErased(r), func(f *fact.Flow) { e.flows[f.ID] = f }),
		each(agreements.AllErased(r), func(a *fact.Agreement) {
			of := between(a.Exporter, a.Importer)
			e.byPair[of] = append(e.byPair[of], lost(basis.AgreementEvidence, &a.Header, false))
		}),
		each(assessments.AllErased(r), func(a *fact.Assessment) {
			of := between(a.Exporter, a.Importer)
			e.byPair[of] = append(e.byPair[of], lost(basis.AssessmentEvidence, &a.Header, false))
		}),
		each(certifications.AllErased(r), func(c *fact.Certification) {
			e.certified[c.Organization] = append(e.certified[c.Organization], lost(basis.CertificationEvidence, &c.Header, false))
		}),
		each(bindingRules.AllErased(r), func(b *fact.BindingRules) {
			e.byGroup[b.Group] = append(e.byGroup[b.Group], lost(basis.RulesEvidence, &b.Header, false))
		}),
	)
}

// each hands what a walk yields to fn.
func each[T any](walk iter.Seq2[*T, error], fn func(*T)) error {
	for record, err := range walk {
		if err != nil {
			return err
		}
		fn(record)
	}
	return nil
}

package registry

import (
	"context"
	"iter"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Check is the audit's answer: the active flows without a valid basis on a day.
// It holds no clock.
type Check struct {
	CheckHead
	// Flagged are the flagged flows by external id in byte order, found while
	// they are walked: however many there are, few are in memory. An error ends
	// the walk.
	Flagged iter.Seq2[*FlaggedFlow, error]
}

// CheckHead is what a check says before the flows themselves.
type CheckHead struct {
	AsOf        civil.Date `json:"asOf"`
	ActiveFlows int        `json:"activeFlows"`
	// Recorded is how many flows are recorded at all: none is worth a word.
	Recorded int `json:"recorded"`
}

// FlaggedFlow is a flow without a valid basis; parties by their external ids.
type FlaggedFlow struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Exporter    string       `json:"exporter"`
	Importer    string       `json:"importer"`
	Customer    *string      `json:"customer"`
	Origin      string       `json:"origin"`
	Destination string       `json:"destination"`
	Regime      law.Regime   `json:"regime"`
	Reasons     []FlagReason `json:"reasons"`
}

// FlagReason is why a flow is flagged.
type FlagReason struct {
	Code     basis.Code `json:"code"`
	Message  string     `json:"message"`
	Citation string     `json:"citation"`
}

// Check finds the flagged flows of a day.
func (v *View) Check(ctx context.Context, asOf civil.Date) (*Check, error) {
	b, err := v.facts(ctx)
	if err != nil {
		return nil, err
	}
	check := &Check{CheckHead: CheckHead{AsOf: v.Day(asOf), Recorded: len(b.flows)}}
	for _, f := range b.flows {
		if f.Active().Contains(check.AsOf) {
			check.ActiveFlows++
		}
	}
	check.Flagged = func(yield func(*FlaggedFlow, error) bool) { b.walkFlagged(ctx, v.law, check.AsOf, yield) }
	return check, nil
}

// stride is how many flows are decided before their flags are handed out.
const stride = 8192

// walkFlagged decides stride after stride on all cores and yields the flagged
// flows in their order.
func (b *book) walkFlagged(ctx context.Context, l *law.Law, day civil.Date, yield func(*FlaggedFlow, error) bool) {
	deciders := b.deciders(l)
	flagged := make([]*FlaggedFlow, stride)
	for from := 0; from < len(b.flows); from += stride {
		to := min(from+stride, len(b.flows))
		clear(flagged)
		err := share(ctx, deciders, from, to, func(d *decider, i int) error {
			if !b.flows[i].Active().Contains(day) {
				return nil
			}
			on, err := d.decideOn(b.flows[i], day)
			if err == nil && on.Status == basis.NoValidBasis {
				flagged[i-from] = b.flag(l, b.flows[i], on)
			}
			return err
		})
		if err != nil {
			yield(nil, err)
			return
		}
		for _, f := range flagged {
			if f != nil && !yield(f, nil) {
				return
			}
		}
	}
}

func (b *book) flag(l *law.Law, f *fact.Flow, on basis.Verdict) *FlaggedFlow {
	exporter, importer := b.organizations[f.Exporter], b.organizations[f.Importer]
	origin, destination := (&basis.Case{Flow: f, Exporter: exporter, Importer: importer}).Route()
	flagged := &FlaggedFlow{
		ID: f.ExternalID, Name: f.Name, Exporter: exporter.ExternalID, Importer: importer.ExternalID,
		Origin: origin, Destination: destination, Regime: on.Regime, Reasons: []FlagReason{},
	}
	if customer := b.organizations[f.Customer]; customer != nil {
		flagged.Customer = &customer.ExternalID
	}
	for _, r := range on.Reasons {
		flagged.Reasons = append(flagged.Reasons, FlagReason{r.Code, r.Message(l), r.Citation})
	}
	return flagged
}

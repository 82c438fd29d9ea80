package registry

import (
	"context"
	"sync/atomic"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Check is the audit's answer: the active flows without a valid basis on a day.
// It holds no clock: equal answers are equal bytes.
type Check struct {
	AsOf        civil.Date    `json:"asOf"`
	ActiveFlows int           `json:"activeFlows"`
	Flagged     []FlaggedFlow `json:"flagged"`
	// Recorded is how many flows are recorded at all: none is worth a word.
	Recorded int `json:"-"`
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

// Check lists the flagged flows of a day by external id in byte order.
func (v *View) Check(ctx context.Context, asOf civil.Date) (*Check, error) {
	b, err := v.facts(ctx)
	if err != nil {
		return nil, err
	}
	check := &Check{AsOf: v.Day(asOf), Flagged: []FlaggedFlow{}, Recorded: len(b.flows)}
	var active atomic.Int64
	flagged := make([]*FlaggedFlow, len(b.flows))
	err = b.eachFlow(ctx, v.law, func(d *decider, i int) error {
		c, on, err := d.decideOn(b.flows[i], check.AsOf)
		if err != nil || on.Status == basis.Inactive {
			return err
		}
		active.Add(1)
		if on.Status == basis.NoValidBasis {
			flagged[i] = b.flag(v.law, c, on)
		}
		return nil
	})
	check.ActiveFlows = int(active.Load())
	for _, f := range flagged {
		if f != nil {
			check.Flagged = append(check.Flagged, *f)
		}
	}
	return check, err
}

func (b *book) flag(l *law.Law, c *basis.Case, on basis.Verdict) *FlaggedFlow {
	f := c.Flow
	origin, destination := c.Route()
	flagged := &FlaggedFlow{
		ID: f.ExternalID, Name: f.Name, Exporter: c.Exporter.ExternalID, Importer: c.Importer.ExternalID,
		Origin: origin, Destination: destination, Regime: on.Regime, Reasons: []FlagReason{},
	}
	if customer := b.organizations[f.Customer]; customer != nil && f.Customer != (fact.ID{}) {
		flagged.Customer = &customer.ExternalID
	}
	for _, r := range on.Reasons {
		flagged.Reasons = append(flagged.Reasons, FlagReason{r.Code, r.Message(l), r.Citation})
	}
	return flagged
}

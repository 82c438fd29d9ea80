package registry

import (
	"context"
	"iter"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/storage/table"
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

	said sentence.Sentence // what the message says in English
}

// Say tells the reasons in a language.
func (f *FlaggedFlow) Say(in sentence.Language) {
	for i := range f.Reasons {
		r := &f.Reasons[i]
		r.Message, r.Citation = r.said.In(in), sentence.Text(r.Citation).In(in)
	}
}

// Check finds the flagged flows of a day.
func (v *View) Check(ctx context.Context, asOf civil.Date) (*Check, error) {
	theirs, err := v.theirExporters(ctx)
	if err != nil {
		return nil, err
	}
	read := v.readFacts
	if v.supposesFacts() || theirs != nil { // what is supposed cannot be read; of a few flows not everything is
		read = func(ctx context.Context) (*book, error) { return v.everythingAs(ctx, access.ReadFlows) }
	}
	b, err := read(ctx)
	if err != nil {
		return nil, err
	}
	check := &Check{CheckHead: CheckHead{AsOf: v.Day(asOf)}}
	for shape := range b.flows.Shapes() {
		if anyOf(theirs, b.flows.Exporter(shape)) {
			check.Recorded += len(b.flows.Of(shape))
			check.ActiveFlows += b.flows.Active(shape, check.AsOf)
		}
	}
	check.Flagged = func(yield func(*FlaggedFlow, error) bool) { v.walkFlagged(ctx, b, theirs, check.AsOf, yield) }
	return check, nil
}

// stride is how many flows are looked at before their flags are handed out.
const stride = 8192

// walkFlagged judges every shape of some exporters, of none that of all, on the day, on
// all cores, and yields the flagged flows in their order: they are read stride by stride.
func (v *View) walkFlagged(ctx context.Context, b *book, of []fact.ID, day civil.Date, yield func(*FlaggedFlow, error) bool) {
	verdicts := make([]*basis.Verdict, b.flows.Shapes()) // of those without a valid basis
	deciders := b.deciders(v.law)
	err := columns.Shared(ctx, len(deciders), len(verdicts), func(worker, shape int) error {
		if !anyOf(of, b.flows.Exporter(shape)) {
			return nil
		}
		on, err := deciders[worker].decideOn(b.flows.Shape(shape).Flow(), day)
		if err == nil && on.Status == basis.NoValidBasis {
			verdicts[shape] = &on
		}
		return err
	})
	if err != nil {
		yield(nil, err)
		return
	}
	for from := 0; from < b.flows.Len(); from += stride {
		flagged, err := v.flaggedIn(ctx, b, verdicts, day, from, min(from+stride, b.flows.Len()))
		if err != nil {
			yield(nil, err)
			return
		}
		for _, f := range flagged {
			if !yield(f, nil) {
				return
			}
		}
	}
}

// flaggedIn reads the flagged flows among some that follow one another.
func (v *View) flaggedIn(ctx context.Context, b *book, verdicts []*basis.Verdict, day civil.Date, from, to int) (flagged []*FlaggedFlow, err error) {
	err = v.readAs(ctx, access.ReadFlows, func(r *table.Reader) error {
		flagged = flagged[:0]
		for n := from; n < to; n++ {
			row := b.flows.At(n)
			on := verdicts[b.flows.ShapeOf(row)]
			if on == nil || !b.flows.IsActive(row, day) {
				continue
			}
			f, err := flows.Get(r, b.flows.ID(row))
			if err != nil {
				return err
			}
			flagged = append(flagged, b.flag(v.law, f, on))
		}
		return nil
	})
	return flagged, err
}

func (b *book) flag(l *law.Law, f *fact.Flow, on *basis.Verdict) *FlaggedFlow {
	exporter, importer := b.organizations.get(f.Exporter), b.organizations.get(f.Importer)
	origin, destination := (&basis.Case{Flow: f, Exporter: exporter, Importer: importer}).Route()
	flagged := &FlaggedFlow{
		ID: f.ExternalID, Name: f.Name, Exporter: exporter.ExternalID, Importer: importer.ExternalID,
		Origin: origin, Destination: destination, Regime: on.Regime, Reasons: []FlagReason{},
	}
	if customer := b.organizations.get(f.Customer); customer != nil {
		flagged.Customer = &customer.ExternalID
	}
	for _, r := range on.Reasons {
		said := r.Message(l)
		flagged.Reasons = append(flagged.Reasons, FlagReason{r.Code, said.String(), r.Citation, said})
	}
	return flagged
}

package law

import (
	"regexp"

	"github.com/safeconduct/safeconduct/registry/sentence"
)

// idForm is what an id looks like: it stands in CSV cells and in addresses.
var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (c *checker) checkID(e any, id string) {
	const expected = "expected lower-case letters and digits, joined by hyphens"
	switch {
	case id == "":
		c.fault(e, "id", "", "is missing: "+expected)
	case !idForm.MatchString(id):
		c.fault(e, "id", id, "is no id: "+expected)
	}
}

// checkInstrument checks what every instrument with a regime of its own has.
func (c *checker) checkInstrument(e any, i *Instrument) {
	c.checkText(e, i)
	c.checkRegimeOf(e, i.Regime)
	c.checkWindow(e, i.Window)
	c.checkEnd(e, i)
}

// checkText checks what every instrument has.
func (c *checker) checkText(e any, i *Instrument) {
	c.checkID(e, i.ID)
	c.checkGiven(e, "name", i.Name)
	c.checkSource(e, i.Source)
}

// checkGiven refuses a text that is missing.
func (c *checker) checkGiven(e any, field, text string) {
	if text == "" {
		c.fault(e, field, "", "is missing")
	}
}

func (c *checker) checkRegimeOf(e any, regime Regime) {
	if regime == "" {
		c.fault(e, "regime", "", "is missing: expected %s", sentence.Either(wordsOf(Regimes)))
	}
}

func (c *checker) checkSource(e any, s Source) {
	c.checkCitation(e, s.Citation)
	c.checkConfidence(e, s)
}

func (c *checker) checkCitation(e any, citation string) {
	if citation == "" {
		c.fault(e, "citation", "", "is missing: every entry carries its official reference")
	}
}

func (c *checker) checkConfidence(e any, s Source) {
	if s.Confidence == "" {
		c.fault(e, "confidence", "", "is missing: expected %s", sentence.Either(wordsOf(Confidences)))
	}
}

// checkWindow refuses a window that ends before it begins; e is the window, or
// the entry whose fields its bounds are.
func (c *checker) checkWindow(e any, w Window) {
	if !w.From.IsZero() && !w.Through.IsZero() && w.Through < w.From {
		c.fault(e, "through", w.Through.String(), "lies before the beginning of the window, %s", w.From)
	}
}

// checkEnd holds the end against the window: an instrument that has ended no
// longer holds on the day of its end.
func (c *checker) checkEnd(e any, i *Instrument) {
	if i.End == nil {
		return
	}
	c.checkEndFields(i.End)
	switch {
	case i.End.Date.IsZero():
	case i.Through.IsZero():
		c.fault(e, "through", "", "is open, but the end says that it ended on %s", i.End.Date)
	case i.End.Date != i.Through+1:
		c.fault(e, "through", i.Through.String(), "contradicts the end on %s: its last day is the day before", i.End.Date)
	}
}

func (c *checker) checkEndFields(end *End) {
	if end.Kind == "" {
		c.fault(end, "kind", "", "is missing: expected %s", sentence.Either(wordsOf(EndKinds)))
	}
	if end.Date.IsZero() {
		c.fault(end, "date", "", "is missing: the first day on which it no longer holds")
	}
	if end.By == "" {
		c.fault(end, "by", "", "is missing: the citation of what ended it")
	}
}

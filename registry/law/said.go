package law

import "github.com/safeconduct/safeconduct/registry/sentence"

// What people read of an entry, as sentences: a language may have names of its own for
// instruments, and cites in its own way. What it does not know stays as it is recorded.

// SaidName is the name; of what a scenario supposes without a name, what it supposes.
func (i *Instrument) SaidName() sentence.Sentence {
	if i.Supposed != "" {
		return sentence.New("Supposed adequacy of %s under %s", sentence.Text(i.Supposed), sentence.Text(string(i.Regime)))
	}
	return sentence.Text(i.Name)
}

// SaidCitation is the official reference.
func (i *Instrument) SaidCitation() sentence.Sentence { return sentence.Text(i.Citation) }

// SaidNote is what a reader must know.
func (i *Instrument) SaidNote() sentence.Sentence { return sentence.Text(i.Note) }

// SaidBy is the citation of what ended an instrument.
func (e *End) SaidBy() sentence.Sentence { return sentence.Text(e.By) }

// SaidCitation is where a regime recognises clauses.
func (r *Recognition) SaidCitation() sentence.Sentence { return sentence.Text(r.Citation) }

// SaidNote is what a reader must know of a recognition.
func (r *Recognition) SaidNote() sentence.Sentence { return sentence.Text(r.Note) }

package fact

import "github.com/safeconduct/safeconduct/registry/sentence"

// SaidNote is why the signatures of a document are not known, as a sentence.
func (d *Document) SaidNote() sentence.Sentence { return sentence.Text(d.Unread) }

// SaidNote is what stands in the way of trusting a signature, as a sentence.
func (s *Signature) SaidNote() sentence.Sentence { return sentence.Text(s.Note) }

package columns

import (
	"cmp"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// shape is a [basis.Shape] in numbers: of ids, and of words.
type shape struct {
	exporter, importer, agreement, onward                       uint32 // ids
	exporterRole, importerRole, origin, destination, instrument uint32 // words
	data                                                        uint32 // which data a certification must cover
}

// The bits of data.
const (
	needsHR    = 1
	needsNonHR = 2
)

// pack gives a shape in numbers, and new ones to what has none.
func (v *values) pack(s basis.Shape) shape { return packed(s, v.known.of, v.word.of) }

// find is the number of a shape, if it has one.
func (v *values) find(s basis.Shape) (number uint32, is bool) {
	return v.shape.find(packed(s, v.known.orNothing, v.word.orNothing))
}

func packed(s basis.Shape, id func(fact.ID) uint32, word func(string) uint32) shape {
	packed := shape{
		exporter: id(s.Exporter), importer: id(s.Importer),
		exporterRole: word(string(s.ExporterRole)), importerRole: word(string(s.ImporterRole)),
		origin: word(s.Origin), destination: word(s.Destination),
		instrument: word(s.Declared.Instrument), agreement: id(s.Declared.Agreement), onward: id(s.OnwardOf),
	}
	if s.HR {
		packed.data |= needsHR
	}
	if s.NonHR {
		packed.data |= needsNonHR
	}
	return packed
}

// unpack gives a shape in full.
func (v *values) unpack(s *shape) basis.Shape {
	id, word := v.known.values, v.word.values
	return basis.Shape{
		Exporter: id[s.exporter], Importer: id[s.importer],
		ExporterRole: law.Role(word[s.exporterRole]), ImporterRole: law.Role(word[s.importerRole]),
		Origin: word[s.origin], Destination: word[s.destination],
		HR: s.data&needsHR > 0, NonHR: s.data&needsNonHR > 0,
		Declared: fact.Declared{Instrument: word[s.instrument], Agreement: id[s.agreement]},
		OnwardOf: id[s.onward],
	}
}

// byParties orders shapes by importer and exporter: what is decided one after the
// other then has its evidence in common.
func byParties(a, b *shape) int {
	return cmp.Or(cmp.Compare(a.importer, b.importer), cmp.Compare(a.exporter, b.exporter))
}

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

// pack gives a shape in numbers.
func (v *values) pack(s basis.Shape) shape {
	return shape{
		v.known.of(s.Exporter), v.known.of(s.Importer), v.known.of(s.Declared.Agreement), v.known.of(s.OnwardOf),
		v.word.of(string(s.ExporterRole)), v.word.of(string(s.ImporterRole)), v.word.of(s.Origin), v.word.of(s.Destination),
		v.word.of(s.Declared.Instrument), needs(s),
	}
}

func needs(s basis.Shape) (data uint32) {
	if s.HR {
		data |= needsHR
	}
	if s.NonHR {
		data |= needsNonHR
	}
	return data
}

// find is the number of a shape, if it has one.
func (v *values) find(s basis.Shape) (number uint32, is bool) {
	packed := shape{data: needs(s)}
	for _, id := range []struct {
		fact.ID
		to *uint32
	}{
		{s.Exporter, &packed.exporter},
		{s.Importer, &packed.importer},
		{s.Declared.Agreement, &packed.agreement},
		{s.OnwardOf, &packed.onward},
	} {
		if *id.to, is = v.known.find(id.ID); !is {
			return 0, false
		}
	}
	for _, word := range []struct {
		string
		to *uint32
	}{
		{string(s.ExporterRole), &packed.exporterRole},
		{string(s.ImporterRole), &packed.importerRole},
		{s.Origin, &packed.origin},
		{s.Destination, &packed.destination},
		{s.Declared.Instrument, &packed.instrument},
	} {
		if *word.to, is = v.word.find(word.string); !is {
			return 0, false
		}
	}
	return v.shape.find(packed)
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

package columns

import (
	"sync"

	"github.com/safeconduct/safeconduct/registry/fact"
)

// Parties are an exporter and an importer.
type Parties struct{ Exporter, Importer fact.ID }

// shapeIndex finds shapes by the flow that they describe. It is made when it is
// first asked for.
type shapeIndex struct {
	once      sync.Once
	between   map[Parties][]uint32
	exporters map[fact.ID][]uint32
	importers map[fact.ID][]uint32
	below     map[fact.ID][]uint32 // by the flow whose data they pass on
}

// Between are the shapes of flows between two parties.
func (t *Table) Between(p Parties) (shapes []uint32) { return t.index().between[p] }

// From are the shapes of flows from an exporter.
func (t *Table) From(exporter fact.ID) (shapes []uint32) { return t.index().exporters[exporter] }

// To are the shapes of flows to an importer.
func (t *Table) To(importer fact.ID) (shapes []uint32) { return t.index().importers[importer] }

// Below are the shapes of flows that pass on the data of a flow.
func (t *Table) Below(flow fact.ID) (shapes []uint32) { return t.index().below[flow] }

func (t *Table) index() *shapeIndex {
	x := t.byShape
	x.once.Do(func() {
		x.between, x.below = map[Parties][]uint32{}, map[fact.ID][]uint32{}
		x.exporters, x.importers = map[fact.ID][]uint32{}, map[fact.ID][]uint32{}
		for i := range t.shape.values {
			s, n := &t.shape.values[i], uint32(i)
			parties := Parties{s.Exporter, s.Importer}
			x.between[parties] = append(x.between[parties], n)
			x.exporters[s.Exporter] = append(x.exporters[s.Exporter], n)
			x.importers[s.Importer] = append(x.importers[s.Importer], n)
			if s.OnwardOf != (fact.ID{}) {
				x.below[s.OnwardOf] = append(x.below[s.OnwardOf], n)
			}
		}
	})
	return x
}

// restIndex finds shapes by what their lives rest on. It is made when it is first
// asked for.
type restIndex struct {
	once   sync.Once
	shapes map[fact.ID][]uint32
}

// RestingOn are the shapes that have, on any day, a basis with this evidence.
func (v *View) RestingOn(evidence fact.ID) (shapes []uint32) {
	v.resting.once.Do(func() {
		v.resting.shapes = map[fact.ID][]uint32{}
		for shape := range v.Shapes() {
			v.addResting(shape)
		}
	})
	return v.resting.shapes[evidence]
}

func (v *View) addResting(shape int) {
	seen := map[fact.ID]bool{}
	bases := v.Life(shape).bases
	for i := range bases {
		for id := range bases[i].evidence {
			if !seen[id] {
				seen[id] = true
				v.resting.shapes[id] = append(v.resting.shapes[id], uint32(shape))
			}
		}
	}
}

// evidence walks what a basis rests on.
func (b *Basis) evidence(yield func(fact.ID) bool) {
	if b.Evidence != (fact.ID{}) && !yield(b.Evidence) {
		return
	}
	for i := 0; i < len(b.Required); i += len(fact.ID{}) {
		if !yield(fact.ID([]byte(b.Required[i : i+len(fact.ID{})]))) {
			return
		}
	}
}

// RestsOn reports whether a piece of evidence is part of the basis.
func (b *Basis) RestsOn(evidence fact.ID) bool {
	for id := range b.evidence {
		if id == evidence {
			return true
		}
	}
	return false
}

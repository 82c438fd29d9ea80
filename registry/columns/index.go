package columns

import (
	"sync"

	"github.com/safeconduct/safeconduct/registry/fact"
)

// index finds shapes by what their lives rest on. It is made when it is first
// asked for.
type index struct {
	once    sync.Once
	resting map[fact.ID][]uint32
	between map[Parties][]uint32
}

// Parties are an exporter and an importer.
type Parties struct{ Exporter, Importer fact.ID }

// RestingOn are the shapes that have, on any day, a basis with this evidence.
func (v *View) RestingOn(evidence fact.ID) (shapes []uint32) {
	v.index.once.Do(v.makeIndex)
	return v.index.resting[evidence]
}

// Between are the shapes of flows between two parties.
func (v *View) Between(p Parties) (shapes []uint32) {
	v.index.once.Do(v.makeIndex)
	return v.index.between[p]
}

func (v *View) makeIndex() {
	v.index.resting, v.index.between = map[fact.ID][]uint32{}, map[Parties][]uint32{}
	for shape := range v.lives {
		n, seen := uint32(shape), map[fact.ID]bool{}
		for i := range v.lives[shape].bases {
			for id := range v.lives[shape].bases[i].evidence {
				if !seen[id] {
					seen[id] = true
					v.index.resting[id] = append(v.index.resting[id], n)
				}
			}
		}
		s := &v.shapes[shape]
		parties := Parties{s.Exporter, s.Importer}
		v.index.between[parties] = append(v.index.between[parties], n)
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

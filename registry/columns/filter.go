package columns

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Filter narrows the flows; an empty field admits all (of Shapes and Only, a nil one), several
// values of one field admit each.
type Filter struct {
	Only        []uint32 // rows, ascending: of few flows
	Except      []uint32 // likewise, those that are not admitted
	Shapes      []int    // ascending; what the view does not have, admits nothing
	Status      []basis.Status
	Regime      []law.Regime
	Instrument  []string // ids of instruments that are a basis on the day
	Exporter    []fact.ID
	Importer    []fact.ID
	Customer    []fact.ID
	Origin      []string
	Destination []string
	Product     []string
	Data        Categories // any of them; 0 admits all
}

// AdmitsAll reports whether nothing is narrowed.
func (f Filter) AdmitsAll() bool {
	return f.Only == nil && len(f.Except) == 0 && f.Shapes == nil && f.Data == 0 && len(f.Status)+len(f.Regime)+len(f.Instrument)+len(f.Exporter)+len(f.Importer)+
		len(f.Customer)+len(f.Origin)+len(f.Destination)+len(f.Product) == 0
}

// byStatusAlone reports whether nothing but the status is narrowed.
func (f Filter) byStatusAlone() bool {
	f.Status = nil
	return f.AdmitsAll()
}

// byKindAlone reports whether nothing is narrowed but what kinds say.
func (f Filter) byKindAlone() bool {
	f.Status, f.Regime, f.Instrument, f.Origin, f.Destination = nil, nil, nil, nil, nil
	return f.AdmitsAll()
}

// names reports whether a row is one of the flows that the filter names.
func (f *Filter) names(row uint32) bool {
	if f.Only != nil {
		if _, named := slices.BinarySearch(f.Only, row); !named {
			return false
		}
	}
	if len(f.Except) == 0 {
		return true
	}
	_, excepted := slices.BinarySearch(f.Except, row)
	return !excepted
}

// splits reports whether of the rows from ≤ row < to the filter may name some and not
// others.
func (f *Filter) splits(from, to uint32) bool {
	if f.Only != nil {
		return true
	}
	at, _ := slices.BinarySearch(f.Except, from)
	return at < len(f.Except) && f.Except[at] < to
}

func admits[T comparable](wanted []T, value T) bool {
	return len(wanted) == 0 || slices.Contains(wanted, value)
}

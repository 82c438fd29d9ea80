package columns

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Filter narrows the flows; an empty field admits all (of Shapes, a nil one), several
// values of one field admit each.
type Filter struct {
	Shapes      []int // ascending; what the view does not have, admits nothing
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
	return f.Shapes == nil && f.Data == 0 && len(f.Status)+len(f.Regime)+len(f.Instrument)+len(f.Exporter)+len(f.Importer)+
		len(f.Customer)+len(f.Origin)+len(f.Destination)+len(f.Product) == 0
}

// byStatusAlone reports whether nothing but the status is narrowed.
func (f Filter) byStatusAlone() bool {
	f.Status = nil
	return f.AdmitsAll()
}

func admits[T comparable](wanted []T, value T) bool {
	return len(wanted) == 0 || slices.Contains(wanted, value)
}

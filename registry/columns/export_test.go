package columns

import "github.com/safeconduct/safeconduct/registry/basis"

// Skew makes the kept counts of the n-th day of change wrong by a valid flow.
func (v *View) Skew(n int) {
	for i, s := range basis.Statuses {
		if s == basis.Valid {
			v.daily().counts[n][i]++
		}
	}
}

// SkewKinds makes what is kept of each kind wrong by a flow from its first day on.
func (v *View) SkewKinds() {
	for _, r := range v.kinds.Load().running {
		for i := range r.late {
			r.late[i].by++
			break
		}
	}
}

// WithoutIDs is a table of which it is not known which flow is in a row.
func (t *Table) WithoutIDs() *Table {
	other := *t
	other.ids = nil
	return &other
}

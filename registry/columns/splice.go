package columns

import (
	"cmp"
	"maps"
	"slices"
)

// cut is a place in an array at which values go and others come in their stead.
type cut struct{ at, out, in uint32 }

// cutsAt are the cuts by which one value goes at each of some places, and one comes in
// before each of others, which ascend and may be the same.
func cutsAt(out, in []uint32) []cut {
	by := map[uint32]cut{}
	for _, at := range out {
		by[at] = cut{at: at, out: 1}
	}
	for _, at := range in {
		by[at] = cut{at, by[at].out, by[at].in + 1}
	}
	return slices.SortedFunc(maps.Values(by), func(a, b cut) int { return cmp.Compare(a.at, b.at) })
}

// landings are the places that what comes in has then.
func landings(cuts []cut) (places []uint32) {
	more := uint32(0) // less is wrapped
	for _, c := range cuts {
		for n := range c.in {
			places = append(places, c.at+more+n)
		}
		more += c.in - c.out
	}
	return places
}

// spliced is an array after cuts, with what comes in by its place: the same array where
// that is what it had.
func spliced[T comparable](all []T, cuts []cut, coming []T) []T {
	if isAsBefore(all, cuts, coming) {
		return all
	}
	return splicedBy(all, cuts, coming, func(to, stretch []T) []T { return append(to, stretch...) })
}

func isAsBefore[T comparable](all []T, cuts []cut, coming []T) bool {
	for _, c := range cuts {
		if c.in != c.out || !slices.Equal(all[c.at:c.at+c.out], coming[:c.in]) {
			return false
		}
		coming = coming[c.in:]
	}
	return true
}

// splicedBy lays the stretches between cuts one after the other.
func splicedBy[T any](all []T, cuts []cut, coming []T, lay func(to, stretch []T) []T) []T {
	length, from := uint32(len(all)), uint32(0)
	for _, c := range cuts {
		length += c.in - c.out
	}
	made := make([]T, 0, length)
	for _, c := range cuts {
		made = append(lay(made, all[from:c.at]), coming[:c.in]...)
		from, coming = c.at+c.out, coming[c.in:]
	}
	return lay(made, all[from:])
}

// moves say which places values have after cuts.
type moves struct {
	bounds []uint32 // ascending, and the last of all numbers
	by     []uint32 // by how much those below each bound move; less is wrapped
	first  []uint32 // of each block of places, the first bound that is above some of it
}

const placesInBlock = 256

// movesBy are those in an array of a length.
func movesBy(cuts []cut, length int) *moves {
	m, by := &moves{}, uint32(0)
	for _, c := range cuts {
		if c.in != c.out {
			m.bounds, m.by = append(m.bounds, c.at), append(m.by, by)
			by += c.in - c.out
		}
	}
	m.bounds, m.by = append(m.bounds, nothing), append(m.by, by)
	bound := uint32(0)
	for place := 0; place < length; place += placesInBlock {
		for m.bounds[bound] <= uint32(place) {
			bound++
		}
		m.first = append(m.first, bound)
	}
	return m
}

func (m *moves) of(place uint32) uint32 {
	bound := m.first[place/placesInBlock]
	for m.bounds[bound] <= place {
		bound++
	}
	return place + m.by[bound]
}

// spliced is an array of places after cuts, all of which have moved.
func (m *moves) spliced(places []uint32, cuts []cut, coming []uint32) []uint32 {
	if len(m.bounds) == 1 { // nothing moves
		return spliced(places, cuts, coming)
	}
	return splicedBy(places, cuts, coming, func(to, stretch []uint32) []uint32 {
		for _, place := range stretch {
			to = append(to, m.of(place))
		}
		return to
	})
}

// startsAfter are where the members of each of so many begin, and how many there are, after
// some have so many more; those that are new had none.
func startsAfter(starts []uint32, of int, more map[int]int) []uint32 {
	starts = slices.Clone(starts)
	for len(starts) <= of {
		starts = append(starts, starts[len(starts)-1])
	}
	sum, with := uint32(0), slices.Sorted(maps.Keys(more))
	for i, n := range with {
		sum += uint32(more[n]) // less is wrapped
		through := of
		if i+1 < len(with) {
			through = with[i+1]
		}
		for behind := n + 1; behind <= through; behind++ {
			starts[behind] += sum
		}
	}
	return starts
}

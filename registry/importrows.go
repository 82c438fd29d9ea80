package registry

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"
	"sort"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// rows are the rows of the files of one kind as their survey found them: which key
// stands on which line, and which record it is. They are all that an import keeps of
// its rows in memory, some 40 bytes and the key for each.
type rows struct {
	texts texts
	keys  pages[uint64] // where the key of a row stands in the texts
	lines pages[uint32]
	files []rowsOfFile

	shared int               // how many bytes all keys begin with in common
	mixed  bool              // they do not stand in the order of their keys
	order  []uint32          // by key; nil where they stand so
	again  map[uint32]uint32 // rows whose key stood before, by that row
	ids    []fact.ID         // of the records; of a new one the id that it gets
	known  []uint64          // a bit for each record that is recorded already
	slots  []uint32          // rows by the hashes of their keys, plus one; made when asked
	seed   maphash.Seed
}

// rowsOfFile says which rows are of a file.
type rowsOfFile struct {
	name, sheet string
	first       int
}

func (r *rows) len() int { return r.lines.len() }

func (r *rows) begin(file, sheet string) {
	r.files = append(r.files, rowsOfFile{file, sheet, r.len()})
}

// add takes the key of the next row of the file that was begun last.
func (r *rows) add(key string, line int) {
	if n := r.len(); n > 0 {
		last := r.key(n - 1)
		common := 0
		for common < min(r.shared, len(key)) && last[common] == key[common] {
			common++
		}
		r.shared = common
		r.mixed = r.mixed || string(last) >= key
	} else {
		r.shared = len(key)
	}
	r.keys.add(r.texts.add(key))
	r.lines.add(uint32(line))
}

func (r *rows) key(row int) []byte { return r.texts.at(r.keys.at(row)) }

func (r *rows) place(row int) fault.Place {
	file := sort.Search(len(r.files), func(i int) bool { return r.files[i].first > row }) - 1
	return fault.Place{File: r.files[file].name, Sheet: r.files[file].sheet, Line: int(r.lines.at(row))}
}

// settle puts the rows in the order of their keys and finds those whose key stands
// twice.
func (r *rows) settle() {
	r.ids = make([]fact.ID, r.len())
	r.known = make([]uint64, (r.len()+63)/64)
	if !r.mixed {
		return
	}
	type keyed struct {
		head uint64
		row  uint32
	}
	all := make([]keyed, r.len())
	for row := range all {
		all[row] = keyed{beginning(r.key(row)[r.shared:]), uint32(row)}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.head, b.head), bytes.Compare(r.key(int(a.row)), r.key(int(b.row))), cmp.Compare(a.row, b.row))
	})
	r.order = make([]uint32, 0, len(all))
	for i, k := range all {
		if i > 0 {
			first := r.order[len(r.order)-1]
			if key := r.key(int(k.row)); len(key) > 0 && bytes.Equal(key, r.key(int(first))) {
				if r.again == nil {
					r.again = map[uint32]uint32{}
				}
				r.again[k.row] = first
				continue
			}
		}
		r.order = append(r.order, k.row)
	}
}

// ordered is how many keys there are, and inOrder the row of one by their order.
func (r *rows) ordered() int {
	if r.order == nil {
		return r.len()
	}
	return len(r.order)
}

func (r *rows) inOrder(i int) int {
	if r.order == nil {
		return i
	}
	return int(r.order[i])
}

func (r *rows) isKnown(row int) bool { return r.known[row/64]>>(row%64)&1 == 1 }
func (r *rows) setKnown(row int)     { r.known[row/64] |= 1 << (row % 64) }

// find is the id of the record with a key, if a row bears it.
func (r *rows) find(key string) (id fact.ID, found bool) {
	if r.len() == 0 || key == "" {
		return uuid.Nil, false
	}
	if r.slots == nil {
		r.hash()
	}
	for at := r.slot(maphash.String(r.seed, key)); r.slots[at] != 0; at = (at + 1) % uint64(len(r.slots)) {
		if row := int(r.slots[at] - 1); string(r.key(row)) == key {
			return r.ids[row], true
		}
	}
	return uuid.Nil, false
}

func (r *rows) slot(hash uint64) uint64 { return hash % uint64(len(r.slots)) }

// hash makes the rows ready to be found by their keys.
func (r *rows) hash() {
	r.seed, r.slots = maphash.MakeSeed(), make([]uint32, r.len()+r.len()/2+1)
	for i := range r.ordered() {
		row := r.inOrder(i)
		at := r.slot(maphash.Bytes(r.seed, r.key(row)))
		for r.slots[at] != 0 {
			at = (at + 1) % uint64(len(r.slots))
		}
		r.slots[at] = uint32(row) + 1
	}
}

// beginning is the beginning of a key as a number, which settles most comparisons.
func beginning(key []byte) (head uint64) {
	for i := range 8 {
		head <<= 8
		if i < len(key) {
			head |= uint64(key[i])
		}
	}
	return head
}

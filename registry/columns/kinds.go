package columns

import (
	"maps"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// kinds are how many flows of each kind are active, day by day: what asks for no more
// than a kind says is a look-up for each of them, and they are few however many flows
// there are. They follow from a view, and are never changed.
type kinds struct {
	looks   []Life            // what holds: one stretch of all days, with bases that tell no evidence
	looked  map[string]uint32 // the looks by what they say
	number  numbers[kind]
	running []running   // by kind
	rows    map[Way]int // flows, active or not
}

// kind is what flows have in common that are counted together.
type kind struct {
	Way
	look  uint32
	bound bool // they declare a basis, or received their data: they may lose more than what ends
}

func newKinds() *kinds { return &kinds{looked: map[string]uint32{}, rows: map[Way]int{}} }

// clone is a copy that may be given further flows.
func (k *kinds) clone() *kinds {
	return &kinds{slices.Clip(k.looks), maps.Clone(k.looked), k.number.further(), slices.Clone(k.running), maps.Clone(k.rows)}
}

// lookOf is the number of what holds in a stretch of a life.
func (k *kinds) lookOf(l Life, s stretch) uint32 {
	var room [64]byte
	key := append(room[:0], byte(s.how&(1<<toldShift-1)))
	for at := range l.basesAt(s.told()) {
		key = appendWord(key, l.words[at])
	}
	number, known := k.looked[string(key)]
	if !known {
		number = uint32(len(k.looks))
		k.looks, k.looked[string(key)] = append(k.looks, lookAt(l, s)), number
	}
	return number
}

// appendWord adds the bytes of a word.
func appendWord(bytes []byte, word uint32) []byte {
	return append(bytes, byte(word), byte(word>>8), byte(word>>16), byte(word>>24))
}

// lookAt is what holds in a stretch, as a life of it alone.
func lookAt(l Life, s stretch) Life {
	words := []uint32{1, uint32(civil.First), s.how & (1<<toldShift - 1)}
	head := len(words)
	var begins []uint32
	for at := range l.basesAt(s.told()) {
		begins = append(begins, uint32(len(words)-head))
		words = append(words, l.words[at], 0)
	}
	if len(begins) > 0 {
		words[2] |= uint32(4*len(words)) << toldShift
		words = appendBytes(words, appendSet(nil, begins))
	}
	return Life{words, l.terms}
}

// each tells of each kind that lies on a wanted way, with how many flows of it there are,
// and whether what holds for them is wanted.
func (k *kinds) each(q *question, fn func(kd kind, r *running, wanted bool)) {
	from, to := q.wantedWords(q.origins), q.wantedWords(q.goals)
	wanted := make([]bool, len(k.looks))
	for look, life := range k.looks {
		wanted[look] = q.holds(life, life.stretch(0))
	}
	for n, kd := range k.number.values {
		if from[kd.Origin] && to[kd.Destination] {
			fn(kd, &k.running[n], wanted[kd.look])
		}
	}
}

// walk tells of each wanted kind how many flows of it are active on the day, where there
// are any.
func (k *kinds) walk(q *question, fn func(kd kind, on On, flows int)) {
	k.each(q, func(kd kind, r *running, wanted bool) {
		if !wanted {
			return
		}
		if flows := r.on(q.day); flows > 0 {
			fn(kd, k.looks[kd.look].On(q.day), flows)
		}
	})
}

// count counts flows by status.
func (k *kinds) count(q *question) (total Counts) {
	idle := k.rowsOn(q)
	k.each(q, func(kd kind, r *running, wanted bool) {
		flows := r.on(q.day)
		idle -= flows
		if wanted {
			total[k.looks[kd.look].stretch(0).status()] += flows
		}
	})
	if q.admitsIdle() {
		total[0] += idle
	}
	return total
}

// rowsOn is how many flows lie on wanted ways.
func (k *kinds) rowsOn(q *question) (rows int) {
	from, to := q.wantedWords(q.origins), q.wantedWords(q.goals)
	for way, n := range k.rows {
		if from[way.Origin] && to[way.Destination] {
			rows += n
		}
	}
	return rows
}

// series counts flows on each of some days by names.
func (k *kinds) series(q *question, days []civil.Date, by Names) (map[string]Line, error) {
	lines, inUse := make([]Line, len(by.All)), 0
	var names []int
	k.each(q, func(kd kind, r *running, wanted bool) {
		if !wanted {
			return
		}
		names = by.Of(names[:0], kd.Way, k.looks[kd.look].On(days[0]))
		for _, name := range names {
			if lines[name] == nil {
				if inUse += len(days); inUse > MostCounts {
					return
				}
				lines[name] = make(Line, len(days))
			}
			r.along(days, func(n, flows int) { lines[name][n] += flows })
		}
	})
	if inUse > MostCounts {
		return nil, ErrManyCounts
	}
	return by.named(lines), nil
}

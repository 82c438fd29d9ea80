package columns

import (
	"slices"
	"sort"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Life is what was decided of a shape, without the reasons: stretches that cover
// all days without gap or overlap, ascending.
type Life struct {
	stretches []stretch
	bases     []Basis  // each once
	held      []uint32 // those that the stretches have, one after the other
}

// stretch is a run of days with one status, regime and bases.
type stretch struct {
	from   civil.Date
	first  uint32 // of its bases, in held
	bases  uint16 // how many
	status status
	regime regime
}

// status is the place of a status in basis.Statuses.
type status uint8

// regime is the place of a regime in law.Regimes, and one more; 0 for none.
type regime uint8

// Basis is a basis as far as questions about all flows go.
type Basis struct {
	Instrument *law.Instrument
	Addendum   string     // id of the addendum that clauses hold with
	Evidence   fact.ID    // the agreement, certification or rules; the nil UUID for none
	Regime     law.Regime // under which it holds
	Required   string     // the certifications in frameworks that this one requires: their ids, one after the other
	Assessed   bool       // an assessment must accompany it
}

// Same reports whether both are the same instrument with the same evidence.
func (b Basis) Same(c Basis) bool {
	return b.Instrument.ID == c.Instrument.ID && b.Evidence == c.Evidence
}

// On is what holds on a day.
type On struct {
	Status basis.Status
	Regime law.Regime // "" for none
	life   *Life
	held   []uint32
}

// Bases walks the bases.
func (on On) Bases(yield func(*Basis) bool) {
	for _, i := range on.held {
		if !yield(&on.life.bases[i]) {
			return
		}
	}
}

// Compact makes the life of a timeline.
func Compact(t basis.Timeline) Life {
	var l Life
	for i := range t {
		s := &t[i]
		held := l.keep(s.Bases)
		next := stretch{
			from: s.From, first: uint32(len(l.held)), bases: uint16(len(held)),
			status: status(slices.Index(basis.Statuses, s.Status)), regime: regime(slices.Index(law.Regimes, s.Regime) + 1),
		}
		if last := len(l.stretches) - 1; last >= 0 && l.continues(l.stretches[last], next, held) {
			continue
		}
		l.stretches, l.held = append(l.stretches, next), append(l.held, held...)
	}
	return Life{slices.Clip(l.stretches), slices.Clip(l.bases), slices.Clip(l.held)}
}

// continues reports whether a stretch only goes on with the one before.
func (l *Life) continues(before, next stretch, held []uint32) bool {
	return before.status == next.status && before.regime == next.regime && slices.Equal(l.heldIn(before), held)
}

func (l *Life) heldIn(s stretch) []uint32 { return l.held[s.first : int(s.first)+int(s.bases)] }

// keep gives bases their numbers in the life.
func (l *Life) keep(all []basis.Basis) []uint32 {
	held := make([]uint32, len(all))
	for i, b := range all {
		kept := basisOf(b)
		at := slices.Index(l.bases, kept)
		if at < 0 {
			at = len(l.bases)
			l.bases = append(l.bases, kept)
		}
		held[i] = uint32(at)
	}
	return held
}

// basisOf is what is kept of a basis.
func basisOf(b basis.Basis) Basis {
	kept := Basis{Instrument: b.Instrument, Addendum: b.Addendum, Regime: b.Regime, Assessed: b.Assessed}
	switch {
	case b.Agreement != nil:
		kept.Evidence = b.Agreement.ID
	case b.Certification != nil:
		kept.Evidence = b.Certification.ID
	case b.Rules != nil:
		kept.Evidence = b.Rules.ID
	}
	for _, c := range b.Required {
		kept.Required += string(c.ID[:])
	}
	return kept
}

// on is the stretch of a day.
func (l *Life) on(day civil.Date) stretch {
	return l.stretches[sort.Search(len(l.stretches), func(i int) bool { return l.stretches[i].from > day })-1]
}

// On is what holds on a day, were the flow active.
func (l *Life) On(day civil.Date) On {
	if len(l.stretches) == 0 { // of a shape that no flow has any more
		return On{Status: basis.Inactive}
	}
	return l.onStretch(l.on(day))
}

// onStretch is what holds on the days of a stretch.
func (l *Life) onStretch(s stretch) On {
	on := On{Status: basis.Statuses[s.status], life: l, held: l.heldIn(s)}
	if s.regime > 0 {
		on.Regime = law.Regimes[s.regime-1]
	}
	return on
}

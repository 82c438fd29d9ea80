package columns

import (
	"slices"
	"strconv"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/flat"
)

// Encode writes the view. Of what no flow has any more, nothing is written but that
// there was something, since numbers go on counting it: it may have been erased.
func (v *View) Encode(w *flat.Writer) {
	v.encode(w)
	v.lives.encode(w)
	of := v.daily()
	of.encode(w)
}

func (t *Table) encode(w *flat.Writer) {
	flat.IDs(w, t.known.values)
	t.encodeWords(w)
	t.encodeSpans(w)
	t.encodeTags(w)
	w.Lists(shapeWords*t.Shapes(), func(yield func([]uint32) bool) {
		var words [shapeWords]uint32
		for i := range t.shape.values {
			words = [shapeWords]uint32{}
			if !t.isEmpty(i) {
				words = shapeInWords(&t.shape.values[i], t.routes[i])
			}
			if !yield(words[:]) {
				return
			}
		}
	})
	w.Uint32s(t.starts)
	flat.IDs(w, t.ids)
	w.Uint32s(t.periods)
	w.Uint32s(t.customers)
	w.Uint32s(t.tags)
	w.Uint32s(t.order)
}

func (t *Table) encodeWords(w *flat.Writer) {
	used := make([]bool, len(t.word.values))
	for i := range t.shape.values {
		if !t.isEmpty(i) {
			words := shapeInWords(&t.shape.values[i], t.routes[i])
			for _, number := range append(words[firstWord:lastWord+1:lastWord+1], words[shapeWords-2:]...) {
				used[number] = true
			}
		}
	}
	words := slices.Clone(t.word.values)
	for i := range words {
		if !used[i] {
			words[i] = gone(i)
		}
	}
	w.Strings(words)
}

// gone stands in the place of a text that is gone, and is another for each.
func gone(number int) string { return "\x00" + strconv.Itoa(number) }

func (t *Table) encodeSpans(w *flat.Writer) {
	used := usedIn(t.periods, len(t.span.values))
	words := make([]uint32, 0, 2*len(used))
	for i, span := range t.span.values {
		if !used[i] {
			span = civil.Interval{From: civil.Date(-i), To: civil.Date(-i)}
		}
		words = append(words, uint32(span.From), uint32(span.To))
	}
	w.Uint32s(words)
}

func (t *Table) encodeTags(w *flat.Writer) {
	used := usedIn(t.tags, len(t.tag.values))
	products, data := make([]string, len(used)), make([]uint32, len(used))
	for i, tag := range t.tag.values {
		products[i], data[i] = tag.Product, uint32(tag.Data)
		if !used[i] {
			products[i], data[i] = gone(i), 0
		}
	}
	w.Strings(products)
	w.Uint32s(data)
}

// usedIn says which of so many numbers a column has.
func usedIn(column []uint32, numbers int) []bool {
	used := make([]bool, numbers)
	for _, number := range column {
		used[number] = true
	}
	return used
}

// shapeWords is how many numbers a shape has with its route, of which some are those
// of words.
const (
	shapeWords = 12
	firstWord  = 4
	lastWord   = 8
)

func shapeInWords(s *shape, r Way) [shapeWords]uint32 {
	return [shapeWords]uint32{
		s.exporter, s.importer, s.agreement, s.onward, s.exporterRole, s.importerRole, s.origin, s.destination, s.instrument, s.data,
		r.Origin, r.Destination,
	}
}

// What terms say by yes or no, as bits of a number.
const (
	isAssessed = 1 << iota
	isSound
)

func (t *Terms) marks() (marks uint32) {
	if t.Assessed {
		marks |= isAssessed
	}
	if t.Sound {
		marks |= isSound
	}
	return marks
}

func (l *lives) encode(w *flat.Writer) {
	var texts []string
	var marks []uint32
	for _, t := range l.terms {
		texts = append(texts, t.Instrument.ID, t.Addendum, string(t.Regime))
		marks = append(marks, t.marks())
	}
	w.Strings(texts)
	w.Uint32s(marks)
	lengths := make([]uint32, len(l.pages)) // of the words
	lives, words := 0, 0
	for i, p := range l.pages {
		lengths[i] = uint32(len(p.words))
		lives, words = lives+len(p.ends), words+len(p.words)
	}
	w.Lists(lives, func(yield func([]uint32) bool) {
		for i := range l.pages {
			if !yield(l.pages[i].ends) {
				return
			}
		}
	})
	w.Uint32s(lengths)
	w.Lists(words, func(yield func([]uint32) bool) {
		for i := range l.pages {
			if !yield(l.pages[i].words) {
				return
			}
		}
	})
}

// encode leaves out the days on which nothing changes any more.
func (d *daily) encode(w *flat.Writer) {
	var days, counts []uint32
	var before Counts
	for i, day := range d.days {
		if d.counts[i] == before {
			continue
		}
		before = d.counts[i]
		days = append(days, uint32(day))
		for _, n := range before {
			counts = append(counts, uint32(n))
		}
	}
	w.Uint32s(days)
	w.Uint32s(counts)
}

package columns

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/flat"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Decode reads a view that was decided under a law; nil after an error of the reader.
// Sections tell by their sums what was damaged; what they say is held against each
// other, so that no question can lead outside an array.
func Decode(r *flat.Reader, l *law.Law) *View {
	d := decoding{r}
	v := &View{Table: d.table()}
	if r.Err() == nil {
		v.lives, v.daily = d.lives(v.Shapes(), l), d.daily().known
	}
	if r.Err() != nil {
		return nil
	}
	return v
}

type decoding struct{ *flat.Reader }

func (d decoding) table() *Table {
	t := &Table{byShape: &shapeIndex{}, byCustomer: &customerIndex{}}
	t.known, t.word = numbered(flat.ReadIDs[fact.ID](d.Reader)), numbered(d.Strings())
	t.span, t.tag = numbered(d.spans()), numbered(d.tags())
	d.shapes(t)
	t.starts = d.Uint32s()
	t.ids = flat.ReadIDs[fact.ID](d.Reader)
	t.periods = d.column(t, len(t.span.values))
	t.customers = d.column(t, len(t.known.values))
	t.tags = d.column(t, len(t.tag.values))
	t.order = d.column(t, len(t.ids))
	d.place(t)
	return t
}

func (d decoding) spans() (all []civil.Interval) {
	for words := d.Uint32s(); len(words) >= 2; words = words[2:] {
		all = append(all, civil.Interval{From: civil.Date(words[0]), To: civil.Date(words[1])})
	}
	return all
}

func (d decoding) tags() (all []Tag) {
	products, data := d.Strings(), d.Uint32s()
	if len(products) != len(data) {
		d.Fail("%d products have %d sets of categories", len(products), len(data))
		return nil
	}
	for i, product := range products {
		all = append(all, Tag{product, Categories(data[i])})
	}
	return all
}

func (d decoding) shapes(t *Table) {
	words := d.Uint32s()
	if len(words)%shapeWords > 0 {
		d.Fail("%d words are no shapes", len(words))
		return
	}
	all := make([]shape, 0, len(words)/shapeWords)
	t.routes = make([]Way, 0, cap(all))
	for ; len(words) > 0; words = words[shapeWords:] {
		if slices.Max(words[:firstWord]) >= uint32(len(t.known.values)) || max(slices.Max(words[firstWord:lastWord+1]), words[10], words[11]) >= uint32(len(t.word.values)) {
			d.Fail("a shape names what is not there")
			return
		}
		all = append(all, shape{words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7], words[8], words[9]})
		t.routes = append(t.routes, Way{words[10], words[11]})
	}
	t.shape = numbered(all)
}

// column is a number below a bound for each row.
func (d decoding) column(t *Table, below int) []uint32 {
	all := d.Uint32s()
	if d.Err() == nil && len(all) != len(t.ids) {
		d.Fail("a column has %d rows, and not %d", len(all), len(t.ids))
	}
	if len(all) > 0 && slices.Max(all) >= uint32(below) {
		d.Fail("a row names what is not there")
	}
	return all
}

// place says of each row which shape it has, and which place by external id.
func (d decoding) place(t *Table) {
	if d.Err() != nil {
		return
	}
	if len(t.starts) != t.Shapes()+1 || t.starts[0] != 0 || !slices.IsSorted(t.starts) || int(t.starts[t.Shapes()]) != t.Len() {
		d.Fail("the rows do not lie by their shapes")
		return
	}
	t.shapeOf, t.rank = make([]uint32, t.Len()), make([]uint32, t.Len())
	for shape := range t.shape.values {
		from, to := t.rows(shape)
		for row := from; row < to; row++ {
			t.shapeOf[row] = uint32(shape)
		}
	}
	for rank, row := range t.order {
		t.rank[row] = uint32(rank)
	}
}

func (d decoding) lives(shapes int, l *law.Law) (all lives) {
	all.terms = d.terms(l)
	ends := make([]uint32, (shapes+livesInPage-1)/livesInPage)
	for i := range ends {
		ends[i] = uint32(min(livesInPage, shapes-i*livesInPage))
	}
	all.pages = make([]page, len(ends))
	for i, list := range d.Lists(ends) {
		all.pages[i].ends = list
	}
	lengths := d.Uint32s()
	if d.Err() == nil && len(lengths) != len(all.pages) {
		d.Fail("%d lengths are told of %d pages", len(lengths), len(all.pages))
	}
	if d.Err() != nil {
		return all
	}
	for i, list := range d.Lists(lengths) {
		p := &all.pages[i]
		p.words = list
		if !slices.IsSorted(p.ends) || p.ends[len(p.ends)-1] != uint32(len(list)) {
			d.Fail("the lives of a page do not lie one after the other")
		}
	}
	return all
}

func (d decoding) terms(l *law.Law) (all []Terms) {
	texts, marks := d.Strings(), d.Uint32s()
	if len(texts) != 3*len(marks) {
		d.Fail("%d texts are no terms", len(texts))
		return nil
	}
	for i, is := range marks {
		t := Terms{l.Instrument(texts[3*i]), texts[3*i+1], law.Regime(texts[3*i+2]), is&isAssessed > 0, is&isSound > 0}
		if t.Instrument == nil {
			d.Fail("the law knows no instrument %q", texts[3*i])
			return nil
		}
		all = append(all, t)
	}
	return all
}

func (d decoding) daily() (all daily) {
	days, counts := d.Uint32s(), d.Uint32s()
	if len(counts) != len(days)*len(Counts{}) {
		d.Fail("%d counts are told of %d days", len(counts), len(days))
		return all
	}
	for _, day := range days {
		var of Counts
		for s := range of {
			of[s] = int(counts[s])
		}
		all.days, all.counts, counts = append(all.days, civil.Date(day)), append(all.counts, of), counts[len(of):]
	}
	return all
}

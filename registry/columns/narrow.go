package columns

import "slices"

// chooseShapes finds the shapes that may be admitted, where a field of the filter
// leads to few: its own ones, those of its rows, or those of customers, exporters or
// importers. It says how many rows they have.
func (q *question) chooseShapes() (rows int) {
	if q.Only != nil {
		for _, row := range q.Only {
			q.shapes = append(q.shapes, q.shapeOf[row])
		}
		q.shapes, q.narrow = slices.Compact(q.shapes), true // rows lie by their shapes
	}
	for _, of := range []struct {
		wanted int
		shapes func(numbered uint32) []uint32
		by     []uint32
	}{
		{len(q.customers), q.ofCustomer, q.customers},
		{len(q.exporters), q.ofExporter, q.exporters},
		{len(q.importers), q.ofImporter, q.importers},
	} {
		if of.wanted == 0 {
			continue
		}
		var all []uint32
		for _, number := range of.by {
			all = append(all, of.shapes(number)...)
		}
		if slices.Sort(all); !q.narrow || len(all) < len(q.shapes) {
			q.shapes, q.narrow = slices.Compact(all), true
		}
	}
	if q.Shapes != nil && (!q.narrow || len(q.Shapes) < len(q.shapes)) {
		q.shapes, q.narrow = make([]uint32, 0, len(q.Shapes)), true
		for _, shape := range q.Shapes {
			if shape < q.View.Shapes() { // a later view may have more
				q.shapes = append(q.shapes, uint32(shape))
			}
		}
		q.Shapes = nil
	}
	if !q.narrow && len(q.origins)+len(q.goals) > 0 {
		q.shapes, q.narrow = q.onWays(), true
	}
	if !q.narrow {
		return q.Len()
	}
	for _, shape := range q.shapes {
		from, to := q.rows(int(shape))
		rows += int(to - from)
	}
	return rows
}

// onWays are the shapes whose data comes from a wanted origin and goes to a wanted
// destination: to find them all at once is faster than to ask each of them.
func (q *question) onWays() (shapes []uint32) {
	from, to := q.wantedWords(q.origins), q.wantedWords(q.goals)
	for shape, r := range q.routes {
		if from[r.Origin] && to[r.Destination] {
			shapes = append(shapes, uint32(shape))
		}
	}
	return shapes
}

// wantedWords says of each word whether it is wanted, where none wants all.
func (q *question) wantedWords(wanted []uint32) []bool {
	are := make([]bool, len(q.word.values))
	for word := range are {
		are[word] = admits(wanted, uint32(word))
	}
	return are
}

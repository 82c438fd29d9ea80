package columns

import "github.com/safeconduct/safeconduct/registry/fact"

// TouchBelow touches the shapes of flows that have their data from flows of touched
// shapes, however deep; touched is by shape. above gives a flow that others pass on, nil
// for one that is not there.
//
// From shape to shape it goes whichever way is shorter: down from the flows of those that
// were touched last, or up from the shapes that pass data on. So one flow that passes data
// on does not have all flows walked, nor do many where one certificate changes.
func (t *Table) TouchBelow(touched []bool, above func(fact.ID) *fact.Flow) {
	passingOn := t.index().passingOn
	if len(passingOn) == 0 {
		return
	}
	var fresh []int // those whose flows may be passed on
	for shape, is := range touched {
		if is {
			fresh = append(fresh, shape)
		}
	}
	for len(fresh) > 0 {
		if t.flowsOf(fresh) < len(passingOn) {
			fresh = t.touchDown(touched, fresh)
		} else {
			fresh = t.touchUp(touched, above)
		}
	}
}

// flowsOf is how many flows some shapes have.
func (t *Table) flowsOf(shapes []int) (n int) {
	for _, shape := range shapes {
		from, to := t.rows(shape)
		n += int(to - from)
	}
	return n
}

// touchDown touches the shapes right below some, and gives those that were not touched.
func (t *Table) touchDown(touched []bool, from []int) (fresh []int) {
	for _, shape := range from {
		for _, id := range t.Of(shape) {
			for _, below := range t.Below(id) {
				if !touched[below] {
					touched[below] = true
					fresh = append(fresh, int(below))
				}
			}
		}
	}
	return fresh
}

// touchUp touches the shapes that pass on the data of touched ones, and gives those that
// were not touched.
func (t *Table) touchUp(touched []bool, above func(fact.ID) *fact.Flow) (fresh []int) {
	for _, below := range t.index().passingOn {
		if touched[below] {
			continue
		}
		upstream := above(t.known.values[t.shape.values[below].onward])
		if upstream == nil {
			continue
		}
		if shape, is := t.NumberOf(upstream); is && touched[shape] {
			touched[below] = true
			fresh = append(fresh, int(below))
		}
	}
	return fresh
}

package columns

import (
	"context"
	"fmt"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
)

// lives are the lives of all shapes, in pages, so that a further view shares those
// that it does not change.
type lives struct {
	pages []page
	terms []Terms
}

// page is the lives of some neighbours: their words, one life after the other.
type page struct {
	ends  []uint32
	words []uint32
}

const livesInPage = 256

func (l *lives) of(shape int) Life {
	return Life{l.pages[shape/livesInPage].life(shape % livesInPage), l.terms}
}

func (p *page) life(n int) []uint32 {
	from := uint32(0)
	if n > 0 {
		from = p.ends[n-1]
	}
	return p.words[from:p.ends[n]:p.ends[n]]
}

// Decides gives the timeline of a shape; worker is the number of the goroutine that
// calls it.
type Decides func(worker int, s basis.Shape) (basis.Timeline, error)

// living makes lives.
type living struct {
	*Table
	lives
	decide Decides
	ending Ending
	by     []compacter // one for each worker
	cut    []cutter    // one for each worker
}

// with are the lives of a table of which those of some shapes, in ascending order,
// are made anew: those that lose what ends are cut, the others decided.
func (l lives) with(ctx context.Context, t *Table, again []int, ending Ending, workers int, decide Decides) (lives, error) {
	all := &allTerms{numbers: numbered(slices.Clip(l.terms))}
	m := &living{t, lives{slices.Clone(l.pages), l.terms}, decide, ending, make([]compacter, workers), make([]cutter, workers)}
	over := l.over(ending.Ends)
	for i := range workers {
		m.by[i].terms, m.cut[i] = all, newCutter(over)
	}
	m.pages = append(m.pages, make([]page, (t.Shapes()+livesInPage-1)/livesInPage-len(m.pages))...)
	var pages [][]int // the shapes of each that is to be made anew
	for from := 0; from < len(again); from += len(pages[len(pages)-1]) {
		to := from
		for to < len(again) && again[to]/livesInPage == again[from]/livesInPage {
			to++
		}
		pages = append(pages, again[from:to])
	}
	err := shared(ctx, workers, len(pages), 1, func(worker, n int) error { return m.page(worker, pages[n]) })
	m.terms = all.values
	return m.lives, err
}

// page makes a page anew; all of its other lives stay.
func (m *living) page(worker int, again []int) error {
	number := again[0] / livesInPage
	before, c := m.pages[number], &m.by[worker]
	first, end := number*livesInPage, min((number+1)*livesInPage, m.Shapes())
	made := page{ends: make([]uint32, end-first)}
	c.words = c.words[:0]
	for shape := first; shape < end; shape++ {
		if len(again) == 0 || again[0] != shape {
			c.words = append(c.words, before.life(shape-first)...)
		} else {
			again = again[1:]
			if err := m.add(worker, shape, &before); err != nil {
				return err
			}
		}
		made.ends[shape-first] = uint32(len(c.words))
	}
	made.words = slices.Clone(c.words)
	m.pages[number] = made
	return nil
}

// add adds the life of a shape to the page in the making, which has one before it where
// it is cut.
func (m *living) add(worker, shape int, before *page) (err error) {
	c := &m.by[worker]
	switch {
	case m.isEmpty(shape):
		return nil
	case m.ending.Shapes != nil && m.ending.Shapes[shape]:
		c.words, err = m.cut[worker].cut(c.words, Life{before.life(shape % livesInPage), m.terms})
	default:
		timeline, failed := m.decide(worker, m.Shape(shape))
		if failed != nil {
			return failed
		}
		c.words, err = c.compact(c.words, timeline)
	}
	if err != nil {
		of := m.Shape(shape)
		return fmt.Errorf("the flows from the organization %s to %s: %w", of.Exporter, of.Importer, err)
	}
	return nil
}

package columns

// lives are the lives of all shapes, in pages, so that a further view shares those
// that it does not change.
type lives [][]Life

const livesInPage = 1024

func newLives(n int) lives {
	all := make(lives, (n+livesInPage-1)/livesInPage)
	for i := range all {
		all[i] = make([]Life, min(livesInPage, n-i*livesInPage))
	}
	return all
}

func (l lives) of(shape int) *Life { return &l[shape/livesInPage][shape%livesInPage] }

// with is a copy with room for n shapes, of which some are to be set, those that are
// new among them: the pages of all others are shared.
func (l lives) with(n int, set []int) lives {
	fresh := make(lives, (n+livesInPage-1)/livesInPage)
	copy(fresh, l)
	own := map[int]bool{}
	for _, shape := range set {
		page := shape / livesInPage
		if own[page] {
			continue
		}
		own[page] = true
		before := fresh[page]
		fresh[page] = make([]Life, min(livesInPage, n-page*livesInPage))
		copy(fresh[page], before)
	}
	return fresh
}

package naive

// turningPoints are days on which the law changes: judgments, first days,
// and the days after windows. One day before and after is drawn as well.
var turningPoints = days(`
	1998-10-25 2000-07-01 2000-07-26 2001-09-03 2002-04-03 2003-06-03 2003-06-30
	2004-05-01 2005-04-01 2007-01-01 2008-01-01 2009-02-16 2010-05-15 2010-10-19
	2012-01-01 2013-01-01 2013-07-01 2014-01-01 2015-10-06 2015-10-22 2016-07-12
	2017-01-12 2018-05-25 2018-07-20 2019-01-23 2020-07-16 2020-09-08 2021-01-01
	2021-06-27 2021-06-28 2021-08-27 2021-09-27 2021-12-17 2022-02-02 2022-03-21
	2022-09-10 2022-09-22 2022-12-19 2022-12-28 2023-01-01 2023-07-10 2023-07-17
	2023-09-01 2023-10-12 2024-03-21 2024-09-15 2025-07-18 2025-12-28 2026-01-28
	2031-12-28`)

func days(text string) []Day {
	var found []Day
	for _, word := range words(text) {
		found = append(found, MustDay(word))
	}
	return found
}

// chooseStage takes a few turning points of one era, so that evidence and law
// meet; one registry in five spans them all.
func (g *generator) chooseStage() {
	era := turningPoints
	if !g.chance(20) {
		first := g.IntN(len(turningPoints) - 10)
		if g.focus == "UK" {
			first = len(turningPoints) - 11 - g.IntN(15)
		}
		era = turningPoints[first : first+11]
	}
	for range 3 + g.IntN(4) {
		g.stage = append(g.stage, pick(g, era...))
	}
}

// day is mostly a day of the stage or its neighbour.
func (g *generator) day() Day {
	if g.chance(6) {
		return MustDay("1998-01-01") + Day(g.IntN(35*365))
	}
	return g.near(pick(g, g.stage...))
}

// early is the earlier of two days, for evidence that is to last.
func (g *generator) early() Day { return min(g.day(), g.day()) }

// near is the day itself or one before or after, seldom some weeks off.
func (g *generator) near(d Day) Day {
	return d + pick(g, -1, -1, 0, 0, 0, 0, 1, 1, Day(g.IntN(120)-60))
}

// onOrAfter is a day of the stage that does not lie before the bound, seldom
// the last of all days.
func (g *generator) onOrAfter(bound Day) Day {
	if g.chance(2) {
		return LastDay
	}
	for range 4 {
		if d := g.day(); d >= bound {
			return d
		}
	}
	return bound + pick(g, 0, 0, 1, 30, 365, Day(g.IntN(2000)))
}

// maybe gives the day in so many of a hundred cases, else an empty cell.
func (g *generator) maybe(percent int, d Day) string {
	if g.chance(percent) {
		return d.String()
	}
	return ""
}

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// question is one that all are asked; every round asks about another day, so that
// nobody answers from a cache of answers.
type question struct {
	name string
	of   func(round int) asking
	// read makes rows like those of SQL of the data of a GraphQL answer.
	read func(body json.RawMessage) ([][]string, error)
}

// asking is a question of one round, in the languages in which it is asked. Where
// there are several statements, their times are added and the last one answers.
type asking struct {
	graph       []string
	direct      []string // none: it is not asked of the registry alone
	facts       []string // none: it is not asked of the facts alone
	precomputed []string
}

// contestant is who answers.
type contestant struct {
	name     string
	ask      func(string) (answer, error)
	language func(asking) []string
}

func graphQL(a asking) []string     { return a.graph }
func direct(a asking) []string      { return a.direct }
func overFacts(a asking) []string   { return a.facts }
func precomputed(a asking) []string { return a.precomputed }

// figures of a question by the contestants' names; a contestant that was not asked
// has none.
type timing struct{ first, median time.Duration }

// compare asks all contestants in turn, round after round, and fails where their
// answers differ.
func compare(q question, from, rounds int, all []contestant) (map[string]timing, error) {
	took := map[string][]time.Duration{}
	for round := range rounds {
		asked := q.of(from + round)
		var first *answered
		for i := range all {
			c := all[(i+round)%len(all)]
			statements := c.language(asked)
			if len(statements) == 0 || isSlow(took[c.name]) {
				continue
			}
			a, err := c.answer(q, statements)
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", q.name, c.name, err)
			}
			took[c.name] = append(took[c.name], a.took)
			if first == nil {
				first = a
			}
			if err := first.differsFrom(a); err != nil {
				return nil, fmt.Errorf("%s, round %d: %w\n%s", q.name, round, err, strings.Join(statements, "\n"))
			}
		}
	}
	times := map[string]timing{}
	for name, each := range took {
		times[name] = timing{each[0], median(each)}
	}
	return times, nil
}

// Who takes long is asked less often: a median of a few rounds tells enough then.
const (
	long        = 2 * time.Second
	oftenEnough = 5
)

func isSlow(took []time.Duration) bool { return len(took) >= oftenEnough && median(took) > long }

// answered is an answer with who gave it.
type answered struct {
	by   string
	rows [][]string
	took time.Duration
}

func (c contestant) answer(q question, statements []string) (*answered, error) {
	var last answer
	var took time.Duration
	for _, statement := range statements {
		a, err := patiently(c.ask, statement)
		if err != nil {
			return nil, err
		}
		last, took = a, took+a.took
	}
	if last.body != nil {
		rows, err := q.read(last.body)
		return &answered{c.name, rows, took}, err
	}
	return &answered{c.name, last.rows, took}, nil
}

// differsFrom tells where two answers differ.
func (a *answered) differsFrom(b *answered) error {
	for i := range max(len(a.rows), len(b.rows)) {
		x, y := rowAt(a.rows, i), rowAt(b.rows, i)
		if x != y {
			return fmt.Errorf("the answers differ in row %d: %s says %s, %s says %s (%d and %d rows)", i+1, a.by, x, b.by, y, len(a.rows), len(b.rows))
		}
	}
	if len(a.rows) == 0 {
		return errors.New("the answer is empty: nothing was compared")
	}
	return nil
}

func rowAt(rows [][]string, i int) string {
	if i >= len(rows) {
		return "nothing"
	}
	return strings.Join(rows[i], " ")
}

func median[T int | float64 | time.Duration](of []T) T {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

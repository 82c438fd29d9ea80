package main

import (
	"errors"
	"fmt"
	"time"
)

// How many single questions are timed, after as many that are not. A caller may ask
// only so many about an earlier moment.
const (
	questions        = 500
	questionsOfKnown = 100
)

// pointTimes are the mean times of a question about one record, in
// milliseconds.
type pointTimes struct{ dpa, verdict float64 }

// ask starts a server and asks it about single records.
func ask(binary, data string, n int) (t pointTimes, err error) {
	server, err := serve(binary, data)
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, server.end()) }()
	t.dpa, err = meanTime(server.ask, questions, func(i int) string {
		return fmt.Sprintf(`{ customers(search: "customer-%07d", first: 1) { nodes { dpa(asOf: "2020-07-16") { status } } } }`, i*(n/10/questions+1)%(n/10-n/100))
	})
	if err != nil {
		return t, err
	}
	t.verdict, err = meanTime(server.ask, questions, func(i int) string {
		return fmt.Sprintf(`{ flow(externalId: "f-%08d") { verdict(asOf: "2020-07-16") { status reasons { code message citation } } } }`, i*(n/questions)%n)
	})
	if err != nil {
		return t, err
	}
	fmt.Printf("  DPA status %.2f ms, verdict %.2f ms, over HTTP one after the other\n", t.dpa, t.verdict)
	return t, askKnown(server.ask)
}

// meanTime is in milliseconds; as many questions are asked before it is taken.
func meanTime(ask func(string) (answer, error), n int, document func(i int) string) (float64, error) {
	var took time.Duration
	for i := range 2 * n {
		a, err := patiently(ask, document(i))
		if err != nil {
			return 0, err
		}
		if i >= n {
			took += a.took
		}
	}
	return float64(took.Microseconds()) / 1000 / float64(n), nil
}

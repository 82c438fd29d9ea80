package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// questions is how many single questions are timed, after as many that are not.
const questions = 500

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
	url := server.url
	t.dpa, err = meanTime(url, func(i int) string {
		return fmt.Sprintf(`{ customers(search: "customer-%07d", first: 1) { nodes { dpa(asOf: "2020-07-16") { status } } } }`, i*(n/10/questions+1)%(n/10-n/100))
	})
	if err != nil {
		return t, err
	}
	t.verdict, err = meanTime(url, func(i int) string {
		return fmt.Sprintf(`{ flow(externalId: "f-%08d") { verdict(asOf: "2020-07-16") { status reasons { code message citation } } } }`, i*(n/questions)%n)
	})
	if err != nil {
		return t, err
	}
	fmt.Printf("  DPA status %.2f ms, verdict %.2f ms, over HTTP one after the other\n", t.dpa, t.verdict)
	return t, askKnown(url)
}

func meanTime(url string, document func(i int) string) (float64, error) {
	var begin time.Time
	for i := range 2 * questions {
		if i == questions {
			begin = time.Now()
		}
		if err := post(url, document(i)); err != nil {
			return 0, err
		}
	}
	return float64(time.Since(begin).Microseconds()) / 1000 / questions, nil
}

func post(url, document string) error {
	body, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		return err
	}
	response, err := http.Post(url+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && (response.StatusCode != http.StatusOK || bytes.Contains(answer, []byte(`"errors"`))) {
		err = fmt.Errorf("%s: %s", document, answer)
	}
	return err
}

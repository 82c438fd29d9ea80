package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/tests/attack"
)

// forged shows a server what lets nobody in, one after the other, many times, and prints
// the median of the times in which each is refused beside that of a token of the right
// shape which is unknown. No session begins, so that a cookie that is nearly right is none
// of these.
func forged(s *safeconduct) error {
	kinds := append([]attack.Shown{attack.Unknown}, attack.Forged(s.token, "safeconduct", strings.Repeat("Aa", 21)+"A")...)
	const rounds = 300
	took := make([][]time.Duration, len(kinds))
	for round := range rounds {
		from := elsewhere(round)                                  // each address may try so much
		if _, err := refused(from, s.url, kinds[0]); err != nil { // which connects
			return err
		}
		for i := range kinds {
			i = (i + round) % len(kinds)
			one, err := refused(from, s.url, kinds[i])
			if err != nil {
				return err
			}
			took[i] = append(took[i], one)
		}
		from.CloseIdleConnections()
	}
	unknown := median(took[0])
	t := &table{}
	t.add("shown, "+fmt.Sprint(rounds)+" times each in turn", "refused in (median)", "÷ an unknown token")
	for i, kind := range kinds {
		of := median(took[i])
		t.add(kind.Name, duration(of), fmt.Sprintf("%.2f", float64(of)/float64(unknown)))
	}
	t.print(os.Stdout)
	return nil
}

// elsewhere sends requests from the nth further address of the loopback.
func elsewhere(n int) *http.Transport {
	at := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 2, byte(n>>8), byte(n))}}
	return &http.Transport{DialContext: at.DialContext}
}

// refused is how long it takes to refuse what is shown.
func refused(from *http.Transport, url string, shown attack.Shown) (time.Duration, error) {
	q, err := http.NewRequest(http.MethodGet, url+"/graphql?query=%7Bviewer%7Brole%7D%7D", nil) // no body, after which the connection would be closed
	if err != nil {
		return 0, err
	}
	q.Header.Set(shown.Header, shown.Value)
	begun := time.Now()
	response, err := from.RoundTrip(q)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	if response.StatusCode != http.StatusUnauthorized {
		err = errors.Join(err, fmt.Errorf("%s is answered %s", shown.Name, response.Status))
	}
	return time.Since(begun), err
}

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"
)

// clients is how many ask at once, each as soon as it has its answer.
const clients = 16

// loop is what a closed loop came to.
type loop struct {
	rate     float64 // answers in a second
	p50, p99 time.Duration
}

// closedLoop has clients ask a URL for some time; question makes the body of each
// request. The requests are written by hand, so that asking costs little of the
// machine that answers.
func closedLoop(address string, lasting time.Duration, question func(i int) string) (loop, error) {
	to, err := url.Parse(address)
	if err != nil {
		return loop{}, err
	}
	var each [clients][]time.Duration
	var group errgroup.Group
	begun := time.Now()
	for c := range clients {
		group.Go(func() (err error) {
			each[c], err = askUntil(to, begun.Add(lasting), func(i int) string { return question(i*clients + c) })
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return loop{}, err
	}
	seconds := time.Since(begun).Seconds()
	all := slices.Concat(each[:]...)
	slices.Sort(all)
	return loop{float64(len(all)) / seconds, all[len(all)/2], all[len(all)*99/100]}, nil
}

// askUntil asks over one connection and tells how long each answer took.
func askUntil(to *url.URL, until time.Time, question func(i int) string) (took []time.Duration, err error) {
	conn, err := net.Dial("tcp", to.Host)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	in := bufio.NewReader(conn)
	var body bytes.Buffer
	for i := 0; time.Now().Before(until); i++ {
		begun := time.Now()
		if err := send(conn, to, question(i)); err != nil {
			return nil, err
		}
		body.Reset()
		if err := receive(in, &body); err != nil {
			return nil, err
		}
		if bytes.Contains(body.Bytes(), []byte(`"errors"`)) {
			return nil, fmt.Errorf("refused: %s", body.Bytes())
		}
		took = append(took, time.Since(begun))
	}
	return took, nil
}

// send writes a request, with the token that stands as the user in the address.
func send(to io.Writer, at *url.URL, body string) error {
	token := ""
	if at.User != nil {
		token = "Authorization: Bearer " + at.User.Username() + "\r\n"
	}
	request := "POST " + at.Path + " HTTP/1.1\r\nHost: " + at.Host + "\r\n" + token + "Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: " +
		strconv.Itoa(len(body)) + "\r\n\r\n" + body
	_, err := io.WriteString(to, request)
	return err
}

// receive reads the body of an answer.
func receive(in *bufio.Reader, body io.Writer) error {
	response, err := http.ReadResponse(in, nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(body, response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", response.StatusCode)
	}
	return err
}

// lookUp is the request for one customer: the same document for all, as programs
// send it.
func lookUp(document, customer string) string {
	body, err := json.Marshal(map[string]any{"query": document, "variables": map[string]string{"id": customer}})
	if err != nil {
		panic(err) // strings alone
	}
	return string(body)
}

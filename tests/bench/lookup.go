package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os/exec"
	"strings"
	"time"
)

// The same question to each server: whether a customer has a data processing
// agreement on a day. PostGraphile has its own names for it.
const (
	dpaDocument          = `query ($id: String!) { organization(externalId: $id) { name dpa(asOf: "2020-07-16") { status executedOn } } }`
	postgraphileDocument = `query ($id: String!) { organization: organizationByRowId(rowId: $id) { name dpa(asOf: "2020-07-16") { status executedOn } } }`
)

// server is who answers look-ups over HTTP.
type server struct{ name, url, document string }

// lookedUp is how many customers are asked about in turn.
const lookedUp = 1000

func customerOf(r registryOf, i int) string {
	return customerID(i % lookedUp * max(r.customers/lookedUp, 1) % r.customers)
}

// checkLookUps holds what the servers answer against the first of them, byte by byte.
func checkLookUps(r registryOf, servers []server) error {
	for i := range lookedUp {
		var first []byte
		for _, s := range servers {
			got, err := lookUpOnce(s, customerOf(r, i))
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			if first == nil {
				first = got
			}
			if !bytes.Equal(first, got) {
				return fmt.Errorf("the answers about %s differ: %s says %s, %s says %s", customerOf(r, i), servers[0].name, first, s.name, got)
			}
		}
	}
	return nil
}

func lookUpOnce(s server, customer string) (answered []byte, err error) {
	to, err := url.Parse(s.url)
	if err != nil {
		return nil, err
	}
	conn, err := net.Dial("tcp", to.Host)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	var body bytes.Buffer
	if err := send(conn, to, lookUp(s.document, customer)); err != nil {
		return nil, err
	}
	if err := receive(bufio.NewReader(conn), &body); err != nil {
		return nil, fmt.Errorf("%w: %s", err, body.Bytes())
	}
	var ignored json.RawMessage
	return bytes.TrimSpace(body.Bytes()), dataOf(body.Bytes(), &ignored)
}

// lookUps measures the servers in turn.
func lookUps(r registryOf, servers []server, rounds int, lasting time.Duration) (map[string]loop, error) {
	each := map[string][]loop{}
	for round := range rounds {
		for i := range servers {
			s := servers[(i+round)%len(servers)]
			l, err := closedLoop(s.url, lasting, func(i int) string { return lookUp(s.document, customerOf(r, i)) })
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			each[s.name] = append(each[s.name], l)
		}
	}
	medians := map[string]loop{}
	for name, loops := range each {
		var rates []float64
		var p50s, p99s []time.Duration
		for _, l := range loops {
			rates, p50s, p99s = append(rates, l.rate), append(p50s, l.p50), append(p99s, l.p99)
		}
		medians[name] = loop{median(rates), median(p50s), median(p99s)}
	}
	return medians, nil
}

// startMinimal starts the least that answers alike, with what Safeconduct answers.
func startMinimal(binary string, r registryOf, from server) (*process, server, error) {
	all := map[string]json.RawMessage{}
	for i := range lookedUp {
		id := customerOf(r, i)
		body, err := lookUpOnce(from, id)
		if err != nil {
			return nil, server{}, err
		}
		var data struct{ Organization json.RawMessage }
		if err := dataOf(body, &data); err != nil {
			return nil, server{}, err
		}
		all[id] = data.Organization
	}
	content, err := json.Marshal(all)
	if err != nil {
		return nil, server{}, err
	}
	p, err := start(exec.Command(binary))
	if err != nil {
		return nil, server{}, err
	}
	var at string
	if _, err := p.in.Write(content); err != nil {
		return nil, server{}, p.failed(err)
	}
	if _, err := fmt.Fscanln(p.out, &at); err != nil {
		return nil, server{}, p.failed(err)
	}
	return p, server{"gqlgen over a map", at + "/graphql", dpaDocument}, nil
}

// startPostGraphile starts PostGraphile on the database.
func startPostGraphile(r *rivals, on *postgres) (*process, server, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, server{}, err
	}
	address := free.Addr().String()
	if err := free.Close(); err != nil {
		return nil, server{}, err
	}
	_, port, _ := strings.Cut(address, ":")
	command := r.node("postgraphile.cjs", port)
	command.Env = append(command.Env, on.environment()...)
	p, err := start(command)
	if err != nil {
		return nil, server{}, err
	}
	if _, err := p.out.ReadString('\n'); err != nil && err != io.EOF {
		return nil, server{}, p.failed(err)
	}
	return p, server{"PostGraphile on PostgreSQL", "http://" + address + "/graphql", postgraphileDocument}, nil
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/tests/attack"
)

// How long an attack may keep a server busy before that is killed, and how much memory the
// stock server is given, in KiB: without a bound some attacks take all that there is.
const (
	longestAttack = 20 * time.Second
	stockMemory   = 4 << 20
)

// victim is a server that is attacked.
type victim struct {
	start func() (*safeconduct, error)
	*safeconduct
}

// suffer sends every class of malicious document to our server and to a stock one, and
// prints what each did.
func suffer(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: bench -attacks BINARY")
	}
	dir, err := os.MkdirTemp("", "safeconduct-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := build(dir); err != nil {
		return err
	}
	stock := &victim{start: func() (*safeconduct, error) { return stockServer(dir) }}
	ours := &victim{start: func() (*safeconduct, error) { return attackedServer(args[0], dir) }}
	for _, v := range []*victim{stock, ours} {
		if v.safeconduct, err = v.start(); err != nil {
			return err
		}
	}
	t := &table{}
	t.add("class", "stock gqlgen", "Safeconduct", "without a token")
	for _, class := range attack.Classes {
		progress("%s", class.Name)
		row := []string{class.Name}
		for _, one := range []struct {
			to    *victim
			token string
		}{{stock, ""}, {ours, ours.token}, {ours, ""}} {
			told, err := one.to.bear(class, one.token)
			if err != nil {
				return err
			}
			row = append(row, told)
		}
		t.add(row...)
	}
	fmt.Printf("%s\n\nStatus, time, bytes of the answer, growth of the memory at its peak:\n\n", machine())
	t.print(os.Stdout)
	err = forged(ours.safeconduct)
	return errors.Join(err, stock.end(), ours.end())
}

// attackedServer serves the sample.
func attackedServer(binary, dir string) (*safeconduct, error) {
	data := filepath.Join(dir, "data")
	files, err := filepath.Glob("tests/contract/harbour/*.csv")
	if err != nil {
		return nil, err
	}
	if out, err := exec.Command(binary, append([]string{"import", "--data", data}, files...)...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("import: %w: %s", err, out)
	}
	return serve(binary, data)
}

// stockServer serves ten thousand organizations as gqlgen sets a server up.
func stockServer(dir string) (*safeconduct, error) {
	p, err := start(exec.Command("bash", "-c", fmt.Sprintf("ulimit -v %d; exec %s -stock", stockMemory, filepath.Join(dir, "minimal"))))
	if err != nil {
		return nil, err
	}
	all := map[string]any{}
	for i := range 10_000 {
		all[fmt.Sprintf("o%d", i)] = map[string]any{"name": "Organization", "dpa": map[string]any{"status": "IN_FORCE"}}
	}
	if err := json.NewEncoder(p.in).Encode(all); err != nil {
		return nil, p.failed(err)
	}
	s := &safeconduct{process: p}
	if _, err := fmt.Fscanln(p.out, &s.url); err != nil {
		return nil, p.failed(err)
	}
	return s, nil
}

// bear sends an attack, and tells what it did. Who does not survive it is started anew.
func (v *victim) bear(class attack.Class, token string) (told string, err error) {
	pid := v.command.Process.Pid
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0); err != nil {
		return "", err // from where the peak is counted
	}
	before := status(pid, "VmRSS")
	begun := time.Now()
	answered, size, failed := v.send(class, token)
	took := time.Since(begun)
	grown := max(status(pid, "VmHWM")-before, 0)
	if failed == nil {
		return fmt.Sprintf("%d, %s, %s, %s", answered, duration(took), bytesOf(size), mebibytes(grown)), nil
	}
	told = fmt.Sprintf("**dies** after %s at %s", duration(took), mebibytes(stockMemory<<10))
	if took >= longestAttack {
		told = fmt.Sprintf("**no answer** in %s, %s", duration(longestAttack), mebibytes(grown))
	}
	_ = v.command.Process.Kill()
	_ = v.end() // it may have died by itself
	v.safeconduct, err = v.start()
	return told, err
}

// send sends an attack, and counts what is answered.
func (v *victim) send(class attack.Class, token string) (answered int, size int64, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), longestAttack)
	defer cancel()
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(v.url, "/")+"/graphql", class.Body())
	if err != nil {
		return 0, 0, err
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Accept", "application/graphql-response+json")
	q.Header.Set("Expect", "100-continue")
	if token != "" {
		q.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(q)
	if err != nil {
		return 0, 0, err
	}
	defer response.Body.Close()
	size, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, size, err
}

func bytesOf(n int64) string {
	switch {
	case n < 10<<10:
		return fmt.Sprintf("%d B", n)
	case n < 10<<20:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return mebibytes(n)
}

// forged shows tokens that are none in turn, many times, and prints how far the medians of
// the times are apart in which they are refused.
func forged(s *safeconduct) error {
	id, secret, _ := strings.Cut(strings.TrimPrefix(s.token, "sc_"), "_")
	nobody := strings.Repeat("A", len(secret))
	kinds := []string{
		"sc_" + id + "_" + nobody, "sc_" + id + "_" + secret[:len(secret)-1] + "A", "sc_" + strings.Repeat("a", len(id)) + "_" + secret,
		"sc_" + strings.Repeat("a", len(id)) + "_" + nobody, s.token + "A", s.token[:len(s.token)-1], strings.ToUpper(s.token), "x",
		"sc_" + secret + "_" + id, "sc__" + secret, "sc_" + id + "_", "eyJhbGciOiJub25lIn0.eyJyb2xlIjoiQURNSU4ifQ.",
	}
	const rounds = 300
	took := make([][]time.Duration, len(kinds))
	for round := range rounds {
		from := elsewhere(round)                             // each address may try so much
		if _, err := refused(from, s.url, "x"); err != nil { // which connects
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
	fastest, slowest := time.Hour, time.Duration(0)
	for _, times := range took {
		of := median(times)
		fastest, slowest = min(fastest, of), max(slowest, of)
	}
	fmt.Printf("%d kinds of forged tokens, %d times each in turn: refused in %s to %s (medians)\n", len(kinds), rounds, duration(fastest), duration(slowest))
	return nil
}

// elsewhere sends requests from the nth further address of the loopback.
func elsewhere(n int) *http.Transport {
	at := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 2, byte(n>>8), byte(n))}}
	return &http.Transport{DialContext: at.DialContext}
}

// refused is how long a token takes to be refused.
func refused(from *http.Transport, url, token string) (time.Duration, error) {
	q, err := http.NewRequest(http.MethodPost, url+"/graphql", bytes.NewReader([]byte(`{"query":"{ viewer { role } }"}`)))
	if err != nil {
		return 0, err
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Authorization", "Bearer "+token)
	begun := time.Now()
	response, err := from.RoundTrip(q)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	if response.StatusCode != http.StatusUnauthorized {
		err = errors.Join(err, fmt.Errorf("the token %q is answered %s", token, response.Status))
	}
	return time.Since(begun), err
}

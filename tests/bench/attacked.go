package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

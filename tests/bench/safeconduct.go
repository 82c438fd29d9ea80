package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"time"
)

// safeconduct is a server of the registry.
type safeconduct struct {
	*process
	url     string
	token   string        // which questions show
	started time.Duration // until it was ready
}

func serve(binary, data string) (*safeconduct, error) {
	begun := time.Now()
	p, err := start(exec.Command(binary, "serve", "--data", data, "--listen", "127.0.0.1:0"))
	if err != nil {
		return nil, err
	}
	s := &safeconduct{process: p}
	if _, err := fmt.Fscanln(p.out, &s.url); err != nil {
		return nil, p.failed(err)
	}
	for deadline := begun.Add(patience); ; time.Sleep(5 * time.Millisecond) {
		response, err := http.Get(s.url + "/readyz")
		if err != nil {
			return nil, p.failed(err)
		}
		response.Body.Close()
		if response.StatusCode == http.StatusOK {
			s.started = time.Since(begun)
			made, err := exec.Command(binary, "token", "create", "--data", data, "--role", "COMPLIANCE", "--name", "bench").Output()
			if err != nil {
				return nil, p.failed(fmt.Errorf("create a token: %w", err))
			}
			s.token = strings.TrimSpace(string(made))
			return s, nil
		}
		if time.Now().After(deadline) {
			return nil, p.failed(fmt.Errorf("/readyz answers %d", response.StatusCode))
		}
	}
}

// ask asks over HTTP; the time is what a client waits.
func (s *safeconduct) ask(document string) (answer, error) {
	body, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		return answer{}, err
	}
	begun := time.Now()
	q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Authorization", "Bearer "+s.token)
	response, err := http.DefaultClient.Do(q)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	said, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	return answer{body: said, took: time.Since(begun)}, nil
}

// refusal is an error in a GraphQL answer.
type refusal struct{ code, message string }

func (r *refusal) Error() string { return r.code + ": " + r.message }

// patiently asks until there is an answer. To a caller who asks much, as a bench does,
// it is told to wait, which is not counted; what takes too long for one request goes on
// and is asked for again, which is.
func patiently(ask func(string) (answer, error), question string) (answer, error) {
	var before time.Duration
	for deadline := time.Now().Add(patience); ; {
		a, err := ask(question)
		if err == nil && a.body != nil {
			var ignored json.RawMessage
			err = dataOf(a.body, &ignored)
		}
		var refused *refusal
		a.took += before
		switch {
		case !errors.As(err, &refused) || time.Now().After(deadline):
			return a, err
		case refused.code == "RATE_LIMITED":
			time.Sleep(time.Second)
		case refused.code == "UNAVAILABLE":
			before = a.took
		default:
			return a, err
		}
	}
}

// dataOf is the data of a GraphQL answer; its errors are an error.
func dataOf(body json.RawMessage, into any) error {
	var said struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return fmt.Errorf("%w: %.200s", err, body)
	}
	if len(said.Errors) > 0 {
		return &refusal{said.Errors[0].Extensions.Code, said.Errors[0].Message}
	}
	return json.Unmarshal(said.Data, into)
}

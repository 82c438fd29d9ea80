package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// answer is what came of a question.
type answer struct {
	rows [][]string
	body json.RawMessage // in place of rows: the data of a GraphQL answer
	took time.Duration
}

// session is a process that answers one question a line, and says how long each
// took.
type session struct{ *process }

func startSession(command *exec.Cmd) (*session, error) {
	p, err := start(command)
	if err != nil {
		return nil, err
	}
	return &session{p}, nil
}

// ask asks one question.
func (s *session) ask(question string) (answer, error) {
	line, err := json.Marshal(map[string]string{"ask": question})
	if err != nil {
		return answer{}, err
	}
	if _, err := s.in.Write(append(line, '\n')); err != nil {
		return answer{}, s.failed(err)
	}
	line, err = s.out.ReadBytes('\n')
	if err != nil {
		return answer{}, s.failed(err)
	}
	var said struct {
		Rows  [][]string
		Body  json.RawMessage
		MS    float64
		Error string
	}
	if err := json.Unmarshal(line, &said); err != nil {
		return answer{}, fmt.Errorf("%w: %.200s", err, line)
	}
	if said.Error != "" {
		return answer{}, errors.New(said.Error)
	}
	return answer{said.Rows, said.Body, time.Duration(said.MS * float64(time.Millisecond))}, nil
}

package main

import (
	"errors"
	"net/http"
	"os"
)

// remote is a running server.
type remote struct {
	client *http.Client
	base   string
	token  string // "" on the folder's socket, which asks for none
}

// named is the server that --server names.
func (t *target) named() (*remote, error) {
	token, err := t.token()
	if err != nil {
		return nil, err
	}
	return &remote{http.DefaultClient, t.server, token}, nil
}

// token is what is shown to a server: from a file or the environment, never from the
// arguments, which everybody on the machine can read.
func (t *target) token() (string, error) {
	token, err := table.Secret(t.set, "token", os.LookupEnv)
	if err == nil && token == "" {
		err = errors.New("--server asks for a token: set SAFECONDUCT_TOKEN, or give --token-file")
	}
	return token, err
}

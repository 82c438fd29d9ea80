package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// remote is a running server.
type remote struct {
	client *http.Client
	base   string
	token  string // "" on the folder's socket, which asks for none
}

// named is the server that --server names.
func (t *target) named() (*remote, error) {
	at, err := url.ParseRequestURI(t.server)
	if err != nil {
		return nil, fmt.Errorf("--server %s is no URL, such as http://127.0.0.1:8080", t.server)
	}
	token, err := t.token()
	if err != nil {
		return nil, err
	}
	host := at.Hostname()
	if at.Scheme != "https" && host != "localhost" && !net.ParseIP(host).IsLoopback() {
		return nil, fmt.Errorf("--server %s: whoever is on the way could read the token; expected https://", t.server)
	}
	return &remote{http.DefaultClient, t.server, token}, nil
}

// token is what is shown to a server: from a file or the environment, never from the
// arguments, which everybody on the machine can read.
func (t *target) token() (string, error) {
	token := os.Getenv("SAFECONDUCT_TOKEN")
	if t.tokenFile != "" {
		content, err := os.ReadFile(t.tokenFile)
		if err != nil {
			return "", fmt.Errorf("--token-file %s: %w", t.tokenFile, root(err))
		}
		token = string(content)
	}
	if token = strings.TrimSpace(token); token == "" {
		return "", errors.New("--server asks for a token: set SAFECONDUCT_TOKEN, or give --token-file")
	}
	return token, nil
}

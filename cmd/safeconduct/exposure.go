package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/graph/signin"
)

// exposure says to whom a server can be reached, and how.
type exposure struct {
	listen      string
	host        string // the name under which it is reached, beside those of the loopback
	cert, key   string // files; "" without TLS
	behindProxy bool   // one that does TLS
}

func (e *exposure) flags(c *cobra.Command) {
	c.Flags().StringVar(&e.listen, "listen", "127.0.0.1:8080", "address to listen on; beyond the loopback with TLS or behind a proxy only")
	c.Flags().StringVar(&e.host, "host", "", "name under which the server is reached, such as registry.example or registry.example:8443")
	c.Flags().StringVar(&e.cert, "tls-cert", "", "file of the certificate, in PEM")
	c.Flags().StringVar(&e.key, "tls-key", "", "file of the certificate's key, in PEM")
	c.Flags().BoolVar(&e.behindProxy, "behind-proxy", false, "a proxy before the server does TLS, and is the only one that reaches it")
}

// check refuses to listen where tokens and cookies could be overheard.
func (e *exposure) check() error {
	host, _, err := net.SplitHostPort(e.listen)
	switch {
	case err != nil:
		return fmt.Errorf("--listen %s is no address: expected HOST:PORT such as 127.0.0.1:8080", e.listen)
	case (e.cert == "") != (e.key == ""):
		return errors.New("--tls-cert and --tls-key: give both, or neither")
	case e.isSecure() || host == "localhost" || net.ParseIP(host).IsLoopback():
		return nil
	}
	return fmt.Errorf("--listen %s is not a loopback address: whoever is on the way could read tokens; "+
		"give --tls-cert and --tls-key, or --behind-proxy where a proxy does TLS, or listen on 127.0.0.1:PORT", e.listen)
}

// isSecure reports whether people come over TLS.
func (e *exposure) isSecure() bool { return e.cert != "" || e.behindProxy }

// serve serves a listener: the folder's socket as it is, all else with TLS where there
// is a certificate.
func (e *exposure) serve(server *http.Server, l net.Listener) error {
	if e.cert == "" || l.Addr().Network() == "unix" {
		return server.Serve(l)
	}
	server.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	return server.ServeTLS(l, e.cert, e.key)
}

// url is where the server listens.
func (e *exposure) url(at net.Addr) string {
	if e.cert != "" {
		return "https://" + at.String()
	}
	return "http://" + at.String()
}

// base is the address under which people reach it.
func (e *exposure) base(at net.Addr) string {
	if e.host != "" {
		return "https://" + e.host
	}
	return e.url(at)
}

// announce says where the server is, alone on the first line for programs, and prints
// the link with which its owner signs in, or people sign in.
func (e *exposure) announce(data string, at net.Addr, door *signin.Door) {
	fmt.Fprintf(os.Stderr, "Safeconduct serves %s\n", data)
	fmt.Println(e.url(at))
	if door.OIDC != nil {
		fmt.Printf("%s/sign-in/oidc\n", e.base(at))
		return
	}
	fmt.Println(door.Link(e.base(at), operator()))
	fmt.Fprintf(os.Stderr, "The link signs you in as ADMIN, once and within %.0f minutes\n", signin.LinkLasts.Minutes())
}

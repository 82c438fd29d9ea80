package main

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/settings"
)

// exposure says to whom a server can be reached, and how.
type exposure struct {
	set         *pflag.FlagSet
	listen      string
	host        string // the name under which it is reached, beside those of the loopback
	cert, key   string // files; "" without TLS
	behindProxy bool   // one that does TLS
}

func (e *exposure) flags(c *cobra.Command) {
	e.set = c.Flags()
	table.Add(e.set, "listen", &e.listen)
	table.Add(e.set, "host", &e.host)
	table.Add(e.set, "tls-cert", &e.cert)
	table.Add(e.set, "tls-key", &e.key)
	table.Add(e.set, "behind-proxy", &e.behindProxy)
}

// faults are what keeps a server from being reached: a certificate that cannot be used,
// and an address where tokens and cookies could be overheard.
func (e *exposure) faults() (faults fault.List) {
	switch {
	case e.cert != "" && e.key == "":
		faults.Add(settings.Fault(e.set, "tls-cert", "has no key: give both --tls-cert and --tls-key, or neither"))
	case e.cert == "" && e.key != "":
		faults.Add(settings.Fault(e.set, "tls-key", "has no certificate: give both --tls-cert and --tls-key, or neither"))
	case e.cert != "":
		if _, err := tls.LoadX509KeyPair(e.cert, e.key); err != nil {
			faults.Add(settings.Fault(e.set, "tls-cert", "cannot be used with --tls-key: %s", err))
		}
	}
	host, _, _ := net.SplitHostPort(e.listen)
	if !e.isSecure() && host != "localhost" && !net.ParseIP(host).IsLoopback() {
		faults.Add(settings.Fault(e.set, "listen", "is not a loopback address: whoever is on the way could read tokens; "+
			"give --tls-cert and --tls-key, or --behind-proxy where a proxy does TLS, or listen on 127.0.0.1:PORT"))
	}
	return faults
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

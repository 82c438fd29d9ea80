package graph

import (
	"cmp"
	"maps"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// ClientHeader is what a program sends with an import, with any value. A foreign
// page cannot send it unless the server has allowed it to beforehand, and this
// one allows nothing; the files alone any page may send.
const ClientHeader = "Safeconduct-Client"

var errNoClient = fault.New(fault.Forbidden, "the header %s is missing: send it with any value", ClientHeader)

// onlyClients refuses what a form of a page may have sent.
func onlyClients(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.Header.Get(ClientHeader) == "" {
			fail(w, q, errNoClient)
			return
		}
		next.ServeHTTP(w, q)
	})
}

// onlyJSON refuses what is no JSON in a POST: other types are those that a
// foreign page may send without asking.
func onlyJSON(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		kind, _, _ := mime.ParseMediaType(q.Header.Get("Content-Type"))
		switch {
		case q.Method != http.MethodPost && q.Method != http.MethodGet:
			w.Header().Set("Allow", "GET, POST")
			refuse(w, q, http.StatusMethodNotAllowed, fault.New(fault.BadInput, "the method is not allowed: expected POST or GET"))
		case q.Method == http.MethodPost && kind != typeJSON:
			refuse(w, q, http.StatusUnsupportedMediaType, fault.New(fault.BadInput, "the content type is not application/json"))
		case q.ContentLength > largestBody:
			refuse(w, q, http.StatusRequestEntityTooLarge, fault.New(fault.BadInput, tooLargeText, largestBody))
		default:
			next.ServeHTTP(w, q)
		}
	})
}

// onlyUnder refuses requests under a foreign name: a page elsewhere could have made its
// own name mean this machine. Its own names are those of the loopback, and one that is
// given, if any.
func onlyUnder(name string, next http.Handler) http.Handler {
	own := (&url.URL{Host: name}).Hostname() // without its port, if it has one
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		host := strings.TrimSuffix((&url.URL{Host: q.Host}).Hostname(), ".")
		isNamed := own != "" && strings.EqualFold(host, own)
		if !isNamed && !strings.EqualFold(host, "localhost") && !net.ParseIP(host).IsLoopback() {
			refuse(w, q, http.StatusMisdirectedRequest, fault.New(fault.BadInput, "the host is not this server's: expected %s", cmp.Or(own, "localhost")))
			return
		}
		next.ServeHTTP(w, q)
	})
}

// onlyOwnPages refuses what a browser sends for a page of another origin, be it
// on another port of this machine. Where people come over TLS, a page that did not is
// another one: whoever is on the way could have written it.
func onlyOwnPages(secure bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if given := q.Header.Get("Origin"); given != "" {
			origin, err := url.Parse(given)
			if err != nil || !strings.EqualFold(origin.Host, q.Host) || secure && origin.Scheme != "https" {
				refuse(w, q, http.StatusForbidden, fault.New(fault.Forbidden, "the page that asks is not this server's"))
				return
			}
		}
		next.ServeHTTP(w, q)
	})
}

// secured tells browsers to take an answer for what it says it is, to show it in no foreign
// page, to load it into none and to keep it nowhere; and, where there is TLS, never to come
// without.
func secured(overTLS bool, next http.Handler) http.Handler {
	always := http.Header{
		"X-Content-Type-Options":       {"nosniff"},
		"Content-Security-Policy":      {"default-src 'none'; frame-ancestors 'none'"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
		"Cross-Origin-Opener-Policy":   {"same-origin"},
		"Referrer-Policy":              {"no-referrer"},
		"Cache-Control":                {"no-store"},
	}
	if overTLS {
		always.Set("Strict-Transport-Security", "max-age=31536000")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		maps.Copy(w.Header(), always)
		next.ServeHTTP(w, q)
	})
}

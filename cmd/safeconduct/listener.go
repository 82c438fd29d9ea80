package main

import (
	"net"

	"github.com/safeconduct/safeconduct/graph/limit"
)

// fairListener leaves some places for others, whoever connects how often: a connection
// more than one client may have is closed.
type fairListener struct {
	net.Listener
	places *limit.Places
}

// Accept implements [net.Listener].
func (l *fairListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		leave, err := l.places.Take(limit.NetworkOf(conn.RemoteAddr().String()))
		if err != nil {
			_ = conn.Close() // there is nobody to tell
			continue
		}
		return &placedConn{conn, leave}, nil
	}
}

// placedConn gives its place back when it is closed.
type placedConn struct {
	net.Conn
	leave func()
}

// Close implements [net.Conn].
func (c *placedConn) Close() error {
	c.leave()
	return c.Conn.Close()
}

package limit_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/graph/limit"
)

// TestClientsAreKnownByTheirNetworks tells addresses apart that are of different clients.
func TestClientsAreKnownByTheirNetworks(t *testing.T) {
	for remote, want := range map[string]string{
		"203.0.113.9:1234": "203.0.113.9", "[::ffff:203.0.113.9]:80": "203.0.113.9", "[::1]:80": "::/64",
		"[2001:db8:1:2:3:4:5:6]:80": "2001:db8:1:2::/64", "[2001:db8:1:2::7]:81": "2001:db8:1:2::/64", "[fe80::1%eth0]:80": "fe80::/64",
		"@": "", "": "", "nobody:80": "nobody",
	} {
		if got := limit.NetworkOf(remote); got != want {
			t.Errorf("%q is known as %q, not %q", remote, got, want)
		}
	}
}

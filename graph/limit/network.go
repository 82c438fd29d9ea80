package limit

import (
	"net"
	"net/netip"
)

// NetworkOf is by what a client without a name is known: the address of HOST:PORT, and of
// an IPv6 address its network, of which each customer of a provider has one.
func NetworkOf(remote string) string {
	host, _, _ := net.SplitHostPort(remote)
	at, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if at = at.Unmap().WithZone(""); at.Is6() {
		return netip.PrefixFrom(at, 64).Masked().String()
	}
	return at.String()
}

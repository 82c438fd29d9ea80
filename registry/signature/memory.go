//go:build !race

package signature

// mostMemory is how many bytes of data a child may take.
const mostMemory = 256 << 20

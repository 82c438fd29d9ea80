//go:build race

package signature

// mostMemory is more here: the race detector, and the threads of its kind of
// program, take memory of their own.
const mostMemory = 1 << 30

//go:build !linux

package main

// refuseDumps does nothing: forbid cores by the means of the system.
func refuseDumps() error { return nil }

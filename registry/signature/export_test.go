package signature

import "time"

// Hasty runs a program for a time of the test's choice.
func Hasty(program string, limit time.Duration) Runner { return Runner{Program: program, limit: limit} }

// Confine is what a child does to itself.
var Confine = confine

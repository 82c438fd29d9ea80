package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// wholeCommands measures commands on a small registry, which it makes, and on a large
// one, which is there.
func wholeCommands(binary, dir, large string, flows int) error {
	tiny := filepath.Join(dir, strconv.Itoa(small))
	if _, err := prepare(binary, tiny, small); err != nil {
		return err
	}
	few, err := measure(binary, tiny, small)
	if err != nil {
		return err
	}
	many, err := measure(binary, large, flows)
	if err != nil {
		return err
	}
	fmt.Printf("a single question at %d flows ÷ at %d: DPA status %.2f, verdict %.2f\n", flows, small, many.dpa/few.dpa, many.verdict/few.verdict)
	return nil
}

// prepare generates a registry with n flows and imports it.
func prepare(binary, dir string, n int) (figures, error) {
	progress("generating %d flows", n)
	files, bytes, err := generate(filepath.Join(dir, "csv"), n)
	if err != nil {
		return figures{}, err
	}
	progress("importing %d MiB of CSV", bytes>>20)
	data := filepath.Join(dir, "data")
	imported, err := command(0, binary, append([]string{"import", "--data", data}, files...)...)
	if err != nil {
		return figures{}, err
	}
	info, err := os.Stat(filepath.Join(data, "registry.db"))
	if err != nil {
		return figures{}, err
	}
	fmt.Printf("%d flows, %d organizations, agreements and certifications, %d MiB of CSV\n", n, n/10, bytes>>20)
	fmt.Printf("  import  %6.1f s  %5d MiB anonymous memory at most  %5d MiB database (%.1f × the CSV)\n\n",
		imported.seconds, imported.memory>>20, info.Size()>>20, float64(info.Size())/float64(bytes))
	return imported, nil
}

// measure verifies, checks and exports n flows and asks about single ones.
func measure(binary, dir string, n int) (pointTimes, error) {
	data := filepath.Join(dir, "data")
	fmt.Printf("%d flows\n", n)
	if err := tellParts(filepath.Join(data, "registry.db")); err != nil {
		return pointTimes{}, err
	}
	verified, err := command(0, binary, "verify", "--data", data)
	if err != nil {
		return pointTimes{}, err
	}
	fmt.Printf("  verify  %6.1f s  %.0f versions of records per second\n", verified.seconds, float64(n+n/10*3)/verified.seconds)
	checked, err := command(1, binary, "check", "--data", data, "--as-of", "2020-07-16", "--format", "json")
	if err != nil {
		return pointTimes{}, err
	}
	fmt.Printf("  check   %6.1f s  %5d MiB anonymous memory at most\n", checked.seconds, checked.memory>>20)
	exported, err := command(0, binary, "export", filepath.Join(dir, "export"), "--data", data)
	if err != nil {
		return pointTimes{}, err
	}
	fmt.Printf("  export  %6.1f s  %5d MiB anonymous memory at most\n", exported.seconds, exported.memory>>20)
	return ask(binary, data, n)
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// wholeCommands measures commands on a small and on a large registry, and tells how
// the large one was imported.
func wholeCommands(binary, dir string, flows int) (imported figures, err error) {
	var points [2]pointTimes
	for i, n := range []int{small, flows} {
		if imported, points[i], err = measure(binary, filepath.Join(dir, strconv.Itoa(n)), n); err != nil {
			return imported, err
		}
	}
	fmt.Printf("a single question at %d flows ÷ at %d: DPA status %.2f, verdict %.2f\n\n",
		flows, small, points[1].dpa/points[0].dpa, points[1].verdict/points[0].verdict)
	return imported, nil
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
	fmt.Printf("\n%d flows, %d organizations, agreements and certifications, %d MiB of CSV\n", n, n/10, bytes>>20)
	fmt.Printf("  import  %6.1f s  %5d MiB anonymous memory at most  %5d MiB database (%.1f × the CSV)\n",
		imported.seconds, imported.memory>>20, info.Size()>>20, float64(info.Size())/float64(bytes))
	return imported, nil
}

// measure imports n flows, checks and exports them and asks about single ones.
func measure(binary, dir string, n int) (imported figures, _ pointTimes, err error) {
	if imported, err = prepare(binary, dir, n); err != nil {
		return imported, pointTimes{}, err
	}
	data := filepath.Join(dir, "data")
	if err := tellParts(filepath.Join(data, "registry.db")); err != nil {
		return imported, pointTimes{}, err
	}
	verified, err := command(0, binary, "verify", "--data", data)
	if err != nil {
		return imported, pointTimes{}, err
	}
	fmt.Printf("  verify  %6.1f s  %.0f versions of records per second\n", verified.seconds, float64(n+n/10*3)/verified.seconds)
	checked, err := command(1, binary, "check", "--data", data, "--as-of", "2020-07-16", "--format", "json")
	if err != nil {
		return imported, pointTimes{}, err
	}
	fmt.Printf("  check   %6.1f s  %5d MiB anonymous memory at most\n", checked.seconds, checked.memory>>20)
	exported, err := command(0, binary, "export", filepath.Join(dir, "export"), "--data", data)
	if err != nil {
		return imported, pointTimes{}, err
	}
	fmt.Printf("  export  %6.1f s  %5d MiB anonymous memory at most\n", exported.seconds, exported.memory>>20)
	points, err := ask(binary, data, n)
	return imported, points, err
}

// Command bench measures the built program as its users meet it: whole commands
// on a generated registry, and questions about single records over HTTP on a
// small and on a large one. It prints figures and judges nothing.
//
// Usage: bench BINARY [FLOWS]
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
)

// small is the registry that the large one is compared with.
const small = 1_000

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("usage: bench BINARY [FLOWS]")
	}
	flows := 1_000_000
	if len(args) > 1 {
		n, err := strconv.Atoi(args[1])
		if err != nil || n < small {
			return fmt.Errorf("%q is no number of flows: expected at least %d", args[1], small)
		}
		flows = n
	}
	dir, err := os.MkdirTemp("", "safeconduct-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("%d cores, %s\n", runtime.NumCPU(), runtime.Version())
	var points [2]pointTimes
	for i, n := range []int{small, flows} {
		if points[i], err = measure(args[0], filepath.Join(dir, strconv.Itoa(n)), n); err != nil {
			return err
		}
	}
	fmt.Printf("a single question at %d flows ÷ at %d: DPA status %.2f, verdict %.2f\n",
		flows, small, points[1].dpa/points[0].dpa, points[1].verdict/points[0].verdict)
	return nil
}

// measure imports n flows, checks and exports them and asks about single ones.
func measure(binary, dir string, n int) (pointTimes, error) {
	files, bytes, err := generate(filepath.Join(dir, "csv"), n)
	if err != nil {
		return pointTimes{}, err
	}
	data := filepath.Join(dir, "data")
	fmt.Printf("\n%d flows, %d organizations, agreements and certifications, %d MiB of CSV\n", n, n/10, bytes>>20)
	imported, err := command(0, binary, append([]string{"import", "--data", data}, files...)...)
	if err != nil {
		return pointTimes{}, err
	}
	info, err := os.Stat(filepath.Join(data, "registry.db"))
	if err != nil {
		return pointTimes{}, err
	}
	fmt.Printf("  import  %6.1f s  %5d MiB anonymous memory at most  %5d MiB database (%.1f × the CSV)\n",
		imported.seconds, imported.memory>>20, info.Size()>>20, float64(info.Size())/float64(bytes))
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

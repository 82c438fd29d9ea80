// Command bench measures the built program as its users meet it, and beside other
// systems that have the same registry and are asked the same questions: DuckDB,
// PostgreSQL, PostGraphile and a server that does as little as can be. It fails where
// their answers differ. Of what takes how long it judges nothing.
//
// With -attacks it sends malicious documents, to a server as gqlgen sets it up, too.
//
// Usage: bench [-check] [-rounds N] [-prepare FOLDER] BINARY [FLOWS] | bench -attacks BINARY
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// small is the registry that the large one is compared with.
const small = 1_000

func main() {
	check := flag.Bool("check", false, "compare answers in few rounds, measure nothing else")
	attacks := flag.Bool("attacks", false, "send malicious documents to BINARY and to a stock server, measure nothing else")
	rounds := flag.Int("rounds", 9, "how often each question is asked; at most 20")
	only := flag.String("prepare", "", "make the registry in this folder, and nothing else")
	flag.Parse()
	err := error(nil)
	if *attacks {
		err = suffer(flag.Args())
	} else {
		err = run(*check, *rounds, *only, flag.Args())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(check bool, rounds int, only string, args []string) error {
	if len(args) == 0 || rounds < 1 || rounds > 20 {
		return fmt.Errorf("usage: bench [-check] [-rounds 1…20] [-prepare FOLDER] BINARY [FLOWS]")
	}
	flows := 1_000_000
	if len(args) > 1 {
		n, err := strconv.Atoi(args[1])
		if err != nil || n < small {
			return fmt.Errorf("%q is no number of flows: expected at least %d", args[1], small)
		}
		flows = n
	}
	if only != "" {
		_, err := prepare(args[0], only, flows)
		return err
	}
	dir, err := os.MkdirTemp("", "safeconduct-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL reads as another user
		return err
	}
	fmt.Printf("%s\n\n", machine())
	c := &contest{of: sized(flows), rounds: rounds, lasting: 2 * time.Second, binary: args[0], dir: filepath.Join(dir, "large")}
	if check {
		c.rounds, c.lasting = 2, 200*time.Millisecond
	}
	if c.imported, err = prepare(c.binary, c.dir, flows); err != nil {
		return err
	}
	if err := build(c.dir); err != nil {
		return err
	}
	if err := c.run(); err != nil || check {
		return err
	}
	return wholeCommands(c.binary, dir, c.dir, flows)
}

// build builds the programs that are part of the bench.
func build(dir string) error {
	out, err := exec.Command("go", "build", "-o", dir, "./tests/bench/inside", "./tests/bench/minimal").CombinedOutput()
	if err != nil {
		return fmt.Errorf("build: %w: %s", err, out)
	}
	return nil
}

var begun = time.Now()

// progress tells on standard error what goes on.
func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%5.0f s  %s\n", time.Since(begun).Seconds(), fmt.Sprintf(format, args...))
}

package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed sql/*.sql
var sqlFiles embed.FS

//go:embed rivals/*.cjs
var scripts embed.FS

// sqlOf is the text of a file of SQL, with its :names replaced.
func sqlOf(name string, replace ...string) string {
	text, err := sqlFiles.ReadFile("sql/" + name + ".sql")
	if err != nil {
		panic(err) // it is embedded
	}
	return strings.NewReplacer(replace...).Replace(string(text))
}

// rivalsFolder is where make installs the packages of rivals/package.json.
const rivalsFolder = ".tools/rivals"

// rivals are the packages of other systems that run on Node.
type rivals struct {
	modules string // their folder
	scripts string // of the sessions
}

// findRivals finds the installed packages and lays the scripts into a folder.
func findRivals(tools, dir string) (*rivals, error) {
	modules, err := filepath.Abs(filepath.Join(tools, "node_modules"))
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(modules); err != nil {
		return nil, fmt.Errorf("the packages of tests/bench/rivals are not installed: %w", err)
	}
	if _, err := exec.LookPath("node"); err != nil {
		return nil, err
	}
	r := &rivals{modules, filepath.Join(dir, "rivals")}
	return r, os.CopyFS(dir, fs.FS(scripts))
}

// node is a script in Node with the packages.
func (r *rivals) node(script string, args ...string) *exec.Cmd {
	c := exec.Command("node", append([]string{filepath.Join(r.scripts, script)}, args...)...)
	c.Env = append(os.Environ(), "NODE_PATH="+r.modules, "NODE_ENV=production", "GRAPHILE_ENV=production")
	return c
}

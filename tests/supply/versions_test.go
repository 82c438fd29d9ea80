// Package supply holds what the project is made of against what is known to be harmful.
package supply

import (
	"encoding/json"
	"os"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// least are the first versions without a weakness that was published, by module. A
// module that is not asked for is none: what is here must hold on the day it comes.
var least = []struct{ module, version, because string }{
	{"github.com/vektah/gqlparser/v2", "v2.5.14", "CVE-2023-49559: many directives take all memory"},
	{"github.com/99designs/gqlgen", "v0.17.9", "websockets leak goroutines and spin"},
	{"github.com/jackc/pgx/v5", "v5.9.2", "CVE-2024-27289, -27304, CVE-2026-33815, -33816, -41889: injection of SQL"},
	{"golang.org/x/mod", "v0.40.0", "CVE-2026-56864, -56865: proofs of a log that are none"},
	{"github.com/xuri/excelize/v2", "v2.11.0", "CVE-2026-54063: a sheet of endless rows"},
	{"github.com/go-jose/go-jose/v4", "v4.1.4", "CVE-2026-34986"},
	{"github.com/golang-jwt/jwt/v5", "v5.2.2", "CVE-2025-30204: a token takes all memory"},
	{"golang.org/x/text", "v0.39.0", "GO-2026-5970"},
	{"go.etcd.io/bbolt", "v1.4.3", "large values crash, and copies are damaged"},
}

// never are modules of which no version is sound.
var never = map[string]string{
	"github.com/jackc/pgproto3/v2": "CVE-2026-32286 has no fix: pgx/v5/pgproto3 takes its place",
	"github.com/golang-jwt/jwt/v4": "CVE-2025-30204: jwt/v5 takes its place",
}

// leastGo is the first Go whose own tools check proofs of a log as they should.
const leastGo = "v1.26.6"

func TestNoDependencyIsKnownToBeVulnerable(t *testing.T) {
	for _, path := range []string{"../../go.mod", "../tools/go.mod"} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faultsOf(t, path, content) {
			t.Error(fault)
		}
	}
	if have := "v" + strings.TrimPrefix(runtime.Version(), "go"); semver.IsValid(have) && semver.Compare(have, leastGo) < 0 {
		t.Errorf("it is built with Go %s: expected %s at least", have, leastGo)
	}
}

// faultsOf are the modules of a go.mod, which lists all that are built, that must not be
// there.
func faultsOf(t *testing.T, path string, content []byte) (faults []string) {
	t.Helper()
	file, err := modfile.Parse(path, content, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, asked := range file.Require {
		if why, is := never[asked.Mod.Path]; is {
			faults = append(faults, path+": "+asked.Mod.Path+": "+why)
		}
		for _, l := range least {
			if asked.Mod.Path == l.module && semver.Compare(asked.Mod.Version, l.version) < 0 {
				faults = append(faults, path+": "+asked.Mod.String()+" is older than "+l.version+": "+l.because)
			}
		}
	}
	return faults
}

func TestAVulnerableDependencyIsFound(t *testing.T) {
	planted := []byte("module m\n\ngo 1.26.0\n\nrequire (\n\tgithub.com/vektah/gqlparser/v2 v2.5.13\n\tgolang.org/x/text v0.39.0-rc.1 // indirect\n\tgithub.com/jackc/pgproto3/v2 v2.3.3\n\tgolang.org/x/mod v0.40.0\n)\n")
	if got := faultsOf(t, "go.mod", planted); len(got) != 3 {
		t.Errorf("of three planted ones %d are found: %q", len(got), got)
	}
}

// TestPackagesOfThePageArePinned: each by its version and the sum of its content, from
// the registry of npm, which the list does not name.
func TestPackagesOfThePageArePinned(t *testing.T) {
	content, err := os.ReadFile("../../web/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct {
			Version, Resolved, Integrity string
		}
	}
	if err := json.Unmarshal(content, &lock); err != nil {
		t.Fatal(err)
	}
	if len(lock.Packages) < 50 {
		t.Fatalf("only %d packages are listed", len(lock.Packages))
	}
	for name, p := range lock.Packages {
		if name != "" && (p.Version == "" || !strings.HasPrefix(p.Integrity, "sha512-") || p.Resolved != "") {
			t.Errorf("%s is not pinned: %+v", name, p)
		}
	}
}

package tests

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/safeconduct/safeconduct/"

// mayKnow says for each package which others of the module it may import
// (ARCHITECTURE.md). A package that is not named may not exist.
var mayKnow = map[string][]string{
	"settings":            {"registry/fault", "registry/sentence"},
	"registry/sentence":   {},
	"registry/civil":      {},
	"registry/fault":      {"registry/sentence"},
	"registry/law":        {"registry/civil", "registry/fault", "registry/sentence"},
	"registry/fact":       {"registry/civil", "registry/fault", "registry/law", "registry/sentence"},
	"registry/basis":      {"registry/civil", "registry/law", "registry/fact", "registry/sentence"},
	"registry/columns":    {"registry/civil", "registry/law", "registry/fact", "registry/basis", "registry/flat"},
	"registry/access":     {"registry/fault", "registry/sentence"},
	"registry/accesslog":  {},
	"registry/flat":       {},
	"registry/pack":       {"registry/civil", "registry/fact", "registry/flat"},
	"registry/xlsx":       {"registry/fault", "registry/sentence"},
	"registry/sheet":      {"registry/civil", "registry/fault", "registry/fact", "registry/law", "registry/sentence", "registry/xlsx"},
	"registry/sample":     {"registry/sheet"},
	"registry/audit":      {"storage"},
	"registry/backup":     {},
	"registry/signature":  {"registry/fact", "registry/fault"},
	"storage":             {},
	"storage/blob":        {"storage"},
	"storage/key":         {},
	"storage/table":       {"storage", "storage/key"},
	"storage/memkv":       {"storage"},
	"storage/boltkv":      {"storage"},
	"storage/storagetest": {"storage"},
	"registry": {
		"registry/access", "registry/accesslog", "registry/civil", "registry/fault", "registry/law", "registry/fact", "registry/basis", "registry/columns", "registry/flat", "registry/pack", "registry/sheet",
		"registry/audit", "registry/backup", "registry/sentence", "registry/signature", "storage", "storage/blob", "storage/key", "storage/table",
	},
	"graph/language":  {"registry/civil", "registry/sentence"},
	"graph/limit":     {"registry/fault", "registry/sentence"},
	"graph/scalar":    {"graph/language", "registry/civil", "registry/fault", "registry/fact", "registry/law", "registry/sentence", "registry/sheet"},
	"graph/signin":    {"registry/access", "registry/fault"},
	"graph/generated": {"graph/scalar", "graph/signin", "registry", "registry/access", "registry/civil", "registry/fact", "registry/basis", "registry/law", "registry/sentence", "registry/sheet"},
	"graph": {
		"graph/generated", "graph/language", "graph/limit", "graph/scalar", "graph/signin", "registry", "registry/access", "registry/accesslog", "registry/civil", "registry/fact", "registry/fault", "registry/law", "registry/sentence", "registry/sheet",
		"web",
	},
	"web": {},
	"cmd/safeconduct": {
		"web", "graph", "graph/limit", "graph/scalar", "graph/signin", "registry", "registry/access", "registry/accesslog", "registry/backup", "registry/civil", "registry/fault", "registry/law", "registry/sample", "registry/sentence", "registry/sheet", "registry/signature",
		"settings", "storage", "storage/blob", "storage/boltkv", "storage/memkv", "registry/basis",
	},
	"tests/naive":  {},
	"tests/schema": {},
	"tests/report": {},
	"tests/attack": {},
	"tests/bench":  {"tests/attack"},
	"tests/bench/inside": {
		"graph", "graph/signin", "registry", "registry/access", "registry/civil", "registry/law", "storage/blob", "storage/boltkv",
	},
	"tests/bench/minimal":           {"tests/bench/minimal/generated"},
	"tests/bench/minimal/generated": {},
	"tests/faults":                  {},
	"tests/provider":                {},
	"tests/provider/serve":          {"tests/provider"},
	"tests/supply":                  {},
}

// pure are the packages that know nothing but the standard library.
var pure = []string{"registry/accesslog", "registry/civil", "registry/flat", "registry/sentence", "storage", "storage/blob", "web"}

func TestNoArrowPointsUp(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "../...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for packages := json.NewDecoder(bytes.NewReader(out)); packages.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := packages.Decode(&p); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		if name == "tests" {
			continue
		}
		allowed, known := mayKnow[name]
		if !known {
			t.Errorf("%s has no place in the house: give it one here and in ARCHITECTURE.md", name)
		}
		for _, path := range p.Imports {
			inner, own := strings.CutPrefix(path, module)
			switch {
			case own && !slices.Contains(allowed, inner):
				t.Errorf("%s may not know %s", name, inner)
			case !own && slices.Contains(pure, name) && strings.Contains(path, "."):
				t.Errorf("%s may only know the standard library, not %s", name, path)
			}
		}
	}
}

func TestTheReferenceOfTheSettingsIsCurrent(t *testing.T) {
	want, err := os.ReadFile("../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	if got := mustRun(t, "config", "reference").stdout; got != string(want) {
		t.Error("docs/configuration.md is not what safeconduct config reference prints: run make generate")
	}
}

func TestTheTableOfRolesIsCurrent(t *testing.T) {
	want, err := os.ReadFile("../docs/roles.md")
	if err != nil {
		t.Fatal(err)
	}
	if got := mustRun(t, "roles").stdout; got != string(want) {
		t.Error("docs/roles.md is not what safeconduct roles prints: run make generate")
	}
}

// longest is how many lines a file may have before it holds two concepts.
const longest = 400

func TestFilesAreOfOneConcept(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "generated" || strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2):
			return filepath.SkipDir
		case filepath.Ext(path) != ".go":
			return nil
		}
		content, err := os.ReadFile(path)
		if lines := bytes.Count(content, []byte("\n")); lines > longest {
			t.Errorf("%s has %d lines: think again above %d", path, lines, longest)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheReportIsCurrent(t *testing.T) {
	want, err := os.ReadFile("../docs/vendors.md")
	if err != nil {
		t.Fatal(err)
	}
	if got := mustRun(t, "demo", "--report").stdout; got != string(want) {
		t.Error("docs/vendors.md is not what safeconduct demo --report prints: run make generate")
	}
}

package settings

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/safeconduct/safeconduct/registry/fault"
)

var table = Table{
	{Name: "text", Kind: Text, Default: "as it was"},
	{Name: "size", Kind: Number, Default: "1"},
	{Name: "sure", Kind: YesNo, Default: "false"},
	{Name: "names", Kind: List, Separator: ",", Default: "a,b", Check: isShort},
	{Name: "key-file", Kind: Path},
	{Name: "key", Kind: Secret},
}

func isShort(text string) error {
	if len(text) > 9 {
		return errors.New("is too long")
	}
	return nil
}

// command is a command with every setting.
type command struct {
	flags      *pflag.FlagSet
	text, file string
	size       int64
	sure       bool
	names      []string
}

func newCommand() *command {
	c := &command{flags: pflag.NewFlagSet("", pflag.ContinueOnError)}
	table.Add(c.flags, "text", &c.text)
	table.Add(c.flags, "size", &c.size)
	table.Add(c.flags, "sure", &c.sure)
	table.Add(c.flags, "names", &c.names)
	table.Add(c.flags, "key-file", &c.file)
	return c
}

// holding is an environment.
func holding(pairs ...string) Environment {
	return func(name string) (string, bool) {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1], true
			}
		}
		return "", false
	}
}

func TestAFlagGivenTwiceAddsToItsListAndNotToTheDefault(t *testing.T) {
	c := newCommand()
	if !slices.Equal(c.names, []string{"a", "b"}) {
		t.Errorf("by default %q", c.names)
	}
	if err := c.flags.Parse([]string{"--names", "c, d", "--names=e", "--sure"}); err != nil {
		t.Fatal(err)
	}
	if err := table.Resolve(c.flags, holding("SAFECONDUCT_NAMES", "x", "SAFECONDUCT_SIZE", "7")); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.names, []string{"c", "d", "e"}) || !c.sure || c.size != 7 || c.text != "as it was" {
		t.Errorf("%+v", c)
	}
}

func TestAFaultNamesWhereItIsFromAndLeavesTheDefault(t *testing.T) {
	c := newCommand()
	err := table.Resolve(c.flags, holding("SAFECONDUCT_SIZE", "many", "SAFECONDUCT_NAMES", "a,more than nine", "SAFECONDUCT_SURE", "y"))
	want := `SAFECONDUCT_NAMES: is too long (value "a,more than nine")
SAFECONDUCT_SIZE: is no whole number (value "many")
SAFECONDUCT_SURE: is neither true nor false (value "y")`
	if err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
	if c.size != 1 || c.sure || !slices.Equal(c.names, []string{"a", "b"}) {
		t.Errorf("%+v", c)
	}
	told := FlagFault(c.flags.Parse([]string{"--size", "few"}))
	if told == nil || told.Error() != `--size: is no whole number (value "few")` {
		t.Errorf("%v", told)
	}
}

func TestAFileThatIsNotThereIsTold(t *testing.T) {
	c := newCommand()
	err := table.Resolve(c.flags, holding("SAFECONDUCT_CONFIG", filepath.Join(t.TempDir(), "none")))
	if err == nil || !strings.Contains(err.Error(), "--config: cannot be read: no such file or directory") {
		t.Errorf("%v", err)
	}
}

// FuzzAFile reads whatever stands in a file: it ends, each fault has its place, and a
// value that was taken is sound.
func FuzzAFile(f *testing.F) {
	for _, text := range []string{"text: a\nsize: 3\n", "names: [a, b]\n", "names:\n  - a\n  - {b: c}\n", "key: x\n", "a: &b c\n<<: *b\n", "---\n---\n", "? [a]\n: b\n", "text: |\n  a\n", "\ttext: a", "sure: !!bool yes", "text: \"\\x\"", "- a", "text:", "{text: a, text: b}"} {
		f.Add(text)
	}
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(folder, "settings.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c := newCommand()
		err := table.Resolve(c.flags, holding("SAFECONDUCT_CONFIG", path))
		var faults fault.List
		if err != nil && !errors.As(err, &faults) {
			t.Fatalf("%q: %v is no list of faults", text, err)
		}
		for _, one := range faults {
			if one.Place == nil || one.Place.Line < 1 || one.Place.Column < 1 || strings.ContainsAny(one.Error(), "\n\x00") {
				t.Errorf("%q: %q has no place in one line", text, one.Error())
			}
		}
		for _, name := range c.names {
			if len(name) > 9 {
				t.Errorf("%q: %q was taken", text, name)
			}
		}
	})
}

package settings

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// The file of settings is named by a flag or in the environment only. One that a data
// folder brought with it would tell the program where to show its token.
const (
	fileFlag     = "config"
	fileVariable = prefix + "CONFIG"
)

// Environment is what a process was given: os.LookupEnv.
type Environment func(name string) (string, bool)

// Resolve gives the settings of a command that no flag gave their values: from the
// environment, else from the file of settings, else the default. What is empty in the
// environment is not there. The error is a fault.List of every fault in the file and
// in the variables that the command asks; what is at fault keeps its default.
func (t Table) Resolve(flags *pflag.FlagSet, env Environment) error {
	if flags.Lookup(fileFlag) == nil {
		return nil // the command has no settings
	}
	path, _ := flags.GetString(fileFlag)
	if path == "" {
		path, _ = env(fileVariable)
	}
	found, faults := t.read(path)
	flags.VisitAll(func(flag *pflag.Flag) {
		v, isSetting := flag.Value.(*value)
		if !isSetting || v.from == ByFlag {
			return
		}
		if text, _ := env(v.of.Variable()); text != "" {
			faults.Add(v.take(ByEnvironment, nil, v.of.split(text)))
		} else if e, inFile := found[v.of.Name]; inFile {
			faults.Add(v.take(ByFile, e.place, e.itemsFor(v.of, filepath.Dir(path))))
		}
	})
	faults.Sort()
	return faults.Err()
}

// take sets the value from a source.
func (v *value) take(from Source, place *fault.Place, items []string) *fault.Error {
	v.from, v.place = from, place
	if err := v.put(items); err != nil {
		return v.fault(strings.Join(items, v.of.Separator), "%s", err)
	}
	return nil
}

// itemsFor are the items of an entry for a setting; a path is taken from a folder.
func (e entry) itemsFor(s *Setting, folder string) []string {
	if s.Kind != Path || e.items[0] == "" || filepath.IsAbs(e.items[0]) {
		return e.items
	}
	return []string{filepath.Join(folder, e.items[0])}
}

// Strangers are the names in an environment that begin like those of settings and are
// none, each with what may be meant. They are no faults: orchestrators set such names.
func (t Table) Strangers(environ []string) (told []string) {
	known := []string{fileVariable}
	for _, s := range t {
		known = append(known, s.Variable())
	}
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, prefix) && !slices.Contains(known, name) {
			told = append(told, name+" is no setting"+didYouMean(name, known))
		}
	}
	return told
}

// didYouMean compares names without what they all begin with.
func didYouMean(name string, known []string) string {
	var bare []string
	for _, one := range known {
		bare = append(bare, strings.TrimPrefix(one, prefix))
	}
	if near := fault.Nearest(strings.TrimPrefix(name, prefix), bare); near != "" {
		return ", did you mean " + prefix + near + "?"
	}
	return ""
}

package naive

import (
	"io/fs"
	"math/rand/v2"

	"github.com/goccy/go-yaml"
)

// RandomLaw changes at random what limits the instruments of a law: the sectors of both
// parties, the roles for which clauses, addenda and binding rules are made, and whether
// a module needs an assessment. It gives the entries that it changed, whole, as a file
// to be laid over the law: always the same for the same seed, always one that the lint
// accepts.
func RandomLaw(seed uint64, law fs.FS) ([]byte, error) {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x1a3))}
	names, err := fs.Glob(law, "*.yaml")
	if err != nil {
		return nil, err
	}
	changed := map[string]any{}
	for _, name := range names {
		text, err := fs.ReadFile(law, name)
		if err != nil {
			return nil, err
		}
		var sections map[string]any
		if err := yaml.Unmarshal(text, &sections); err != nil {
			return nil, err
		}
		for _, section := range limited {
			changed[section] = append(entriesOf(changed[section]), g.limitSome(section, entriesOf(sections[section]))...)
		}
	}
	return yaml.Marshal(changed)
}

// limited are the sections whose entries say for whom they are.
var limited = []string{"adequacy", "frameworks", "clauses", "binding_rules", "other_safeguards"}

func entriesOf(section any) []any {
	entries, _ := section.([]any)
	return entries
}

// limitSome changes some of the entries of a section, and gives those.
func (g *generator) limitSome(section string, entries []any) (changed []any) {
	for _, e := range entries {
		entry, isEntry := e.(map[string]any)
		if !isEntry || !g.chance(60) {
			continue
		}
		switch section {
		case "clauses":
			g.limitClauses(entry)
		case "binding_rules":
			entry["exporter_roles"] = some(g, 2, words("C P"))
		default:
			entry["scope"] = g.scope()
		}
		changed = append(changed, entry)
	}
	return changed
}

// scope names some sectors of importers, of exporters, of both, or of none.
func (g *generator) scope() map[string]any {
	scope := map[string]any{}
	for _, field := range words("sectors exporter_sectors") {
		if g.chance(40) {
			scope[field] = some(g, 2, words("COMMERCIAL PUBLIC NONPROFIT"))
		}
	}
	return scope
}

// limitClauses changes the modules of a set; of a set without any, of an addendum and of
// processor terms the roles.
func (g *generator) limitClauses(entry map[string]any) {
	modules := entriesOf(entry["modules"])
	for _, m := range modules {
		if module, isModule := m.(map[string]any); isModule {
			module["assessment"] = pick(g, "always", "only where the data is of some kind")
			module["art28"] = g.chance(50)
		}
	}
	if len(modules) == 0 {
		entry["roles"] = some(g, 4, []any{words("C C"), words("C P"), words("P P"), words("P C")})
	}
}

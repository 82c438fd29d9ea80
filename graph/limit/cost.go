package limit

import (
	"math"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Cost is what a validated operation may cost at most, with these variables: each
// field once for each thing of each list in which it stands. What cannot be told
// any more is [math.MaxInt64].
func Cost(operation *ast.OperationDefinition, variables map[string]any) int64 {
	m := metering{variables, map[*ast.FragmentDefinition]int64{}}
	return m.selection(operation.SelectionSet)
}

// CheckCost refuses what costs more than [MostCost], with TOO_COMPLEX.
func CheckCost(cost int64) error {
	if cost > MostCost {
		return fault.New(fault.TooComplex, "the operation may cost %d: expected at most %d; ask for fewer things at a time (first), or for less of each", cost, MostCost)
	}
	return nil
}

// metering adds up costs, each fragment once.
type metering struct {
	variables map[string]any
	known     map[*ast.FragmentDefinition]int64
}

func (m *metering) selection(set ast.SelectionSet) (cost int64) {
	for _, selected := range set {
		switch s := selected.(type) {
		case *ast.Field:
			cost = plus(cost, plus(m.weight(s), times(m.length(s), m.selection(s.SelectionSet))))
		case *ast.InlineFragment:
			cost = plus(cost, m.selection(s.SelectionSet))
		case *ast.FragmentSpread:
			cost = plus(cost, m.fragment(s.Definition))
		}
	}
	return cost
}

func (m *metering) fragment(f *ast.FragmentDefinition) int64 {
	cost, known := m.known[f]
	if !known {
		cost = m.selection(f.SelectionSet)
		m.known[f] = cost
	}
	return cost
}

func (m *metering) weight(f *ast.Field) int64 {
	if f.ObjectDefinition.Name == "Mutation" && mayBeDry(f) {
		return dryRun
	}
	name := f.ObjectDefinition.Name + "." + f.Name
	weight, is := Weights[name]
	if !is {
		weight = 1
	}
	switch name {
	case "Query.series":
		weight = plus(weight, m.counts(f))
	case "Query.customers", "Query.organizations":
		if len(m.text(f, "search")) < fewLetters {
			weight = plus(weight, shortSearch)
		}
	}
	return plus(weight, m.arguments(name, f.Arguments))
}

// mayBeDry reports whether a mutation may be run dry, whatever its variables say.
func mayBeDry(f *ast.Field) bool {
	dry := f.Arguments.ForName("dryRun")
	return dry != nil && (dry.Value.Kind != ast.BooleanValue || dry.Value.Raw != "false")
}

// plus and times never overflow: what is too much stays too much.

func plus(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

func times(a, b int64) int64 {
	if b > 0 && a > math.MaxInt64/b {
		return math.MaxInt64
	}
	return a * b
}

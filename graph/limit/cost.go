package limit

import (
	"encoding/json"
	"math"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// MostCost is what one operation may cost. One is about a microsecond's work.
const MostCost = 2_000_000

// usualLength is how many things are expected in a list that has no page.
const usualLength = 10

// hypothesis is what it costs to suppose something: every flow may be decided anew, and
// what becomes of each takes memory while it is asked about, so that an operation has
// room for four.
const hypothesis = 400_000

// Weights are what questions cost that look at more than they answer; any other
// field costs 1.
var Weights = map[string]int64{
	"Query.summary":       2_000,
	"Query.flows":         500,
	"Query.deadlines":     10_000,
	"Query.series":        5_000,
	"Query.scenario":      hypothesis,
	"Query.asKnownAt":     hypothesis, // likewise, of an earlier state
	"Query.flagsSince":    50_000,
	"Query.remedies":      50_000,
	"Query.flagGroups":    50_000,
	"Query.history":       200,
	"Query.accessLog":     20_000,
	"Query.organizations": 200,
	"Query.customers":     100,
	"Impact.remedies":     50_000,
	"Flow.remedies":       1_000,
	"FlagGroup.mendings":  1_000,
	"Flow.verdict":        20,
	"Flow.timeline":       20,
	"Hit.before":          20,
	"Hit.after":           20,
	"Impact.flowsHit":     500,
	"Impact.groups":       10_000,
	"Scenario.falls":      10_000,

	"Subscription.flagsChanged": 500, // each time that something was written

	"SavedScenario.scenario": hypothesis,
	"SavedScenario.now":      hypothesis,
	"SavedScenario.compare":  2 * hypothesis,
	"Mutation.saveScenario":  50_000,
	"Mutation.snoozeFlags":   20_000,
	"Changed.effect":         50_000, // of a dry run, which decides what would be touched
}

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
			cost = plus(cost, plus(weightOf(s), times(m.length(s), m.selection(s.SelectionSet))))
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

func weightOf(f *ast.Field) int64 {
	if f.ObjectDefinition.Name == "Mutation" && mayBeDry(f) {
		return dryRun
	}
	if weight, is := Weights[f.ObjectDefinition.Name+"."+f.Name]; is {
		return weight
	}
	return 1
}

// dryRun is what it costs to try a mutation: what it would touch is decided, beside all
// that is.
const dryRun = 50_000

// mayBeDry reports whether a mutation may be run dry, whatever its variables say.
func mayBeDry(f *ast.Field) bool {
	dry := f.Arguments.ForName("dryRun")
	return dry != nil && (dry.Value.Kind != ast.BooleanValue || dry.Value.Raw != "false")
}

// length is for how many things a field's selection is answered.
func (m *metering) length(f *ast.Field) int64 {
	if page := f.Definition.Arguments.ForName("first"); page != nil {
		return m.page(f.Arguments.ForName("first"), page.DefaultValue)
	}
	for _, named := range []string{"ids", "flags", "flows"} { // one thing for each that is given
		if given := f.Arguments.ForName(named); given != nil {
			return m.given(given.Value)
		}
	}
	if f.Definition.Type.Elem == nil || strings.HasSuffix(f.ObjectDefinition.Name, "Connection") {
		return 1 // the things of a page were counted where the page is asked for
	}
	return usualLength
}

// page is how many things a page has at most.
func (m *metering) page(asked *ast.Argument, usual *ast.Value) int64 {
	for _, value := range []any{m.value(asked), m.literal(usual)} {
		switch n := value.(type) {
		case int64:
			return max(n, 1)
		case int:
			return max(int64(n), 1)
		case json.Number:
			if whole, err := n.Int64(); err == nil {
				return max(whole, 1)
			}
		}
	}
	return usualLength
}

func (m *metering) value(a *ast.Argument) any {
	if a == nil {
		return nil
	}
	return m.literal(a.Value)
}

func (m *metering) literal(v *ast.Value) any {
	if v == nil {
		return nil
	}
	value, err := v.Value(m.variables)
	if err != nil {
		return nil
	}
	return value
}

// given is how many values a list has that is given.
func (m *metering) given(list *ast.Value) int64 {
	if all, is := m.literal(list).([]any); is {
		return max(int64(len(all)), 1)
	}
	return 1
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

package limit

import "github.com/vektah/gqlparser/v2/ast"

// arguments is what a field costs more for what it is narrowed by: by each value of a
// list, and by what has it look at more.
func (m *metering) arguments(field string, given ast.ArgumentList) (cost int64) {
	for _, argument := range given {
		if argument.Name == "filter" {
			cost = plus(cost, m.filter(argument.Value))
		} else if weight, is := ArgumentWeights[field+"."+argument.Name]; is {
			value, _ := m.literal(argument.Value)
			cost = plus(cost, narrowed(value, weight))
		}
	}
	return cost
}

// filter is what a filter of flows costs. One that is not understood is read by nobody.
func (m *metering) filter(given *ast.Value) (cost int64) {
	value, _ := m.literal(given)
	fields, _ := value.(map[string]any)
	for name, value := range fields {
		cost = plus(cost, narrowed(value, ArgumentWeights["FlowFilter."+name]))
	}
	return cost
}

// narrowed is what it costs to narrow by a value, and more where it is given; text and
// lists without anything in them narrow nothing.
func narrowed(by any, more int64) int64 {
	values := valuesOf(by)
	if by == "" || values == 0 {
		return 0
	}
	return plus(more, times(perValue, values))
}

package tests

import "strings"

// widest is how long a line of an answer may be on a page before it is broken.
const widest = 110

// readable is JSON as a page prints it: what is short stands in one line, members of
// what is long have a line each.
func readable(compact, indent string) string {
	if len(compact)+len(indent) <= widest || !strings.ContainsAny(compact[:1], "{[") {
		return compact
	}
	name := ""
	lines := []string{compact[:1]}
	for _, member := range members(compact[1 : len(compact)-1]) {
		if compact[0] == '{' {
			var value string
			name, value, _ = strings.Cut(member, ":")
			name, member = name+": ", value
		}
		lines = append(lines, indent+"  "+name+readable(member, indent+"  ")+",")
	}
	last := len(lines) - 1
	lines[last] = strings.TrimSuffix(lines[last], ",")
	return strings.Join(append(lines, indent+compact[len(compact)-1:]), "\n")
}

// members are the members of an object or an array: what lies between commas that
// stand in no string and no brackets.
func members(inside string) (all []string) {
	depth, quoted, from := 0, false, 0
	for i := 0; i < len(inside); i++ {
		switch c := inside[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		case c == ',' && depth == 0:
			all, from = append(all, inside[from:i]), i+1
		}
	}
	return append(all, inside[from:])
}

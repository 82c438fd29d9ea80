package main

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// fallen are the instruments that are supposed to fall, with their bits in
// sql/law.sql.
var fallen = []struct{ name, id, bit string }{
	{"the EU-US DPF", "eu-us-dpf", "16"},
	{"the clauses of 2021", "scc-2021", "256"},
}

// whatIf asks which flows lose their last basis if an instrument falls, by origin.
func whatIf(name, instrument, bit string) question {
	return question{"what if " + name + " fell: flows without a basis, by origin", func(round int) asking {
		day := dayOf(2026, 3, 1, round)
		return asking{
			graph: []string{fmt.Sprintf(`{ scenario(changes: [{invalidate: {instrument: %q, on: %q}}]) { impact(asOf: %q) { byOrigin { origin newlyWithoutBasis } } } }`,
				instrument, day, day)},
			facts:       []string{sqlOf("whatif-facts", ":day", day, ":instrument", instrument)},
			precomputed: []string{sqlOf("whatif-precomputed", ":day", day, ":bit", bit)},
		}
	}, readImpact}
}

func readImpact(body json.RawMessage) (rows [][]string, err error) {
	var data struct {
		Scenario struct {
			Impact struct {
				ByOrigin []struct {
					Origin            string
					NewlyWithoutBasis int
				}
			}
		}
	}
	err = dataOf(body, &data)
	for _, of := range data.Scenario.Impact.ByOrigin {
		rows = append(rows, []string{of.Origin, strconv.Itoa(of.NewlyWithoutBasis)})
	}
	return rows, err
}

package main

import (
	"fmt"
	"strings"
)

// change ends a certification in each round and asks for the counts of a day: how
// long it takes until an answer reflects what was written, durably.
func change(r registryOf) question {
	running := runningCertifications(r)
	return question{"one certification ends; count by status", func(round int) asking {
		c := running[round%len(running)]
		count := countOn(filters[0], "2026-03-01")
		return asking{
			graph: append([]string{fmt.Sprintf(`mutation { endCertification(externalId: %q, endedOn: "2026-02-01", endedReason: LAPSED) { record { id } } }`, c.id)}, count.graph...),
			precomputed: append([]string{
				"BEGIN", sqlOf("change", ":certification", c.id, ":importer", c.organization),
				sqlOf("stretches", ":due", "p.importer = '"+c.organization+"'"), "COMMIT",
			}, count.precomputed...),
		}
	}, readSeries}
}

type certification struct{ id, organization string }

// runningCertifications are some in the EU-US DPF that nobody has ended.
func runningCertifications(r registryOf) (found []certification) {
	for i := 0; i < r.organizations && len(found) < 100; i++ {
		cells := strings.Split(r.certification(i), ",")
		if cells[2] == "eu-us-dpf" && cells[6] == "" {
			found = append(found, certification{cells[0], cells[1]})
		}
	}
	return found
}

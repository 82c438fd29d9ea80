package main

import (
	"encoding/json"
	"fmt"
)

// page asks for the first flagged flows. Safeconduct gives their verdicts with
// reasons and citations, too; from SQL comes the status alone.
func page() question {
	return question{"first 50 flagged flows with their verdicts", func(round int) asking {
		day := dayOf(2020, 7, 16, round)
		return asking{
			graph:       []string{fmt.Sprintf(`{ flows(filter: {status: [NO_VALID_BASIS]}, asOf: %q, first: 50) { nodes { externalId verdict(asOf: %q) { status reasons { code message citation } } } } }`, day, day)},
			facts:       []string{sqlOf("page-facts", ":day", day)},
			precomputed: []string{sqlOf("page-precomputed", ":day", day)},
		}
	}, readPage}
}

func readPage(body json.RawMessage) (rows [][]string, err error) {
	var data struct {
		Flows struct {
			Nodes []struct {
				ExternalID string
				Verdict    struct{ Status string }
			}
		}
	}
	err = dataOf(body, &data)
	for _, flow := range data.Flows.Nodes {
		rows = append(rows, []string{flow.ExternalID, flow.Verdict.Status})
	}
	return rows, err
}

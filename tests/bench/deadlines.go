package main

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// deadlines asks what ends or falls due in a year, the first thousand of it, each
// with the flows that hang on it and those that would then be without a basis. Of
// the years asked about, the law itself ends nothing.
func deadlines() question {
	return question{"first 1,000 deadlines of a year, with the flows that hang on each", func(round int) asking {
		from, through := dayOf(2018, 9, 1, round), dayOf(2019, 8, 31, round)
		return asking{
			graph:       []string{fmt.Sprintf(`{ deadlines(from: %q, through: %q, first: 1000) { totalCount nodes { date kind evidence flowsAffected flowsWithoutBasis } } }`, from, through)},
			precomputed: []string{sqlOf("deadlines", ":from", from, ":through", through)},
		}
	}, readDeadlines}
}

func readDeadlines(body json.RawMessage) (rows [][]string, err error) {
	var data struct {
		Deadlines struct {
			TotalCount int
			Nodes      []struct {
				Date, Kind, Evidence             string
				FlowsAffected, FlowsWithoutBasis int
			}
		}
	}
	err = dataOf(body, &data)
	for _, d := range data.Deadlines.Nodes {
		rows = append(rows, []string{
			strconv.Itoa(data.Deadlines.TotalCount), d.Date, d.Kind, d.Evidence, strconv.Itoa(d.FlowsAffected), strconv.Itoa(d.FlowsWithoutBasis),
		})
	}
	return rows, err
}

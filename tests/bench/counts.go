package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// filter is a filter of flows in both languages.
type filter struct {
	name, graph        string
	facts, precomputed string // conditions of SQL
}

var filters = []filter{
	{"all", "{}", "TRUE", "TRUE"},
	{
		"of an origin and a destination", `{origin: ["DE"], destination: ["US"]}`,
		"o.country = 'DE' AND i.country = 'US'",
		"s.origin = (SELECT n FROM country WHERE code = 'DE') AND s.destination = (SELECT n FROM country WHERE code = 'US')",
	},
	{
		"of two origins and a product", `{origin: ["FR", "GB"], product: ["Product 3"]}`,
		"o.country IN ('FR', 'GB') AND f.product = 'Product 3'",
		"s.origin IN (SELECT n FROM country WHERE code IN ('FR', 'GB')) AND s.product = (SELECT n FROM product WHERE name = 'Product 3')",
	},
	{
		"of a customer", `{customer: ["` + customerID(7) + `"]}`,
		"f.customer = '" + customerID(7) + "'",
		"s.customer = (SELECT n FROM organization WHERE id = '" + customerID(7) + "')",
	},
}

// counts counts flows by status on a day.
func counts(f filter) question {
	return question{"count by status on a day: " + f.name, func(round int) asking {
		day := dayOf(2020, 7, 16, round)
		asked := countOn(f, day)
		if f == filters[0] {
			asked.direct = []string{"count " + day}
		}
		return asked
	}, readSeries}
}

func countOn(f filter, day string) asking {
	return asking{
		graph:       []string{fmt.Sprintf(`{ series(from: %q, through: %q, step: DAY, by: STATUS, filter: %s) { days lines { name counts } } }`, day, day, f.graph)},
		facts:       []string{sqlOf("count-facts", ":day", day, ":filter", f.facts)},
		precomputed: []string{sqlOf("count-precomputed", ":day", day, ":filter", f.precomputed)},
	}
}

// dayOf is a day for a round.
func dayOf(year int, month time.Month, day, round int) string {
	return written(time.Date(year, month, day+round, 0, 0, 0, 0, time.UTC))
}

// monthly counts flows by status for thirty years, month by month.
func monthly(f filter) question {
	return question{"thirty years by month, by status: " + f.name, func(round int) asking {
		from, through := dayOf(2000, 1, 1, round), dayOf(2029, 12, 1, round)
		return asking{
			graph:       []string{fmt.Sprintf(`{ series(from: %q, through: %q, step: MONTH, by: STATUS, filter: %s) { days lines { name counts } } }`, from, through, f.graph)},
			precomputed: []string{sqlOf("months-precomputed", ":from", from, ":steps", "359", ":filter", f.precomputed)},
		}
	}, readSeries}
}

// readSeries makes a row of each day and status with its count; what is 0 is left
// out, as groups of SQL do.
func readSeries(body json.RawMessage) (rows [][]string, err error) {
	var data struct {
		Series struct {
			Days  []string
			Lines []struct {
				Name   string
				Counts []int
			}
		}
	}
	if err := dataOf(body, &data); err != nil {
		return nil, err
	}
	for i, day := range data.Series.Days {
		for _, line := range data.Series.Lines {
			if line.Counts[i] > 0 {
				rows = append(rows, []string{day, line.Name, strconv.Itoa(line.Counts[i])})
			}
		}
	}
	return rows, nil
}

package naive

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

// row is one row of a file by column; an absent column reads as empty.
type row map[string]string

// ReadCSV builds a registry from the files of the contract, named by their
// base names. The files are taken to be valid; a missing file is an empty one.
func ReadCSV(files map[string][]byte) (*Registry, error) {
	rows := map[string][]row{}
	for name, text := range files {
		read, err := readRows(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		rows[name] = read
	}
	r := &reader{reg: &Registry{
		organizations:  map[string]*organization{},
		flows:          map[string]*flow{},
		agreements:     map[pair][]*agreement{},
		assessments:    map[pair][]*assessment{},
		certifications: map[string][]*certification{},
		rules:          map[string][]*bindingRules{},
	}}
	each(rows["organizations.csv"], r.organization)
	each(rows["agreements.csv"], r.agreement)
	each(rows["certifications.csv"], r.certification)
	each(rows["binding_rules.csv"], r.bindingRules)
	each(rows["assessments.csv"], r.assessment)
	each(rows["flows.csv"], r.flow)
	r.reg.days = sortedDays(r.reg.days)
	return r.reg, r.err
}

func each(rows []row, add func(row)) {
	for _, one := range rows {
		add(one)
	}
}

func readRows(text []byte) ([]row, error) {
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil || len(records) == 0 {
		return nil, err
	}
	var rows []row
	for _, record := range records[1:] {
		one := row{}
		for i, column := range records[0] {
			one[strings.Trim(column, " \t")] = strings.Trim(record[i], " \t")
		}
		rows = append(rows, one)
	}
	return rows, nil
}

// items splits a list cell; empty items and repetitions are ignored.
func items(cell, separator string) []string {
	var found []string
	for item := range strings.SplitSeq(cell, separator) {
		item = strings.Trim(item, " \t")
		if item != "" && !slices.Contains(found, item) {
			found = append(found, item)
		}
	}
	return found
}

func orDefault(cell, fallback string) string {
	if cell == "" {
		return fallback
	}
	return cell
}

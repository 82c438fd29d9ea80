package main

import (
	"path/filepath"
	"time"
)

// duckdb is a DuckDB with the registry: its facts and what was made of them
// beforehand.
type duckdb struct {
	*session
	load, precompute time.Duration
}

func startDuckDB(r *rivals, dir, csv string) (*duckdb, error) {
	begun := time.Now()
	s, err := startSession(r.node("duckdb.cjs", filepath.Join(dir, "duck.db")))
	if err != nil {
		return nil, err
	}
	d := &duckdb{session: s}
	if _, err := s.ask(sqlOf("duckdb-load", ":csv", csv)); err != nil {
		return nil, err
	}
	d.load = time.Since(begun)
	begun = time.Now()
	for _, script := range []string{sqlOf("law"), sqlOf("evidence"), sqlOf("tables"), sqlOf("stretches", ":due", "TRUE"), "CHECKPOINT"} {
		if _, err := s.ask(script); err != nil {
			return nil, err
		}
	}
	d.precompute = time.Since(begun)
	return d, nil
}

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// contest is what is compared on one registry.
type contest struct {
	of      registryOf
	rounds  int
	lasting time.Duration // of each closed loop
	binary  string
	dir     string

	imported figures
	ours     *safeconduct
	rivals   *rivals
	duck     *duckdb
	postgres *postgres
}

// questions are asked in this order: the last one changes the registry.
func (c *contest) questions() []question {
	var all []question
	for _, f := range filters {
		all = append(all, counts(f))
	}
	all = append(all, monthly(filters[0]), monthly(filters[1]))
	for _, f := range fallen {
		all = append(all, whatIf(f.name, f.id, f.bit))
	}
	return append(all, page(), deadlines(), change(c.of))
}

// run starts everybody, asks and prints.
func (c *contest) run() (err error) {
	if c.ours, err = serve(c.binary, c.data()); err != nil {
		return err
	}
	first := c.ours.started
	if err := c.ours.end(); err != nil {
		return err
	}
	if c.ours, err = serve(c.binary, c.data()); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.end()) }()
	if err := c.startRivals(); err != nil {
		return err
	}
	progress("asking over HTTP and through clients")
	over := []contestant{{"Safeconduct over HTTP", c.ours.ask, graphQL}}
	if err := c.ask(append(over, c.databases()...), 0); err != nil {
		return err
	}
	c.printLoads(first)
	if err := c.lookUps(); err != nil {
		return err
	}
	return c.askInside()
}

func (c *contest) data() string { return filepath.Join(c.dir, "data") }
func (c *contest) csv() string  { return filepath.Join(c.dir, "csv") }

// startRivals starts those that are installed and says which are not.
func (c *contest) startRivals() (err error) {
	if c.rivals, err = findRivals(rivalsFolder, c.dir); err != nil {
		progress("NOT RUN: DuckDB, PostgreSQL and PostGraphile: %s", err)
		return nil
	}
	progress("loading DuckDB")
	if c.duck, err = startDuckDB(c.rivals, c.dir, c.csv()); err != nil {
		return err
	}
	if _, err := postgresPrograms(); err != nil {
		progress("NOT RUN: PostgreSQL and PostGraphile: %s", err)
		return nil
	}
	progress("loading PostgreSQL")
	c.postgres, err = startPostgres(c.rivals, filepath.Join(c.dir, "postgres"), c.csv())
	return err
}

func (c *contest) databases() (all []contestant) {
	if c.duck != nil {
		all = append(all, contestant{"DuckDB, precomputed", c.duck.ask, precomputed}, contestant{"DuckDB, facts", c.duck.ask, overFacts})
	}
	if c.postgres != nil {
		all = append(all, contestant{"PostgreSQL, precomputed", c.postgres.ask, precomputed}, contestant{"PostgreSQL, facts", c.postgres.ask, overFacts})
	}
	return all
}

// ask asks everybody every question and prints the table.
func (c *contest) ask(all []contestant, from int) error {
	questions := c.questions()
	took := make([]map[string]timing, len(questions))
	for i, q := range questions {
		var err error
		if took[i], err = compare(q, from, c.rounds, all); err != nil {
			return err
		}
		progress("%s: equal", q.name)
	}
	compared(all, questions, took).print(os.Stdout)
	return nil
}

// askInside asks Safeconduct within a process, beside DuckDB, which lives in its
// client's; PostgreSQL has gone by then.
func (c *contest) askInside() (err error) {
	if c.postgres != nil {
		err, c.postgres = c.postgres.end(), nil
	}
	if err = errors.Join(err, c.ours.end()); err != nil {
		return err
	}
	c.ours = nil
	inside, err := startSession(exec.Command(filepath.Join(c.dir, "inside"), c.data()))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, inside.end()) }()
	progress("asking without a network")
	within := []contestant{{"Safeconduct, GraphQL in its process", inside.ask, graphQL}, {"Safeconduct, the registry alone", inside.ask, direct}}
	return c.ask(append(within, c.databases()...), c.rounds)
}

// lookUps compares servers that tell one customer's agreement over HTTP.
func (c *contest) lookUps() (err error) {
	servers := []server{{"Safeconduct", strings.Replace(c.ours.url, "://", "://"+c.ours.token+"@", 1) + "/graphql", dpaDocument}}
	least, at, err := startMinimal(filepath.Join(c.dir, "minimal"), c.of, servers[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, least.end()) }()
	servers = append(servers, at)
	if c.postgres != nil {
		graphile, at, err := startPostGraphile(c.rivals, c.postgres)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, graphile.end()) }()
		servers = append(servers, at)
	}
	if err := checkLookUps(c.of, servers); err != nil {
		return err
	}
	progress("%d look-ups: equal", lookedUp)
	loops, err := lookUps(c.of, servers, min(c.rounds, 5), c.lasting)
	if err != nil {
		return err
	}
	t := &table{}
	t.add("DPA status over HTTP, closed loop of "+fmt.Sprint(clients), "answers a second", "Safeconduct ÷ it", "p50", "p99")
	for _, s := range servers {
		l := loops[s.name]
		t.add(s.name, fmt.Sprintf("%.0f", l.rate), times(loops[servers[0].name].rate/l.rate), duration(l.p50), duration(l.p99))
	}
	t.print(os.Stdout)
	return nil
}

// printLoads tells what it took to get there and what it takes to be there.
func (c *contest) printLoads(first time.Duration) {
	t := &table{}
	t.add("", "load", "decide beforehand", "together", "start", "memory of its own, shared")
	seconds := func(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
	in := time.Duration(c.imported.seconds * float64(time.Second))
	held := c.ours.memory()
	t.add("Safeconduct, with versions and log", seconds(in)+" ("+mebibytes(c.imported.memory)+")", seconds(first)+", at the first start", seconds(in+first),
		seconds(c.ours.started), mebibytes(held.anonymous)+", "+mebibytes(held.shared))
	if c.duck != nil {
		held := c.duck.memory()
		t.add("DuckDB", seconds(c.duck.load), seconds(c.duck.precompute), seconds(c.duck.load+c.duck.precompute), "–", mebibytes(held.anonymous)+", "+mebibytes(held.shared))
	}
	if c.postgres != nil {
		held := c.postgres.server.memory()
		t.add("PostgreSQL "+c.postgres.version, seconds(c.postgres.load), seconds(c.postgres.precompute), seconds(c.postgres.load+c.postgres.precompute),
			seconds(c.postgres.started)+", empty", mebibytes(held.anonymous)+", "+mebibytes(held.shared))
	}
	t.print(os.Stdout)
}

// end ends whoever is still there.
func (c *contest) end() (err error) {
	if c.ours != nil {
		err = c.ours.end()
	}
	if c.duck != nil {
		err = errors.Join(err, c.duck.end())
	}
	if c.postgres != nil {
		err = errors.Join(err, c.postgres.end())
	}
	return err
}

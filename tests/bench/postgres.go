package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// postgres is a PostgreSQL with the registry: its facts and what was made of them
// beforehand.
type postgres struct {
	*session                  // a client of the server
	server                    *process
	socket, version           string
	started, load, precompute time.Duration
}

// startPostgres makes a cluster of its own in a folder, as a user without rights,
// and loads the registry into it.
func startPostgres(r *rivals, dir, csv string) (_ *postgres, err error) {
	bin, err := postgresPrograms()
	if err != nil {
		return nil, err
	}
	p := &postgres{socket: filepath.Join(dir, "socket")}
	cluster := filepath.Join(dir, "cluster")
	who, err := ownFolders(p.socket, cluster)
	if err != nil {
		return nil, err
	}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", cluster, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C")
	initdb.SysProcAttr, initdb.Dir = who, cluster
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	server := exec.Command(filepath.Join(bin, "postgres"), append([]string{"-D", cluster, "-k", p.socket}, settings()...)...)
	server.SysProcAttr, server.Dir = who, cluster
	begun := time.Now()
	if p.server, err = start(server); err != nil {
		return nil, err
	}
	p.server.stop = syscall.SIGINT // ends without waiting for clients
	defer func() {
		if err != nil {
			err = errors.Join(err, p.end())
		}
	}()
	if err := p.connect(r, bin); err != nil {
		return nil, p.server.failed(err)
	}
	p.started = time.Since(begun)
	return p, p.fill(csv)
}

// settings are those that an administrator gives a machine that has other work, too;
// commits are durable.
func settings() []string {
	quarter := memoryOfMachine() / 4 >> 20
	var all []string
	for _, setting := range []string{
		"listen_addresses=", "shared_buffers=" + strconv.FormatInt(quarter, 10) + "MB", "effective_cache_size=" + strconv.FormatInt(2*quarter, 10) + "MB",
		"work_mem=256MB", "maintenance_work_mem=1GB", "max_wal_size=8GB", "checkpoint_timeout=30min", "wal_level=minimal", "max_wal_senders=0",
		"random_page_cost=1.1", "effective_io_concurrency=200", "jit=off",
	} {
		all = append(all, "-c", setting)
	}
	return all
}

// postgresPrograms is the folder of the server's programs, as Debian lays them.
func postgresPrograms() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("postgres")
	return filepath.Dir(path), err
}

// ownFolders makes folders for the user as whom the server runs, which may not be
// root.
func ownFolders(folders ...string) (*syscall.SysProcAttr, error) {
	who := &syscall.SysProcAttr{}
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, err
		}
		uid, _ := strconv.ParseUint(u.Uid, 10, 32)
		gid, _ := strconv.ParseUint(u.Gid, 10, 32)
		who.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	for _, folder := range folders {
		if err := errors.Join(os.MkdirAll(filepath.Dir(folder), 0o755), os.Mkdir(folder, 0o700)); err != nil {
			return nil, err
		}
		if who.Credential == nil {
			continue
		}
		if err := os.Chown(folder, int(who.Credential.Uid), int(who.Credential.Gid)); err != nil {
			return nil, err
		}
	}
	return who, nil
}

// connect opens a session as soon as the server takes it.
func (p *postgres) connect(r *rivals, bin string) error {
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if exec.Command(filepath.Join(bin, "pg_isready"), "-h", p.socket).Run() == nil {
			break
		}
		if time.Now().After(deadline) {
			return errors.New("the server did not start")
		}
	}
	command := r.node("postgres.cjs")
	command.Env = append(command.Env, p.environment()...)
	var err error
	if p.session, err = startSession(command); err != nil {
		return err
	}
	version, err := p.ask("SHOW server_version")
	if err == nil {
		p.version = version.rows[0][0]
	}
	return err
}

func (p *postgres) environment() []string {
	return []string{"PGHOST=" + p.socket, "PGUSER=bench", "PGDATABASE=postgres"}
}

// fill loads the facts and decides them beforehand.
func (p *postgres) fill(csv string) error {
	for _, part := range []struct {
		took    *time.Duration
		scripts []string
	}{
		{&p.load, []string{sqlOf("postgres-load", ":csv", csv), "VACUUM (ANALYZE)"}},
		{&p.precompute, []string{
			sqlOf("law"), sqlOf("evidence"), sqlOf("tables"), "ANALYZE",
			// What the statement makes on its way has no statistics, and loops would be chosen for it.
			"SET enable_nestloop = off", sqlOf("stretches", ":due", "TRUE"), "RESET enable_nestloop", sqlOf("postgres-index"), "VACUUM (ANALYZE)", sqlOf("postgres-dpa"),
		}},
	} {
		begun := time.Now()
		for _, script := range part.scripts {
			if _, err := p.ask(script); err != nil {
				return err
			}
		}
		*part.took = time.Since(begun)
	}
	return nil
}

// end ends the client and the server.
func (p *postgres) end() (err error) {
	if p.session != nil {
		err = p.session.end()
	}
	return errors.Join(err, p.server.end())
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/settings"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/boltkv"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// target says where the registry is: in a folder, behind the socket of the
// server that holds the folder, or behind a URL.
type target struct {
	set    *pflag.FlagSet // which of them the command was given
	data   string
	law    string
	server string

	tokenFile string // of the token that is shown to the server
}

// What lies in the folder beside the database.
const (
	socketName    = "safeconduct.sock"
	documentsName = "documents"
	accessName    = "access"           // a file for each day
	columnsName   = "columns.snapshot" // all flows, decided: may be deleted at any time
)

func (t *target) flags(c *cobra.Command) {
	t.dataFlag(c)
	table.Add(c.Flags(), "law", &t.law)
}

func (t *target) dataFlag(c *cobra.Command) {
	t.set = c.Flags()
	table.Add(c.Flags(), "data", &t.data)
}

// completeWith offers the values of a flag to the shell.
func completeWith(c *cobra.Command, flag string, values ...string) {
	if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag was defined a line above
	}
}

func (t *target) serverFlag(c *cobra.Command) {
	table.Add(c.Flags(), "server", &t.server)
	table.Add(c.Flags(), "token-file", &t.tokenFile)
}

// asksServer reports whether a server is named to be asked: one in the file or in the
// environment is not, where a flag names the folder.
func (t *target) asksServer() bool {
	return t.server != "" && (settings.From(t.set, "server") == settings.ByFlag || settings.From(t.set, "data") != settings.ByFlag)
}

// wantsLaw reports whether a law was asked for with the command itself. What is
// configured beside it is for the server.
func (t *target) wantsLaw() bool {
	return t.law != "" && settings.From(t.set, "law") == settings.ByFlag
}

// needData refuses a command that was not told where the registry is.
func (t *target) needData() error {
	if t.data == "" {
		return errors.New("where is the registry? Give --data DIR (or set SAFECONDUCT_DATA)")
	}
	return nil
}

// loadLaw is the embedded law with the overlay, if one is given.
func (t *target) loadLaw() (*law.Law, error) { return loadLaw(t.law) }

// open opens the registry in the folder.
func (t *target) open(ctx context.Context, command string, create bool) (*registry.Registry, error) {
	if err := t.needData(); err != nil {
		return nil, err
	}
	l, err := t.loadLaw()
	if err != nil {
		return nil, err
	}
	r, err := t.openUnder(ctx, l, command, create)
	if !registry.NeedsMigration(err) {
		return r, err
	}
	old, err := boltkv.Open(t.data, boltkv.Options{Command: "migrate", Wait: waitOf(command)})
	if err != nil {
		return nil, err
	}
	if err := t.migrate(ctx, old); err != nil {
		return nil, err
	}
	return t.openUnder(ctx, l, command, false)
}

// ask opens the registry in the folder and hands its latest state to fn.
func (t *target) ask(ctx context.Context, command string, fn func(*registry.View) error) (err error) {
	r, err := t.open(ctx, command, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	view, err := r.Now(ctx)
	if err != nil {
		return err
	}
	return fn(view)
}

// openUnder opens the registry in the folder under a law.
func (t *target) openUnder(ctx context.Context, l *law.Law, command string, create bool) (*registry.Registry, error) {
	store, err := boltkv.Open(t.data, boltkv.Options{Create: create, Command: command, Wait: waitOf(command)})
	if err != nil {
		return nil, err
	}
	documents, err := blob.Open(filepath.Join(t.data, documentsName))
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	columns := registry.KeptColumns{Path: filepath.Join(t.data, columnsName), Program: thisProgram}
	return openStore(ctx, registry.Parts{Store: store, Documents: documents, Access: accessLog(t.data), Law: l, Columns: columns})
}

// accessLog is the access log of a folder.
func accessLog(data string) *accesslog.Folder {
	return accesslog.New(filepath.Join(data, accessName), time.Now)
}

// waitOf is how long a command waits for another one to let go of the folder, as
// those do that are soon done. A server holds it for long, and does not wait.
func waitOf(command string) time.Duration {
	if command == "serve" || command == "demo" {
		return 0
	}
	return 10 * time.Second
}

// exists reports whether there is a registry in the folder.
func (t *target) exists() bool {
	_, err := os.Stat(filepath.Join(t.data, boltkv.File))
	return err == nil
}

// unmake removes the registry that a command has made, while it is empty.
func (t *target) unmake(ctx context.Context, r *registry.Registry) error {
	if empty, err := r.IsEmpty(ctx); err != nil || !empty {
		return err
	}
	if err := os.Remove(filepath.Join(t.data, boltkv.ReserveFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Remove(filepath.Join(t.data, boltkv.File))
}

// openEmpty opens a registry that holds nothing and keeps nothing: for the dry
// run of an import that would make a new one.
func (t *target) openEmpty(ctx context.Context) (*registry.Registry, error) {
	l, err := t.loadLaw()
	if err != nil {
		return nil, err
	}
	return openStore(ctx, registry.Parts{Store: memkv.New(), Law: l})
}

func openStore(ctx context.Context, of registry.Parts) (*registry.Registry, error) {
	of.Clock = time.Now
	r, err := registry.Open(ctx, of)
	if err != nil {
		return nil, errors.Join(err, of.Store.Close())
	}
	return r, nil
}

// remote is a running server to ask: the one named, or the one that holds the
// folder; nil when there is none.
func (t *target) remote() (*remote, error) {
	if t.asksServer() {
		if t.wantsLaw() {
			return nil, errors.New("--law and --server: a server answers under its own law")
		}
		return t.named()
	}
	if err := t.needData(); err != nil {
		return nil, err
	}
	path := filepath.Join(t.data, socketName)
	if info, err := os.Stat(path); err != nil || info.Mode()&fs.ModeSocket == 0 {
		return nil, nil //nolint:nilnil // no server is a plain answer
	}
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", path)
	}
	client := &http.Client{Transport: &http.Transport{DialContext: dial}}
	conn, err := dial(context.Background(), "", "")
	if err != nil {
		return nil, nil //nolint:nilnil // a server that is gone left its socket
	}
	if t.wantsLaw() {
		return nil, errors.Join(conn.Close(), fmt.Errorf("a server holds %s and answers under its own law: --law is for the server", t.data))
	}
	return &remote{client: client, base: "http://localhost"}, conn.Close()
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// verifyFolder is the subcommand that a verification runs in a process of its
// own: a damaged file may end it.
const verifyFolder = "verify-folder"

// told is one line of what the child says.
type told struct {
	Where, What string             // a finding
	Keys        int                // more that were read
	Done        *registry.Verified // at the end
	Failed      string             // or why there is none
}

// verifyInChild verifies the registry in a folder, with what lies beside it in
// another, and hands out what it finds.
// That the child ends without a last word is a finding too: it could not read the
// file.
func verifyInChild(ctx context.Context, data, beside string, kept []byte, found func(where, what string)) (*registry.Verified, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	child := exec.CommandContext(ctx, program, verifyFolder, data, beside)
	child.Stdin = bytes.NewReader(kept)
	out, err := child.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := child.Start(); err != nil {
		return nil, err
	}
	last, err := listen(out, found)
	ended := child.Wait()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, err
	case last.Done == nil && last.Failed == "":
		found(boltkv.File, fmt.Sprintf("is damaged so that it cannot be read to its end (%v)", ended))
		return &registry.Verified{Findings: 1}, nil
	case last.Failed != "":
		return nil, errors.New(last.Failed)
	}
	return last.Done, nil
}

// listen hands out what the child finds and gives its last word.
func listen(out io.Reader, found func(where, what string)) (last told, err error) {
	show := progress()
	for lines := json.NewDecoder(out); ; {
		last = told{}
		err := lines.Decode(&last)
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return told{}, nil
		case err != nil || last.Done != nil || last.Failed != "":
			return last, err
		case last.Where != "":
			found(last.Where, last.What)
		case show != nil:
			show("verifying", last.Keys)
		}
	}
}

// verifyFolderCommand is the child; it is of no use to people.
func verifyFolderCommand() *cobra.Command {
	return &cobra.Command{
		Use:    verifyFolder + " DIR BESIDE",
		Short:  "Verify a registry against the checkpoint that is standard input, and tell of it as JSON",
		Args:   cobra.ExactArgs(2),
		Hidden: true,
		RunE: func(c *cobra.Command, args []string) error {
			kept, err := io.ReadAll(os.Stdin)
			if err != nil {
				return err
			}
			if len(kept) == 0 {
				kept = nil
			}
			tell := json.NewEncoder(os.Stdout).Encode
			debug.SetGCPercent(400) // it keeps little of what it reads
			v, err := verifyHere(c.Context(), args[0], args[1], kept, tell)
			if err != nil {
				return tell(told{Failed: err.Error()})
			}
			return tell(told{Done: v})
		},
	}
}

// verifyHere verifies a folder in this process.
func verifyHere(ctx context.Context, data, beside string, kept []byte, tell func(any) error) (v *registry.Verified, err error) {
	witness := registry.Witness{
		Finding:  func(where, what string) { _ = tell(told{Where: where, What: what}) }, // nobody listens any more
		Progress: func(keys int) { _ = tell(told{Keys: keys}) },
	}
	v = &registry.Verified{}
	found := func(where, what string) {
		v.Findings++
		witness.Finding(where, what)
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if cause := recover(); cause != nil { // of the memory, or of bbolt
			found(boltkv.File, fmt.Sprintf("is damaged so that it cannot be read to its end (%v)", cause))
			err = nil
		}
	}()
	store, err := boltkv.Open(data, boltkv.Options{ReadOnly: true, Wait: 10 * time.Second})
	switch {
	case errors.Is(err, storage.ErrDamaged):
		found(boltkv.File, err.Error())
		return v, nil
	case err != nil:
		return nil, err
	}
	defer store.Close()
	content, err := blob.Open(filepath.Join(beside, documentsName))
	if err != nil {
		return nil, err
	}
	if pages, able := store.(storage.Checker); able {
		if err := pages.Check(ctx, func(what string) { found(boltkv.File, what) }); err != nil {
			return nil, err
		}
	}
	read, err := registry.Verify(ctx, store, registry.Files{Documents: content, Access: accessLog(beside)}, kept, witness)
	if registry.IsOfOtherVersion(err) {
		return nil, err
	}
	if err != nil && ctx.Err() == nil { // what cannot be read is not sound
		found(boltkv.File, err.Error())
		err = nil
	}
	read.Findings += v.Findings
	if err != nil || read.Findings > 0 {
		return read, err
	}
	debug.SetGCPercent(100) // columns are kept
	sampled, err := registry.VerifyColumns(ctx, store)
	if err == nil {
		tellSampled(read, sampled, witness.Finding)
	}
	return read, err
}

// tellSampled adds what came of the columns to what a verification tells.
func tellSampled(to *registry.Verified, sampled *registry.Sampled, found func(where, what string)) {
	to.Flows, to.Days = sampled.Flows, sampled.Days
	to.Findings += len(sampled.Findings)
	for _, f := range sampled.Findings {
		found(f.Where, f.What)
	}
}

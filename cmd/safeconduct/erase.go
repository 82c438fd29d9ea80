package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/safeconduct/safeconduct/graph/scalar"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// documentKind names documents among the kinds of what can be erased.
const documentKind = "documents"

// erasure is what a user wants erased.
type erasure struct {
	kind, id string
	versions []int // empty: all that may go
	reason   string
}

func eraseCommand() *cobra.Command {
	var at target
	var what erasure
	var sure bool
	kinds := append(sheet.KindNames(), documentKind)
	for _, kind := range sheet.Fileless {
		kinds = append(kinds, string(kind))
	}
	c := &cobra.Command{
		Use:   "erase KIND ID --reason WHY",
		Short: "Erase the content of old versions of a record, or a document, for ever",
		Long: `Erase the content of old versions of a record, also of one that was removed, or a
document with its content (ID is its SHA-256). Nothing of it is left in the folder:
the file that a migration left there goes, too; copies and backups elsewhere are
yours to find. Hashes stay, so that every proof
stays valid; what was erased, when, by whom and why is an entry of the log. Where an
erased version decided, answers about those days say that they are incomplete. The
latest version of a record that is not removed stays.

KIND is one of: ` + strings.Join(kinds, ", ") + ".",
		Example: `  safeconduct erase agreements dpa-acme --versions 1,2 --reason "request of 1 March 2026" --data ./data
  safeconduct erase documents 2c26b46b… --reason "uploaded by mistake" --data ./data`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			what.kind, what.id = args[0], args[1]
			if !slices.Contains(kinds, what.kind) {
				return fmt.Errorf("%q is no kind of what can be erased: expected %s%s", what.kind, sentence.Either(kinds), fault.DidYouMean(what.kind, kinds))
			}
			if what.kind == documentKind && len(what.versions) > 0 {
				return errors.New("--versions: a document is erased as a whole")
			}
			if err := confirm(sure, what); err != nil {
				return err
			}
			erased, err := at.erase(c.Context(), what)
			if err == nil {
				fmt.Println(erased)
			}
			return err
		},
	}
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return kinds, cobra.ShellCompDirectiveNoFileComp
	}
	at.flags(c)
	at.serverFlag(c)
	c.Flags().IntSliceVar(&what.versions, "versions", nil, "versions to erase, such as 1,2 (default: all but the latest)")
	c.Flags().StringVar(&what.reason, "reason", "", "why; it is kept in the log")
	c.Flags().BoolVar(&sure, "yes", false, "do not ask: it cannot be undone")
	return c
}

// confirm asks whether the user is sure, on a terminal.
func confirm(sure bool, what erasure) error {
	if sure {
		return nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return errors.New("an erasure cannot be undone: give --yes")
	}
	fmt.Fprintf(os.Stderr, "Erase content of %s %s for ever? It cannot be undone. Type yes: ", what.kind, what.id)
	answer, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil || strings.TrimSpace(answer) != "yes" {
		return errors.New("nothing was erased")
	}
	return nil
}

// erase erases in the folder, or through the server that is asked, and tells what.
func (t *target) erase(ctx context.Context, what erasure) (told string, err error) {
	server, err := t.remote()
	if err != nil {
		return "", err
	}
	if server != nil {
		return server.erase(ctx, what)
	}
	r, err := t.open(ctx, "erase", false)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	command := registry.Command{ExternalID: what.id, Reason: what.reason}
	if what.kind == documentKind {
		_, err = r.EraseDocument(ctx, command)
		return erasedDocument, err
	}
	n, err := r.Erase(ctx, sheet.Kind(what.kind), command, what.versions)
	return erasedVersions(n), err
}

var (
	erasesRecord = own(`mutation($kind: RecordKind!, $id: String!, $reason: String!, $versions: [Int!]) {
	erase(kind: $kind, externalId: $id, reason: $reason, versions: $versions)
}`)
	erasesDocument = own(`mutation($id: String!, $reason: String!) { eraseDocument(sha256: $id, reason: $reason) { id } }`)
)

// erase erases through the server.
func (r *remote) erase(ctx context.Context, what erasure) (string, error) {
	if what.kind == documentKind {
		err := r.operate(ctx, erasesDocument,
			map[string]any{"id": what.id, "reason": what.reason}, &struct{}{})
		return erasedDocument, err
	}
	var kind bytes.Buffer
	scalar.MarshalRecordKind(sheet.Kind(what.kind)).MarshalGQL(&kind)
	var erased struct{ Erase int }
	err := r.operate(ctx, erasesRecord, map[string]any{"kind": json.RawMessage(kind.Bytes()), "id": what.id, "reason": what.reason, "versions": what.versions}, &erased)
	return erasedVersions(erased.Erase), err
}

const erasedDocument = "the document was erased"

func erasedVersions(n int) string {
	if n == 1 {
		return "1 version was erased"
	}
	return fmt.Sprintf("%d versions were erased", n)
}

package registry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/flat"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/table"
)

// KeptColumns says where all flows, decided, are kept beside the store, so that they
// need not be decided when the registry is opened again. The file follows from the
// store, and may be deleted at any time.
type KeptColumns struct {
	Path    string                 // "": they are not kept
	Program func() (string, error) // names the build of the program: what another one has decided does not count
}

// kept is the file, and who may write it.
type kept struct {
	KeptColumns
	writing sync.Mutex // one at a time

	mu      sync.Mutex
	last    table.Seq // that was written or read
	erased  table.Seq // the last erasure: nothing older may be written
	erasing int       // erasures under way: nothing may be written
}

// keptForm is the first line of the file. It changes with what follows it.
const keptForm = "safeconduct columns 2"

// errUnfit says why a file cannot be used.
type errUnfit struct{ why string }

func (e errUnfit) Error() string { return e.why }

func unfit(format string, args ...any) error { return errUnfit{fmt.Sprintf(format, args...)} }

// readKept reads the book that was kept, of this state or an earlier one; nil where
// there is none, or none that can be used.
func (v *View) readKept(ctx context.Context) (*earlier, error) {
	k := &v.registry.kept
	if k.Path == "" {
		return nil, nil //nolint:nilnil // there is none
	}
	begun := time.Now()
	from, err := v.decodeKept(ctx)
	switch unusable := new(errUnfit); {
	case errors.Is(err, os.ErrNotExist):
		slog.Info("all flows are decided anew: no columns were kept")
		return nil, nil //nolint:nilnil // there is none
	case errors.As(err, unusable), errors.Is(err, flat.ErrDamaged):
		slog.Warn("all flows are decided anew: the columns that were kept cannot be used", "file", k.Path, "why", err)
		return nil, nil //nolint:nilnil // there is none
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", k.Path, err)
	}
	k.mu.Lock()
	k.last = from.seq
	k.mu.Unlock()
	slog.Info("the columns that were kept were read", "commit", from.seq, "took", time.Since(begun).Round(time.Millisecond))
	return from, nil
}

func (v *View) decodeKept(ctx context.Context) (*earlier, error) {
	file, err := os.Open(v.registry.kept.Path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := flat.NewReader(file)
	seq, err := v.checkKept(ctx, r.Strings())
	if err := errors.Join(r.Err(), err); err != nil {
		return nil, err
	}
	view := columns.Decode(r, v.law)
	packed := decodeFacts(r)
	r.End()
	if r.Err() != nil {
		return nil, r.Err()
	}
	var lost *erasedFacts
	err = v.read(ctx, func(r *table.Reader) (err error) {
		lost, err = readErased(r)
		return err
	})
	return &earlier{&book{facts: packed.facts(lost), flows: view.Table, view: view}, seq}, err
}

// keptHead is what the file says of itself: of which state it is, under which law and
// by which program it was decided. A log has the same root as another only if both
// have the same entries, so that it names the store with its history.
func (r *Registry) keptHead(ctx context.Context, l *law.Law, seq table.Seq) ([]string, error) {
	of, err := factOf(l)
	if err != nil {
		return nil, err
	}
	program, err := r.kept.Program()
	if err != nil {
		return nil, unfit("which build of the program this is cannot be told: %s", err)
	}
	var root audit.Hash
	err = r.db.ViewJournal(ctx, func(tx storage.Tx) (err error) {
		root, err = audit.Root(tx, uint64(seq))
		return err
	})
	return []string{keptForm, program, of.SHA256, strconv.FormatUint(uint64(seq), 10), root.String()}, err
}

// checkKept gives the state of a file by what it says of itself.
func (v *View) checkKept(ctx context.Context, head []string) (table.Seq, error) {
	if len(head) != 5 || head[0] != keptForm {
		return 0, unfit("they are not of this form: expected %q", keptForm)
	}
	number, err := strconv.ParseUint(head[3], 10, 64)
	seq := table.Seq(number)
	if err != nil || seq > v.at {
		return 0, unfit("they are of commit %s, and the registry has %d", head[3], v.at)
	}
	want, err := v.registry.keptHead(ctx, v.law, seq)
	switch {
	case err != nil:
		return 0, err
	case head[1] != want[1]:
		return 0, unfit("another build of the program has decided them")
	case head[2] != want[2]:
		return 0, unfit("they were decided under another law")
	case head[4] != want[4]:
		return 0, unfit("they are of another registry, or of one from which commits were taken back")
	}
	return seq, nil
}

// KeepColumns writes the file, unless nothing has changed since, or nothing has been
// decided yet.
func (r *Registry) KeepColumns(ctx context.Context) error {
	k := &r.kept
	if k.Path == "" {
		return nil
	}
	k.writing.Lock()
	defer k.writing.Unlock()
	from := r.latest()
	if from == nil || !k.isNewer(from.seq) {
		return nil
	}
	begun := time.Now()
	err := blob.Replace(k.Path, func(w io.Writer) error { return r.encodeKept(ctx, from, w) }, func(place func() error) error {
		return k.place(from.seq, place)
	})
	if err != nil {
		return fmt.Errorf("keep the columns: %w", err)
	}
	slog.Info("the columns were kept", "commit", from.seq, "took", time.Since(begun).Round(time.Millisecond))
	return nil
}

func (r *Registry) encodeKept(ctx context.Context, from *earlier, to io.Writer) error {
	head, err := r.keptHead(ctx, r.law, from.seq)
	if err != nil {
		return err
	}
	w := flat.NewWriter(whileAsked{ctx, to})
	w.Strings(head)
	from.view.Encode(w)
	from.repacked().encode(w)
	return w.Close()
}

// isNewer reports whether a state is to be written.
func (k *kept) isNewer(seq table.Seq) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.erasing == 0 && seq >= k.erased && seq > k.last
}

// errErased says that something was erased while the file was written.
var errErased = errors.New("something was erased meanwhile: they are kept the next time")

// place gives the file its name, unless something was erased that it may hold.
func (k *kept) place(seq table.Seq, place func() error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.erasing > 0 || seq < k.erased {
		return errErased
	}
	err := place()
	if err == nil {
		k.last = seq
	}
	return err
}

// beginErasure removes the file, which may hold what is going to be erased, and has
// none written until the function is called that it gives: with the commit that
// erased, 0 for none.
func (k *kept) beginErasure() (end func(table.Seq), err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.remove(); err != nil {
		return nil, err
	}
	k.last, k.erasing = 0, k.erasing+1
	return func(seq table.Seq) {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.erasing, k.erased = k.erasing-1, max(k.erased, seq)
	}, nil
}

// remove removes the file, and what is left of one that was not written to its end.
func (k *kept) remove() error {
	if k.Path == "" {
		return nil
	}
	return blob.Remove(k.Path, k.Path+blob.Incoming)
}

// whileAsked is a writer that fails once the context is done.
type whileAsked struct {
	context.Context
	to io.Writer
}

func (w whileAsked) Write(p []byte) (int, error) {
	if err := w.Err(); err != nil {
		return 0, err
	}
	return w.to.Write(p)
}

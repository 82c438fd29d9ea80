package registry

import (
	"errors"
	"strings"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/storage/table"
)

// findDocument finds the SHA-256 of a document by its name, or says why there is none.
type findDocument func(name string) (sha256 string, why sentence.Sentence, err error)

// names finds what the cells of an import refer to: first among the rows of the
// call, then among what is recorded.
type names struct {
	job      *importJob
	read     reading
	document findDocument
	found    map[nameOf]fact.ID // looked up already; the nil UUID: there is none
	last     fact.ID            // of the organization that was found last,
	lastName string             // whose name was this
	err      error              // the first failure of a look-up
}

// nameOf is an external id in a table.
type nameOf struct{ table, externalID string }

// Organization finds an organization. A customer is often the exporter, too.
func (n *names) Organization(externalID string) (id fact.ID, found bool) {
	if externalID == n.lastName && n.last != uuid.Nil {
		return n.last, true
	}
	if id, found = lookUp(n, &n.job.organizations, organizations, externalID); found {
		n.last, n.lastName = id, externalID
	}
	return id, found
}

func (n *names) Agreement(externalID string) (fact.ID, bool) {
	return lookUp(n, &n.job.agreements, agreements, externalID)
}

func (n *names) Flow(externalID string) (fact.ID, bool) {
	return lookUp(n, &n.job.flows, flows, externalID)
}

func (n *names) IsInstrument(id string) bool { return n.job.law.IsInstrument(id) }

func (n *names) Document(name string) (sha256 string, why sentence.Sentence) {
	sha256, why, err := n.document(name)
	n.err = errors.Join(n.err, err)
	return sha256, why
}

func lookUp[T any](n *names, b *batch[T], t *table.Table[T], externalID string) (fact.ID, bool) {
	if id, found := b.rows.find(externalID); found {
		return id, true
	}
	if b.unreadable { // it may stand in a row that could not be read, which is a fault already
		return uuid.New(), true
	}
	name := nameOf{t.Name, externalID}
	if id, known := n.found[name]; known {
		return id, id != uuid.Nil
	}
	var id fact.ID
	err := n.read(func(r *table.Reader) error {
		record, err := t.ByExternalID(r, externalID)
		if err == nil {
			stored, _, _ := t.Header(record)
			id = *stored
		}
		return err
	})
	if err != nil && !isMissing(err) {
		n.err = errors.Join(n.err, err)
		return uuid.Nil, false
	}
	if n.found == nil {
		n.found = map[nameOf]fact.ID{}
	}
	name.externalID = strings.Clone(externalID) // which lies in the memory of its row
	n.found[name] = id
	return id, id != uuid.Nil
}

// isMissing reports that there is no such record, and nothing worse.
func isMissing(err error) bool {
	var missing *table.NotFound
	return errors.As(err, &missing) || fault.CodeOf(err) == fault.NotFound
}

package registry

import (
	"errors"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// cachedKeys are the external ids that an export has looked up: many rows refer to
// few records.
type cachedKeys map[fact.ID]string

// exportKeys finds what the cells of an export's rows name, within one
// transaction.
type exportKeys struct {
	reader    *table.Reader
	cache     cachedKeys
	documents documentPlaces
	err       error // the first failure of a look-up
}

// Organization implements sheet.Keys.
func (k *exportKeys) Organization(id fact.ID) string { return liveKey(k, organizations, id) }

// Agreement implements sheet.Keys.
func (k *exportKeys) Agreement(id fact.ID) string { return liveKey(k, agreements, id) }

// Flow implements sheet.Keys.
func (k *exportKeys) Flow(id fact.ID) string { return liveKey(k, flows, id) }

// Document implements sheet.Keys: the path at which the export puts it.
func (k *exportKeys) Document(named fact.DocumentRef) string {
	cell, err := k.documents.cell(k.reader, named.SHA256)
	k.err = errors.Join(k.err, err)
	return cell
}

func liveKey[T any](k *exportKeys, t *table.Table[T], id fact.ID) string {
	if key, known := k.cache[id]; known {
		return key
	}
	var key string
	var erased *table.Erased
	record, err := t.Get(k.reader, id)
	switch {
	case err == nil:
		_, key, _ = t.Header(record)
	case errors.As(err, &erased): // after the view's state; its key outlives it
		key = erased.Key
	default:
		k.err = errors.Join(k.err, err)
		return ""
	}
	k.cache[id] = key
	return key
}

package registry

import (
	"context"
	"sync"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// ahead reads ahead. What is handed out announces what may be asked of it next;
// the first who asks has everything read that is announced, in one transaction,
// and all others find it read. So a list of any length costs one read for each
// thing that is asked of its rows, however deep in the question.
type ahead[K comparable, V any] struct {
	reading sync.Mutex // held while values are read; announcing goes on
	values  map[K]V

	mu        sync.Mutex
	announced []K
}

// announce says that the values of keys may be asked for. The zero key stands
// for nothing.
func (a *ahead[K, V]) announce(keys ...K) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.announced = append(a.announced, keys...)
}

// get gives the value of a key to a caller who may do what it is a part of: the zero
// value for the zero key. read finds the values of keys, in their order.
func (a *ahead[K, V]) get(ctx context.Context, part access.Act, key K, read func([]K) ([]V, error)) (V, error) {
	if err := access.May(ctx, part); err != nil { // also for what is read already
		var none V
		return none, err
	}
	a.reading.Lock()
	defer a.reading.Unlock()
	if _, known := a.values[key]; !known {
		if err := a.readWith(key, read); err != nil {
			var none V
			return none, err
		}
	}
	return a.values[key], nil
}

// readWith reads the values of a key and of all that are announced.
func (a *ahead[K, V]) readWith(key K, read func([]K) ([]V, error)) error {
	missing := a.missing(key)
	values, err := read(missing)
	if err != nil {
		return err
	}
	for i, k := range missing {
		a.values[k] = values[i]
	}
	return nil
}

// missing are the keys to be read, each once; nothing is announced afterwards.
func (a *ahead[K, V]) missing(key K) (keys []K) {
	a.mu.Lock()
	wanted := append([]K{key}, a.announced...)
	a.announced = nil
	a.mu.Unlock()
	if a.values == nil {
		var nothing K
		var none V
		a.values = map[K]V{nothing: none}
	}
	seen := make(map[K]bool, len(wanted))
	for _, k := range wanted {
		if _, known := a.values[k]; !known && !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	return keys
}

// reads is what a view has read for its operation.
type reads struct {
	organizations ahead[fact.ID, *fact.Organization]
	agreements    ahead[fact.ID, *fact.Agreement]
	flows         ahead[fact.ID, *fact.Flow]
	onward        ahead[fact.ID, []*fact.Flow]  // by the flow whose data they pass on
	documents     ahead[string, *fact.Document] // by sum
	dpas          ahead[fact.ID, dpaEvidence]   // by customer
	decisions     ahead[*fact.Flow, *basis.Decision]
	exporters     ahead[string, []fact.ID] // by what limits the caller, as those below
	confines      ahead[string, *confines]
	triages       ahead[*fact.Flow, *Triage]
	comments      ahead[fact.ID, []*Comment] // by flow

	searching sync.Mutex // of an operation one search at a time
	counting  counting   // and one series
}

// show announces what may be asked of records that are handed out.
func show[T any](v *View, records ...T) {
	for _, record := range records {
		switch shown := any(record).(type) {
		case *fact.Organization:
			v.reads.dpas.announce(shown.ID)
		case *fact.Agreement:
			v.reads.organizations.announce(shown.Exporter, shown.Importer)
			v.reads.documents.announce(shown.Document.SHA256)
		case *fact.Assessment:
			v.reads.organizations.announce(shown.Exporter, shown.Importer)
		case *fact.Certification:
			v.reads.organizations.announce(shown.Organization)
		case *fact.Flow:
			v.reads.organizations.announce(shown.Exporter, shown.Importer, shown.Customer)
			v.reads.agreements.announce(shown.Declared.Agreement)
			v.reads.flows.announce(shown.OnwardOf)
			v.reads.onward.announce(shown.ID)
			v.reads.decisions.announce(shown)
			v.reads.triages.announce(shown)
			v.reads.comments.announce(shown.ID)
		case *fact.BindingRules, *fact.Document, *SavedScenario, *Triage, *Comment: // name no other record
		}
	}
}

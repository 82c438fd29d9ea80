// Package fact is what the registry is told: organizations, the evidence that
// they hold (agreements, certifications, binding rules, assessments) and the
// flows between them. Facts are plain values; each checks itself against the
// contract's rules that need nothing but the fact and the law's ids. What a
// fact means in law is decided by package basis, never here.
//
// Integer keys in the struct tags are the stored form (CBOR): they are never
// reused or renumbered, and every field's zero value means "not given".
package fact

import (
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// ID names a record for ever: a UUID of version 7 (RFC 9562), so that records
// sort by the time at which they were made.
type ID = uuid.UUID

// Header is what every fact has.
type Header struct {
	ID         ID     `cbor:"0,keyasint"`
	ExternalID string `cbor:"1,keyasint"` // the caller's own key, unique per kind, compared as bytes
	Version    int    `cbor:"-"`          // how often it has been written; 0 before it is stored
	Erased     uint64 `cbor:"-"`          // the commit that erased its content; 0: it is there
}

// Key is the fact's id and its caller's own key.
func (h *Header) Key() (ID, string) { return h.ID, h.ExternalID }

// MarkErased says which commit erased the fact's content.
func (h *Header) MarkErased(by uint64) { h.Erased = by }

// IsErased reports whether the content that the fact had in its state has been erased.
func (h *Header) IsErased() bool { return h.Erased > 0 }

// Stored gives storage the places of what it keeps beside the fact.
func (h *Header) Stored() (id *ID, externalID string, version *int) {
	return &h.ID, h.ExternalID, &h.Version
}

// Fact is a fact of any of the six kinds.
type Fact interface {
	Key() (ID, string)
	// Check gives every fault that the fact shows by itself under the law.
	Check(*law.Law) fault.List
}

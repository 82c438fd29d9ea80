package graph

import (
	"encoding/json"
	"net/http"

	"github.com/safeconduct/safeconduct/registry"
)

// ColumnsPath is where a sample of the columns is held to the records.
const ColumnsPath = "/columns/verification"

// columnsVerifier has the columns from which the server answers held to the records,
// and gives what came of it: a [registry.Sampled].
func columnsVerifier(r *registry.Registry) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		sampled, err := r.VerifyColumns(q.Context())
		if err != nil {
			fail(w, q, err)
			return
		}
		w.Header().Set("Content-Type", typeJSON)
		_ = json.NewEncoder(w).Encode(sampled) // whoever went away reads nothing
	}
}

package graph

import (
	"encoding/json"
	"net/http"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// CheckLine is a line of the answer to GET /check: the head first, then the
// flagged flows, and last how it ended. An answer without an end was cut off.
type CheckLine struct {
	Head    *registry.CheckHead   `json:"head,omitempty"`
	Flagged *registry.FlaggedFlow `json:"flagged,omitempty"`
	Ended   bool                  `json:"ended,omitempty"`
	Faults  fault.List            `json:"faults,omitempty"`
}

// checker answers GET /check?asOf=DATE for audits beside a running server, line
// by line.
func checker(r *registry.Registry) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		var asOf civil.Date
		if err := asOf.UnmarshalText([]byte(q.URL.Query().Get("asOf"))); err != nil {
			answer(w, http.StatusBadRequest, ImportAnswer{Faults: fault.List{fault.Bad("asOf", q.URL.Query().Get("asOf"), "is no date")}})
			return
		}
		view, err := r.Now(q.Context())
		if err == nil {
			var check *registry.Check
			if check, err = view.Check(q.Context(), asOf); err == nil {
				tell(w, check)
				return
			}
		}
		answer(w, statusOf(err), ImportAnswer{Faults: faultsOf(err)})
	}
}

func tell(w http.ResponseWriter, check *registry.Check) {
	w.Header().Set("Content-Type", "application/jsonl")
	out := json.NewEncoder(w)
	err := out.Encode(CheckLine{Head: &check.CheckHead})
	for f, failure := range check.Flagged {
		if failure != nil {
			_ = out.Encode(CheckLine{Faults: faultsOf(failure)})
			return
		}
		if err != nil {
			return // the client went away
		}
		err = out.Encode(CheckLine{Flagged: f})
	}
	_ = out.Encode(CheckLine{Ended: true})
}

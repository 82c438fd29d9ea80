package graph

import (
	"encoding/json"
	"net/http"

	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/registry"
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

// checker answers GET /check?asOf=DATE&scenario=NAME for audits beside a running
// server, line by line; as things are where no saved scenario is named.
func checker(r *registry.Registry) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		check, err := checkOf(r, q)
		if err != nil {
			fail(w, q, err)
			return
		}
		tell(w, q, check)
	}
}

func checkOf(r *registry.Registry, q *http.Request) (*registry.Check, error) {
	asOf, err := dayIn(q.URL.Query(), "asOf")
	if err != nil {
		return nil, err
	}
	view, err := r.Now(q.Context())
	if err != nil {
		return nil, err
	}
	if view, err = view.UnderSaved(q.Context(), q.URL.Query().Get("scenario")); err != nil {
		return nil, err
	}
	return view.Check(q.Context(), asOf)
}

func tell(w http.ResponseWriter, q *http.Request, check *registry.Check) {
	w.Header().Set("Content-Type", typeJSONLines)
	out, in := json.NewEncoder(w), language.Of(q.Context())
	err := out.Encode(CheckLine{Head: &check.CheckHead})
	for f, failure := range check.Flagged {
		if failure != nil {
			_ = out.Encode(CheckLine{Faults: faultsOf(q.Context(), failure).Said(in)})
			return
		}
		if err != nil {
			return // the client went away
		}
		f.Say(in)
		err = out.Encode(CheckLine{Flagged: f})
	}
	_ = out.Encode(CheckLine{Ended: true})
}

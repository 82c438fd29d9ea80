package graph

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// Refusal is what the paths beside GraphQL answer when they cannot do what they
// were asked: every fault.
type Refusal struct {
	Faults  fault.List     `json:"faults"`
	Layouts []sheet.Layout `json:"layouts,omitempty"` // as in [ImportAnswer]
}

// fail answers with the refusals in an error.
func fail(w http.ResponseWriter, q *http.Request, err error) { refuseWith(w, q, err, nil) }

// refuseWith is fail for files that were looked at.
func refuseWith(w http.ResponseWriter, q *http.Request, err error, layouts []sheet.Layout) {
	faults := faultsOf(q.Context(), err).Said(language.Of(q.Context()))
	lineOf(w).Outcome = string(faults[0].Code)
	answer(w, statusOf(err, faults[0].Code), Refusal{faults, layouts})
}

// refuse answers before any path is asked, in the form of GraphQL's errors.
func refuse(w http.ResponseWriter, q *http.Request, status int, why *fault.Error) {
	lineOf(w).Outcome = string(why.Code)
	language.Declare(w, q)
	answer(w, status, map[string]any{"errors": []any{map[string]any{
		"message": why.Said(language.Of(q.Context())).Msg, "extensions": map[string]any{"code": why.Code},
	}}})
}

// answer writes JSON.
func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", typeJSON)
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		slog.Debug("the client went away", "error", err)
	}
}

// statusOf is the HTTP status of an error whose code is known (contract,
// errors).
func statusOf(err error, code fault.Code) int {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return http.StatusRequestEntityTooLarge
	}
	switch code {
	case fault.BadInput, fault.TooComplex:
		return http.StatusBadRequest
	case fault.Unauthorized:
		return http.StatusUnauthorized
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.RateLimited:
		return http.StatusTooManyRequests
	case fault.Unavailable, fault.OutcomeUnknown:
		return http.StatusServiceUnavailable
	case fault.Internal:
		return http.StatusInternalServerError
	}
	return http.StatusInternalServerError
}

package graph

import (
	"net/http"

	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/web"
)

// sendBack refuses to sign somebody in at the provider, who wanted an address. Nobody reads
// JSON there: a browser, which was led to the path, gets the page, which says the same in
// words and leads to the provider again.
func sendBack(w http.ResponseWriter, q *http.Request, err error, wanted string) {
	w.Header().Add("Vary", "Accept")
	if !takesPage(q.Header.Values("Accept")) {
		fail(w, q, err)
		return
	}
	first := faultsOf(q.Context(), err)[0].Said(language.Of(q.Context()))
	lineOf(w).Outcome = string(first.Code)
	web.SendBack(w, statusOf(err, first.Code), web.SentBack{Words: first.Msg, Language: w.Header().Get("Content-Language"), Wanted: wanted})
}

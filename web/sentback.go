package web

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"sync"
)

// SentBack is what the page tells somebody who was not signed in at the provider.
type SentBack struct {
	Words    string // why, for people
	Language string // of the words, as BCP 47 has it
	Wanted   string // the path and query of the page that were wanted before
}

// page is what was built, once for all who are sent back.
var page = sync.OnceValue(func() *file { return load(built).index() })

// SendBack answers with the page, which says that somebody was not signed in. Nothing that
// others sent can become markup there.
func SendBack(w http.ResponseWriter, status int, told SentBack) { sendBack(w, page(), status, told) }

func sendBack(w http.ResponseWriter, index *file, status int, told SentBack) {
	text, _ := index.chosen("")
	meta := fmt.Sprintf(`<meta name="sent-back" content="%s" lang="%s" data-wanted="%s">`,
		html.EscapeString(told.Words), html.EscapeString(told.Language), html.EscapeString(told.Wanted))
	text = bytes.Replace(text, []byte("<title>"), []byte(meta+"<title>"), 1)
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("Content-Type", index.kind)
	h.Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

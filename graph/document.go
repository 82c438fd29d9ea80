package graph

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// DocumentsPath is where documents are sent to; each is got below it by its sum.
const DocumentsPath = "/documents"

// DocumentAnswer is what is answered to a document that is kept; else it is a
// [Refusal].
type DocumentAnswer struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	Type   string `json:"type"`
}

// keeper takes documents: one is the body, or the part "file" of a form. Its
// name is in the header Content-Disposition of either, or in ?name.
type keeper struct {
	registry *registry.Registry
	limit    int64 // of one document, in bytes
}

func (k *keeper) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	d, created, err := k.keep(w, q)
	switch {
	case err != nil:
		fail(w, q, err)
	case created:
		w.Header().Set("Location", address(d))
		answer(w, http.StatusCreated, answerOf(d))
	default:
		answer(w, http.StatusOK, answerOf(d))
	}
}

func answerOf(d *fact.Document) DocumentAnswer { return DocumentAnswer{d.Sum(), d.Size, d.Type} }

func (k *keeper) keep(w http.ResponseWriter, q *http.Request) (*fact.Document, bool, error) {
	if q.ContentLength > k.limit+largestForm {
		return nil, false, &http.MaxBytesError{Limit: k.limit}
	}
	q.Body = http.MaxBytesReader(w, q.Body, k.limit+largestForm)
	content, disposition, err := contentOf(q)
	if err != nil {
		return nil, false, err
	}
	name, err := nameOf(disposition, q)
	if err != nil {
		return nil, false, err
	}
	key := q.Header.Get(KeyHeader)
	if err := checkKey(key); err != nil {
		return nil, false, err
	}
	return k.registry.Upload(q.Context(), key, name, arriving{http.MaxBytesReader(w, content, k.limit)})
}

// largestForm is what may stand around a document in a form, in bytes.
const largestForm = 64 << 10

// contentOf finds the document in a request, with what is said of it.
func contentOf(q *http.Request) (content io.ReadCloser, disposition string, err error) {
	if kind, _, _ := mime.ParseMediaType(q.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return q.Body, q.Header.Get("Content-Disposition"), nil
	}
	parts, err := q.MultipartReader()
	if err != nil {
		return nil, "", fault.New(fault.BadInput, "the form has no boundary")
	}
	part, err := parts.NextRawPart()
	switch {
	case errors.Is(err, io.EOF) || err == nil && part.FormName() != "file":
		return nil, "", fault.New(fault.BadInput, "the form has no document: expected one part, named file")
	case err != nil:
		return nil, "", cutOff(err)
	}
	return part, part.Header.Get("Content-Disposition"), nil
}

// nameOf is the name of a document as the caller gave it, "" where nobody did.
func nameOf(disposition string, q *http.Request) (string, error) {
	if given := q.URL.Query().Get("name"); given != "" || disposition == "" {
		return given, nil
	}
	_, params, err := mime.ParseMediaType(disposition)
	if err != nil {
		return "", fault.Bad("Content-Disposition", disposition, "cannot be read")
	}
	return params["filename"], nil
}

// arriving is a body on its way: that it breaks off is no failure of ours.
type arriving struct{ io.Reader }

func (a arriving) Read(p []byte) (int, error) {
	n, err := a.Reader.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // readers return it bare
		err = cutOff(err)
	}
	return n, err
}

// giver hands documents out: as files to be stored, never as pages to be shown.
func giver(r *registry.Registry) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		lineOf(w).Objects = documentAsked(q)
		view, err := r.Now(q.Context())
		if err != nil {
			fail(w, q, err)
			return
		}
		d, err := view.DocumentIn(q.Context(), q.PathValue("sha256"), q.URL.Query().Get("agreement"))
		if err != nil {
			fail(w, q, err)
			return
		}
		if d.Gone {
			answer(w, http.StatusGone, Refusal{Faults: fault.List{fault.New(fault.NotFound, "the document was erased")}})
			return
		}
		content, err := r.Content(d)
		if err != nil {
			fail(w, q, err)
			return
		}
		defer content.Close()
		h := w.Header()
		h.Set("Content-Type", d.Type)
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": cmp.Or(d.Name, d.Sum())}))
		h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
		h.Set("ETag", `"`+d.Sum()+`"`)
		http.ServeContent(w, q, "", time.Time{}, content)
	}
}

// documentAsked is the document that is asked for, and as that of which agreement; what
// is no sum is not told.
func documentAsked(q *http.Request) (named []string) {
	if sum, err := hex.DecodeString(q.PathValue("sha256")); err == nil && len(sum) == sha256.Size {
		named = append(named, "document "+q.PathValue("sha256"))
	}
	if agreement := q.URL.Query().Get("agreement"); agreement != "" {
		named = append(named, "agreement "+clip(agreement))
	}
	return named
}

// address is where a document is got from this server.
func address(d *fact.Document) string { return DocumentsPath + "/" + d.Sum() }

// addressFor is where the caller gets a document: who may not read every document must
// say of which agreement it is, within which the field stands.
func addressFor(ctx context.Context, d *fact.Document) string {
	of := graphql.GetFieldContext(ctx).Parent.Parent
	if a, is := of.Result.(*fact.Agreement); is && access.May(ctx, access.Read) != nil {
		return address(d) + "?" + url.Values{"agreement": {a.ExternalID}}.Encode()
	}
	return address(d)
}

// The types that answer the fields of documents.
type (
	document          struct{}
	documentSignature struct{}
)

func (document) URL(ctx context.Context, of *fact.Document) (string, error) {
	return addressFor(ctx, of), nil
}

func (documentSignature) SignedAt(_ context.Context, of *fact.Signature) (*time.Time, error) {
	if of.On.IsZero() {
		return nil, nil //nolint:nilnil // the file does not say
	}
	return &of.On, nil
}

func (query) Document(ctx context.Context, sha256 string) (*fact.Document, error) {
	return view(ctx).Document(ctx, sha256)
}

func (agreement) Document(ctx context.Context, of *fact.Agreement) (*fact.Document, error) {
	return view(ctx).DocumentOf(ctx, of)
}

func (agreement) Warnings(ctx context.Context, of *fact.Agreement) ([]*registry.AgreementWarning, error) {
	return view(ctx).Warnings(ctx, of)
}

package graph

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// largestImport bounds the files of one import, in bytes.
const largestImport = 8 << 30

// importer takes files as multipart/form-data: one part "file" each, named as
// the caller names it, with the kind in the part's header Kind; before them a
// part "documents", a JSON object of the paths that rows name and the SHA-256 of
// their bytes, which the caller has read.
type importer struct {
	registry *registry.Registry
	actor    string
}

// ImportAnswer is what an import answers: what was done, or every fault.
type ImportAnswer struct {
	Imported []*registry.Imported `json:"imported,omitempty"`
	Faults   fault.List           `json:"faults,omitempty"`
}

func (i *importer) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	folder, err := os.MkdirTemp("", "safeconduct-import-*")
	if err != nil {
		answer(w, http.StatusServiceUnavailable, ImportAnswer{Faults: fault.List{fault.New(fault.Unavailable, "there is no room for the files")}})
		return
	}
	defer os.RemoveAll(folder)
	sources, err := receive(http.MaxBytesReader(w, q.Body, largestImport), q, folder)
	if err != nil {
		answer(w, http.StatusBadRequest, ImportAnswer{Faults: fault.List{fault.New(fault.BadInput, "the files did not arrive as multipart/form-data")}})
		return
	}
	dryRun, _ := strconv.ParseBool(q.URL.Query().Get("dryRun"))
	imported, err := i.registry.Import(q.Context(), registry.Import{Sources: sources, Actor: i.actor, DryRun: dryRun})
	if err != nil {
		answer(w, statusOf(err), ImportAnswer{Faults: faultsOf(err)})
		return
	}
	answer(w, http.StatusOK, ImportAnswer{Imported: imported})
}

// receive spools the parts of a request into a folder.
func receive(body io.ReadCloser, q *http.Request, folder string) (sources []sheet.Source, err error) {
	q.Body = body
	parts, err := q.MultipartReader()
	if err != nil {
		return nil, err
	}
	documents := map[string]string{}
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return sources, nil
		}
		if err != nil {
			return nil, err
		}
		if part.FormName() == "documents" {
			if err := json.NewDecoder(part).Decode(&documents); err != nil {
				return nil, err
			}
			continue
		}
		path := filepath.Join(folder, strconv.Itoa(len(sources)))
		if err := spool(path, part); err != nil {
			return nil, err
		}
		sources = append(sources, sheet.Source{
			Name: part.Header.Get("Name"), Kind: sheet.Kind(part.Header.Get("Kind")),
			Open:     func() (io.ReadCloser, error) { return os.Open(path) },
			Document: sent(documents, part.Header.Get("Name")),
		})
	}
}

// sent finds the documents that the caller has read for a file.
func sent(documents map[string]string, file string) func(string) (string, string) {
	return func(path string) (sha256, why string) {
		if sum := documents[file+"\n"+path]; sum != "" {
			return sum, ""
		}
		return "", "does not exist beside the file"
	}
}

func spool(path string, from io.Reader) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, from)
	return errors.Join(err, file.Close())
}

// faultsOf are the refusals in an error; anything else is one of our own.
func faultsOf(err error) fault.List {
	var many fault.List
	if errors.As(err, &many) {
		return many
	}
	var one *fault.Error
	if errors.As(err, &one) {
		return fault.List{one}
	}
	return fault.List{fault.New(fault.Internal, "%s", internalText)}
}

// statusOf is the HTTP status of a refusal (contract, errors).
func statusOf(err error) int {
	switch fault.CodeOf(err) {
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

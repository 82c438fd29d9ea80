package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"syscall"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// importFiles sends the documents that the files name to the server, then the
// files with the sums of those.
func (r *remote) importFiles(ctx context.Context, sources []sheet.Source, dryRun bool) ([]*registry.Imported, error) {
	keep := r.keep
	if dryRun {
		keep = sumOf
	}
	documents, err := keepDocuments(ctx, sources, keep)
	if err != nil {
		return nil, err
	}
	reader, writer := io.Pipe()
	form := multipart.NewWriter(writer)
	go func() {
		err := send(form, sources, documents)
		writer.CloseWithError(errors.Join(err, form.Close()))
	}()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.at("/import", "dryRun", strconv.FormatBool(dryRun)), reader)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	request.Header.Set(graph.ClientHeader, "safeconduct")
	var answer graph.ImportAnswer
	err = r.ask(request, &answer)
	if errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) {
		return nil, fault.New(fault.OutcomeUnknown, "the server went away: it is unknown whether the import took place; import again, identical rows change nothing")
	}
	return answer.Imported, err
}

// at is the address of a path on the server, whose own may end in a slash.
func (r *remote) at(path, parameter, value string) string {
	return r.under(path) + "?" + url.Values{parameter: {value}}.Encode()
}

// under is the address of a path without parameters.
func (r *remote) under(path string) string { return strings.TrimRight(r.base, "/") + path }

// keep sends a document to the server, before the rows that name it.
func (r *remote) keep(ctx context.Context, name string, content io.Reader) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.at(graph.DocumentsPath, "name", name), content)
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/octet-stream")
	request.Header.Set(graph.ClientHeader, "safeconduct")
	var answer graph.DocumentAnswer
	err = r.ask(request, &answer)
	return answer.SHA256, err
}

func send(form *multipart.Writer, sources []sheet.Source, documents graph.Documents) error {
	part, err := form.CreateFormField("documents")
	if err != nil {
		return err
	}
	if err := json.NewEncoder(part).Encode(documents); err != nil {
		return err
	}
	for _, source := range sources {
		if err := sendFile(form, source); err != nil {
			return err
		}
	}
	return nil
}

// sendFile sends a file, or why it cannot be read, which the server then reports
// among all other faults.
func sendFile(form *multipart.Writer, source sheet.Source) error {
	header := textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="file"`},
		graph.NameHeader:      {url.PathEscape(source.Name)},
		graph.KindHeader:      {string(source.Kind)},
	}
	file, err := source.Open()
	if err != nil {
		header.Set(graph.UnreadableHeader, root(err).Error())
		_, err := form.CreatePart(header)
		return err
	}
	part, err := form.CreatePart(header)
	if err != nil {
		return errors.Join(err, file.Close())
	}
	_, err = io.Copy(part, file)
	return errors.Join(err, file.Close())
}

// check asks the server which flows lack a valid basis, and hands the answer to
// show while it arrives.
func (r *remote) check(ctx context.Context, asOf civil.Date, scenario string, show func(*registry.Check) error) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.under("/check")+"?"+url.Values{"asOf": {asOf.String()}, "scenario": {scenario}}.Encode(), nil)
	if err != nil {
		return err
	}
	response, err := r.send(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	lines := json.NewDecoder(response.Body)
	var first graph.CheckLine
	if err := lines.Decode(&first); err != nil || first.Head == nil {
		return errUnreadable
	}
	return show(&registry.Check{CheckHead: *first.Head, Flagged: func(yield func(*registry.FlaggedFlow, error) bool) {
		for {
			var line graph.CheckLine
			switch err := lines.Decode(&line); {
			case err != nil:
				yield(nil, fmt.Errorf("the server's answer was cut off: %w", err))
				return
			case len(line.Faults) > 0:
				yield(nil, line.Faults)
				return
			case line.Ended || !yield(line.Flagged, nil):
				return
			}
		}
	}})
}

// errUnreadable is for answers of what is no Safeconduct, or a newer one.
var errUnreadable = errors.New("the server answered nothing that this command understands")

// ask sends a request and reads the answer.
func (r *remote) ask(request *http.Request, answer any) error {
	response, err := r.send(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
		return errUnreadable
	}
	return nil
}

// send sends a request and gives the answer, or the faults of a refusal.
func (r *remote) send(request *http.Request) (*http.Response, error) {
	if r.token != "" {
		request.Header.Set("Authorization", "Bearer "+r.token)
	}
	response, err := r.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask the server: %w", err)
	}
	if response.StatusCode == http.StatusOK || response.StatusCode == http.StatusCreated {
		return response, nil
	}
	defer response.Body.Close()
	var refused graph.Refusal
	if err := json.NewDecoder(response.Body).Decode(&refused); err != nil || len(refused.Faults) == 0 {
		return nil, fault.New(fault.Unavailable, "the server answered %s", response.Status)
	}
	return nil, refused.Faults
}

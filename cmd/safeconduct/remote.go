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

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// importFiles sends the files to the server, and what the documents that they
// name amount to.
func (r *remote) importFiles(ctx context.Context, sources []sheet.Source, dryRun bool) ([]*registry.Imported, error) {
	documents := readDocuments(sources)
	reader, writer := io.Pipe()
	form := multipart.NewWriter(writer)
	go func() {
		err := send(form, sources, documents)
		writer.CloseWithError(errors.Join(err, form.Close()))
	}()
	address := r.base + "/import?dryRun=" + strconv.FormatBool(dryRun)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, reader)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	var answer graph.ImportAnswer
	if err := r.ask(request, &answer); err != nil {
		return nil, err
	}
	return answer.Imported, nil
}

// readDocuments hashes every document that the rows name, here where the files
// are; one that cannot be read is left to the server to refuse at its row.
func readDocuments(sources []sheet.Source) map[string]string {
	sums := map[string]string{}
	for _, source := range sources {
		if source.Kind != sheet.Agreements {
			continue
		}
		_ = sheet.Read(source, sheet.AgreementColumns.Names(), func(header sheet.Header, row sheet.Row) {
			if path, _ := row.Cell(header, "document"); path != "" {
				sums[source.Name+"\n"+path], _ = source.Document(path)
			}
		})
	}
	return sums
}

func send(form *multipart.Writer, sources []sheet.Source, documents map[string]string) error {
	part, err := form.CreateFormField("documents")
	if err != nil {
		return err
	}
	if err := json.NewEncoder(part).Encode(documents); err != nil {
		return err
	}
	for _, source := range sources {
		part, err := form.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {`form-data; name="file"`},
			"Name":                {source.Name}, "Kind": {string(source.Kind)},
		})
		if err != nil {
			return err
		}
		file, err := source.Open()
		if err != nil {
			return err
		}
		_, err = io.Copy(part, file)
		if err := errors.Join(err, file.Close()); err != nil {
			return err
		}
	}
	return nil
}

// check asks the server which flows lack a valid basis, and hands the answer to
// show while it arrives.
func (r *remote) check(ctx context.Context, asOf civil.Date, show func(*registry.Check) error) error {
	address := r.base + "/check?asOf=" + url.QueryEscape(asOf.String())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
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
	response, err := r.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask the server: %w", err)
	}
	if response.StatusCode == http.StatusOK {
		return response, nil
	}
	defer response.Body.Close()
	var refused graph.ImportAnswer
	if err := json.NewDecoder(response.Body).Decode(&refused); err != nil || len(refused.Faults) == 0 {
		return nil, fault.New(fault.Unavailable, "the server answered %s", response.Status)
	}
	return nil, refused.Faults
}

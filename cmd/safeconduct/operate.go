package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// ownDocuments are those that these commands send: a server that answers no others but
// trusted ones trusts them, too.
var ownDocuments []string

// own notes a document as one of ownDocuments.
func own(document string) string {
	ownDocuments = append(ownDocuments, document)
	return document
}

// operate has the server perform a GraphQL operation, which is one of its [own], and reads its data into to.
func (r *remote) operate(ctx context.Context, document string, variables map[string]any, to any) error {
	asked, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.under("/graphql"), bytes.NewReader(asked))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code fault.Code }
		}
	}
	if err := r.ask(request, &answer); err != nil {
		return err
	}
	if len(answer.Errors) > 0 {
		first := answer.Errors[0]
		return fault.New(first.Extensions.Code, "%s", first.Message)
	}
	if err := json.Unmarshal(answer.Data, to); err != nil {
		return errUnreadable
	}
	return nil
}

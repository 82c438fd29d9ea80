package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/registry"
)

// largestPart is more than any part of a log that a server sends has, in bytes.
const largestPart = 256 * (2 + 1<<16)

// verify verifies the log of the server against a checkpoint, and has the server hold
// its columns to its records.
func (r *remote) verify(ctx context.Context, kept []byte) (*registry.Verified, error) {
	show := progress()
	found := findings(os.Stdout)
	witness := registry.Witness{Finding: found, Progress: func(parts int) {
		if show != nil {
			show("verifying", parts)
		}
	}}
	v, err := registry.VerifyServed(func(path string) ([]byte, error) { return r.logPart(ctx, path) }, kept, witness)
	if err != nil {
		return v, err
	}
	return v, r.verifyColumns(ctx, v, found)
}

// verifyColumns has the server hold the columns from which it answers to its records:
// its word for what lies in its memory.
func (r *remote) verifyColumns(ctx context.Context, to *registry.Verified, found func(where, what string)) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.under(graph.ColumnsPath), nil)
	if err != nil {
		return err
	}
	request.Header.Set(graph.ClientHeader, "safeconduct")
	var sampled registry.Sampled
	if err := r.ask(request, &sampled); err != nil {
		return fmt.Errorf("the server's columns: %w", err)
	}
	tellSampled(to, &sampled, found)
	return nil
}

// logPart gets what the server has of its log under a path.
func (r *remote) logPart(ctx context.Context, path string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.under("/log/"+path), nil)
	if err != nil {
		return nil, err
	}
	response, err := r.send(request)
	if err != nil {
		return nil, fmt.Errorf("the log's %s: %w", path, err)
	}
	defer response.Body.Close()
	part, err := io.ReadAll(io.LimitReader(response.Body, largestPart+1))
	if err == nil && len(part) > largestPart {
		err = errors.New("it has no end")
	}
	if err != nil {
		return nil, fmt.Errorf("the log's %s: %w", path, err)
	}
	return part, nil
}

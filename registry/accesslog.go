package registry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// RecordsAccess reports whether who reads is recorded.
func (r *Registry) RecordsAccess() bool { return r.access != nil }

// NoteAccess writes a request into the access log, which must be kept. UNAVAILABLE
// where it could not be written: who asked must not be answered then.
func (r *Registry) NoteAccess(l *accesslog.Line) error {
	err := r.access.Add(l)
	if failing := err != nil; failing != r.unnoted.Swap(failing) && failing {
		slog.Error("the access log cannot be written: reads are refused until it can", "error", err)
	}
	if err != nil {
		return fault.New(fault.Unavailable, "who reads is recorded, and that cannot be written now: try again when the server has room")
	}
	return nil
}

// SyncAccessLog syncs the access log, which must be kept, each second until the context
// is done.
func (r *Registry) SyncAccessLog(ctx context.Context) {
	r.access.KeepSynced(ctx, func(err error) {
		slog.Error("the access log could not be synced", "error", err)
	})
}

// AccessEntry is a line of the access log.
type AccessEntry struct {
	*accesslog.Line
	behind accesslog.Place
}

// Actor is who asked; nil for who was not let in.
func (e *AccessEntry) Actor() *string { return given(e.Line.Actor) }

// Role is the role of who asked; nil for who was not let in.
func (e *AccessEntry) Role() *access.Role { return given(access.Role(e.Line.Role)) }

// Address is from where somebody asked who was not let in; nil for others.
func (e *AccessEntry) Address() *string { return given(e.Line.Address) }

// Operation is the name of the operation; nil where it has none.
func (e *AccessEntry) Operation() *string { return given(e.Line.Operation) }

// given is a text that may be missing.
func given[T ~string](text T) *T {
	if text == "" {
		return nil
	}
	return &text
}

// AccessPage is a page of the access log.
type (
	AccessPage = Page[*AccessEntry]
	AccessEdge = Edge[*AccessEntry]
)

// byLine is the order of the access log.
var byLine = order[*AccessEntry]{"access", func(e *AccessEntry) string {
	return fmt.Sprintf("%s %020d", e.behind.Day, e.behind.Offset)
}}

// AccessLog lists who read what and who was refused, oldest first. Only what is behind
// the cursor is read.
func (r *Registry) AccessLog(ctx context.Context, filter accesslog.Filter, paging Paging) (*AccessPage, error) {
	if err := access.May(ctx, access.SeeAccess); err != nil {
		return nil, err
	}
	size, after, err := byLine.asked(paging)
	if err != nil {
		return nil, err
	}
	var found []*AccessEntry
	if r.access != nil {
		var from accesslog.Place
		if from, err = linesFrom(after); err != nil {
			return nil, noCursor(*paging.After)
		}
		err = r.access.Walk(ctx, from, filter, func(behind accesslog.Place, l *accesslog.Line) bool {
			found = append(found, &AccessEntry{l, behind})
			return len(found) <= size
		})
	}
	if errors.Is(err, accesslog.ErrNoPlace) {
		return nil, noCursor(*paging.After)
	}
	if err != nil {
		return nil, err
	}
	page := byLine.page(found[:min(size, len(found))], nil)
	page.PageInfo.HasNextPage, page.PageInfo.HasPreviousPage = len(found) > size, after != ""
	return page, nil
}

// linesFrom is the place that the key of a cursor names; the zero Place, the beginning, for
// none.
func linesFrom(key string) (at accesslog.Place, err error) {
	if key == "" {
		return at, nil
	}
	day, offset, _ := strings.Cut(key, " ")
	at.Day = day
	at.Offset, err = strconv.ParseInt(offset, 10, 64)
	return at, err
}

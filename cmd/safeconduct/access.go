package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
)

// accessQuery says which requests are listed; "" admits all.
type accessQuery struct{ actor, outcome, from, until string }

func accessCommand() *cobra.Command {
	var at target
	var q accessQuery
	var format string
	c := &cobra.Command{
		Use:   "access",
		Short: "List who read what and who was refused, oldest first",
		Long: `List the requests that the access log has: who asked and as what, the shape of what was
asked, the ids of what was asked for, and the outcome. It is for those of the roles AUDITOR
and ADMIN.`,
		Example: `  safeconduct access --data ./data --outcome FORBIDDEN
  safeconduct access --server https://registry.example --from 2026-11-01 --format json | jq .objects`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if format != "table" && format != "json" {
				return fmt.Errorf("--format %s is unknown: expected table or json", format)
			}
			filter, err := q.filter()
			if err != nil {
				return err
			}
			out := newAccessWriter(os.Stdout, format)
			if err := at.walkAccess(c.Context(), filter, out.write); err != nil {
				return err
			}
			return out.end()
		},
	}
	at.flags(c)
	at.serverFlag(c)
	c.Flags().StringVar(&q.actor, "actor", "", "only requests of this actor, such as os:anna")
	c.Flags().StringVar(&q.outcome, "outcome", "", "only requests with this outcome: OK, or a code such as FORBIDDEN")
	c.Flags().StringVar(&q.from, "from", "", "only requests at this moment or later: a day (UTC) or 2026-11-26T12:00:00Z")
	c.Flags().StringVar(&q.until, "until", "", "only requests up to this moment; a day counts with all of it")
	c.Flags().StringVar(&format, "format", "table", "table or json, an object a line")
	completeWith(c, "format", "table", "json")
	return c
}

// filter is what the flags say.
func (q accessQuery) filter() (f accesslog.Filter, err error) {
	f.Actor, f.Outcome = textOrNil(q.actor), textOrNil(q.outcome)
	if f.From, err = momentOrNil("from", q.from, 0); err == nil {
		f.Until, err = momentOrNil("until", q.until, 24*time.Hour-time.Nanosecond)
	}
	return f, err
}

func textOrNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// momentOrNil reads a moment, or a day, of which it is the moment so long after its begin.
func momentOrNil(flag, text string, into time.Duration) (*time.Time, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // it is not given
	}
	at, err := time.Parse(time.DateOnly, text)
	if err == nil {
		at = at.Add(into)
	} else if at, err = time.Parse(time.RFC3339, text); err != nil {
		return nil, fmt.Errorf("--%s %s is no moment: expected 2026-11-26 or 2026-11-26T12:00:00Z", flag, text)
	}
	return &at, nil
}

// listedAccess is a request as the list tells it.
type listedAccess struct {
	At        time.Time    `json:"at"`
	Actor     *string      `json:"actor"`
	Role      *access.Role `json:"role"`
	Address   *string      `json:"address"`
	Path      string       `json:"path"`
	Operation *string      `json:"operation"`
	Asked     []string     `json:"asked"`
	Objects   []string     `json:"objects"`
	Outcome   string       `json:"outcome"`
	Status    int          `json:"status"`
	Items     int          `json:"items"`
	Micros    int64        `json:"micros"`
	Untold    int          `json:"untold"`
}

// walkAccess hands the requests to fn that a filter admits: of the folder, or of the server
// that is asked.
func (t *target) walkAccess(ctx context.Context, filter accesslog.Filter, fn func(listedAccess) error) error {
	server, err := t.remote()
	if err != nil {
		return err
	}
	page := server.accessPage
	if server == nil {
		r, err := t.open(ctx, "access", false)
		if err != nil {
			return err
		}
		defer r.Close()
		page = func(ctx context.Context, filter accesslog.Filter, after *string) ([]listedAccess, *string, error) {
			return accessPage(ctx, r, filter, after)
		}
	}
	for after := (*string)(nil); ; {
		some, end, err := page(ctx, filter, after)
		if err != nil {
			return err
		}
		for _, one := range some {
			if err := fn(one); err != nil {
				return err
			}
		}
		if after = end; end == nil {
			return nil
		}
	}
}

// accessPageSize is how many requests are asked for at a time.
const accessPageSize = 1000

// accessPage is a page of requests, with the cursor behind it; nil on the last one.
func accessPage(ctx context.Context, r *registry.Registry, filter accesslog.Filter, after *string) (all []listedAccess, end *string, err error) {
	size := accessPageSize
	page, err := r.AccessLog(ctx, filter, registry.Paging{First: &size, After: after})
	if err != nil {
		return nil, nil, err
	}
	for _, e := range page.Nodes {
		l := e.Line
		all = append(all, listedAccess{
			l.At, e.Actor(), e.Role(), e.Address(), l.Path, e.Operation(), append([]string{}, l.Asked...), append([]string{}, l.Objects...), l.Outcome, l.Status, l.Items, l.Micros, l.Untold,
		})
	}
	if page.PageInfo.HasNextPage {
		end = page.PageInfo.EndCursor
	}
	return all, end, nil
}

// asksAccess asks a server for a page of requests.
var asksAccess = own(`query($first: Int, $after: String, $actor: String, $outcome: String, $from: DateTime, $until: DateTime) {
	accessLog(first: $first, after: $after, actor: $actor, outcome: $outcome, from: $from, until: $until) {
		pageInfo { hasNextPage endCursor }
		nodes { at actor role address path operation asked objects outcome status items micros untold }
	}
}`)

func (r *remote) accessPage(ctx context.Context, filter accesslog.Filter, after *string) (all []listedAccess, end *string, err error) {
	var answer struct {
		AccessLog struct {
			PageInfo struct {
				HasNextPage bool
				EndCursor   *string
			}
			Nodes []listedAccess
		}
	}
	err = r.operate(ctx, asksAccess, map[string]any{
		"first": accessPageSize, "after": after, "actor": filter.Actor, "outcome": filter.Outcome, "from": filter.From, "until": filter.Until,
	}, &answer)
	if answer.AccessLog.PageInfo.HasNextPage {
		end = answer.AccessLog.PageInfo.EndCursor
	}
	return answer.AccessLog.Nodes, end, err
}

// accessWriter prints requests as they come.
type accessWriter struct {
	json  *json.Encoder     // nil for a table
	table *tabwriter.Writer // nil for JSON
}

func newAccessWriter(w io.Writer, format string) *accessWriter {
	if format == "json" {
		return &accessWriter{json: json.NewEncoder(w)}
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "AT\tWHO\tROLE\tPATH\tOUTCOME\tASKED")
	return &accessWriter{table: t}
}

func (w *accessWriter) write(e listedAccess) error {
	if w.json != nil {
		return w.json.Encode(e)
	}
	who, role := cmp.Or(e.Actor, e.Address), "–"
	if e.Role != nil {
		role = string(*e.Role)
	}
	if who == nil {
		who = new(string)
	}
	asked := strings.Join(append(e.Objects, e.Asked...), "; ")
	if e.Untold > 0 {
		asked = strings.TrimPrefix(fmt.Sprintf("%s; and %d more", asked, e.Untold), "; ")
	}
	asked = strings.Map(printed, asked) // ids are what somebody sent
	_, err := fmt.Fprintf(w.table, "%s\t%s\t%s\t%s\t%s\t%s\n", e.At.UTC().Format("2006-01-02 15:04:05"), *who, role, e.Path, e.Outcome, asked)
	return err
}

// printed is a character as a terminal is to show it: none that moves its cursor.
func printed(r rune) rune {
	if !unicode.IsPrint(r) {
		return unicode.ReplacementChar
	}
	return r
}

func (w *accessWriter) end() error {
	if w.table == nil {
		return nil
	}
	return w.table.Flush()
}

// Command genqlient asks a server with code that genqlient has made from its schema: it
// lists the flagged flows of a day, page by page, and renames one, twice at the same
// version. Usage: genqlient FLOW, with SAFECONDUCT_URL and SAFECONDUCT_TOKEN.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/Khan/genqlient/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"genqlient/generated"
)

// shows is a transport that shows a token.
type shows struct{ token string }

func (s shows) RoundTrip(q *http.Request) (*http.Response, error) {
	q.Header.Set("Authorization", "Bearer "+s.token)
	return http.DefaultTransport.RoundTrip(q)
}

func main() {
	if err := run(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, flow string) error {
	client := graphql.NewClient(os.Getenv("SAFECONDUCT_URL")+"/graphql", &http.Client{Transport: shows{os.Getenv("SAFECONDUCT_TOKEN")}})
	var after *string
	for day, more := "2020-07-16", true; more; {
		page, err := generated.Flagged(ctx, client, &day, 2, after)
		if err != nil {
			return err
		}
		for _, f := range page.Flows.Nodes {
			fmt.Println(f.ExternalId, f.Verdict.Status)
		}
		after, more = page.Flows.PageInfo.EndCursor, page.Flows.PageInfo.HasNextPage
	}
	for range 2 {
		renamed, err := generated.Rename(ctx, client, flow, "Renamed", 1)
		var refused gqlerror.List
		switch {
		case errors.As(err, &refused):
			fmt.Println(refused[0].Extensions["code"])
		case err != nil:
			return err
		default:
			f := (*renamed.AmendFlow.Record).(*generated.RenameAmendFlowChangedRecordFlow)
			fmt.Println(f.Name, f.Version)
		}
	}
	return nil
}

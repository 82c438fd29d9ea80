package graph

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"hash"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// KeyHeader names a write: sent again with the same key, it does nothing again
// and answers what it did. So one whose outcome is unknown can be sent again.
const KeyHeader = "Idempotency-Key"

const longestKey = 128

// sentKey is the key of a request, with the hash of all that it asks.
type sentKey struct {
	key     string
	content [sha256.Size]byte
}

type sentKeyKey struct{}

// withKey notes the key of a GraphQL request.
func withKey(ctx context.Context, key string, params *graphql.RawParams) (context.Context, error) {
	if key == "" {
		return ctx, nil
	}
	if err := checkKey(key); err != nil {
		return ctx, err
	}
	asked, err := json.Marshal([]any{params.Query, params.OperationName, params.Variables})
	if err != nil {
		return ctx, err
	}
	return context.WithValue(ctx, sentKeyKey{}, sentKey{key, sha256.Sum256(asked)}), nil
}

func checkKey(key string) error {
	if len(key) > longestKey || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return fault.Bad(KeyHeader, key, "is no key: expected 1 to %d visible ASCII characters", longestKey)
	}
	return nil
}

// once names the write of a mutation's field: several in one request have keys of
// their own.
func once(ctx context.Context) *registry.Once {
	sent, given := ctx.Value(sentKeyKey{}).(sentKey)
	if !given {
		return nil
	}
	return &registry.Once{Key: sent.key + " " + graphql.GetPath(ctx).String(), Content: sent.content}
}

// onceOf names the write of a request that is no GraphQL, by what it sent.
func onceOf(key string, content hash.Hash) (*registry.Once, error) {
	if key == "" {
		return nil, nil //nolint:nilnil // a request may have no key
	}
	return &registry.Once{Key: key, Content: [sha256.Size]byte(content.Sum(nil))}, checkKey(key)
}

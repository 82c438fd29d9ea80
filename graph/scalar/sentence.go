package scalar

import (
	"context"
	"io"

	"github.com/99designs/gqlgen/graphql"

	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// MarshalSentence says a sentence in the language of the answer.
func MarshalSentence(s sentence.Sentence) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(ctx context.Context, w io.Writer) error {
		graphql.MarshalString(s.In(language.Of(ctx))).MarshalGQL(w)
		return nil
	})
}

// UnmarshalSentence reads a text as one that is said alike in every language.
func UnmarshalSentence(_ context.Context, v any) (sentence.Sentence, error) {
	text, err := graphql.UnmarshalString(v)
	return sentence.New("%s", text), err
}

package web

import (
	"embed"
	"io/fs"
)

// asks are the GraphQL documents of the page, as they are written.
//
//go:embed src/*/*.graphql
var asks embed.FS

// Documents are the texts of the GraphQL documents that the page asks: a server that
// answers no others but trusted ones trusts these.
func Documents() (texts []string) {
	paths, err := fs.Glob(asks, "src/*/*.graphql")
	for _, path := range paths {
		var text []byte
		if text, err = asks.ReadFile(path); err != nil {
			break
		}
		texts = append(texts, string(text))
	}
	if err != nil {
		panic(err) // they are compiled in
	}
	return texts
}

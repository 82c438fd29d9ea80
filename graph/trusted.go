package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/safeconduct/safeconduct/graph/generated"
	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Trusted are the documents that a locked-down server answers; it refuses all others. A
// document is asked for by the SHA-256 of its text, or by a text all of whose
// operations and fragments are trusted, whatever space and comments stand between them.
// A nil Trusted trusts every document, and knows none by a sum.
type Trusted struct {
	texts       map[string]string          // by their sums, in hexadecimal
	definitions map[[sha256.Size]byte]bool // operations and fragments, by the sums of what they say
}

// NewTrusted trusts the documents of our own programs, which belong to this schema.
func NewTrusted(own ...string) (*Trusted, error) {
	t := &Trusted{texts: map[string]string{}, definitions: map[[sha256.Size]byte]bool{}}
	for _, text := range own {
		document, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			return nil, err
		}
		t.trust(text, document)
	}
	return t, nil
}

// Add trusts a document, unless this server could not answer it.
func (t *Trusted) Add(text string) error {
	if err := limit.Document(text); err != nil {
		return err
	}
	document, faults := gqlparser.LoadQueryWithRules(generated.NewExecutableSchema(generated.Config{}).Schema(), text, nil)
	if len(faults) > 0 {
		return faults[0]
	}
	t.trust(text, document)
	return nil
}

func (t *Trusted) trust(text string, document *ast.QueryDocument) {
	t.texts[SumOf(text)] = text
	for _, said := range definitionsOf(document) {
		t.definitions[said] = true
	}
}

// SumOf is the sum by which a document is asked for.
func SumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// definitionsOf are the sums of what the definitions of a document say.
func definitionsOf(document *ast.QueryDocument) (sums [][sha256.Size]byte) {
	said := func(one *ast.QueryDocument) {
		sum := sha256.New()
		formatter.NewFormatter(sum).FormatQueryDocument(one)
		sums = append(sums, [sha256.Size]byte(sum.Sum(nil)))
	}
	for _, operation := range document.Operations {
		said(&ast.QueryDocument{Operations: ast.OperationList{operation}})
	}
	for _, fragment := range document.Fragments {
		said(&ast.QueryDocument{Fragments: ast.FragmentDefinitionList{fragment}})
	}
	return sums
}

// errUntrusted is told to who sends a document of another's making.
var errUntrusted = fault.New(fault.Forbidden, "this server answers documents that its owner has put down, and no other")

// admits refuses the text of a document that is not trusted; it is one that
// [limit.Document] has let through. What is no GraphQL is not refused here.
func (t *Trusted) admits(text string) error {
	if t == nil {
		return nil
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, limit.MostTokens)
	if err != nil {
		return nil //nolint:nilerr // the parser says it again, with its place
	}
	for _, said := range definitionsOf(document) {
		if !t.definitions[said] {
			return errUntrusted
		}
	}
	return nil
}

// asked is what a request asks. A document may be named by its sum instead: in
// documentId, as GraphQL over HTTP drafts it, or in the extension persistedQuery of
// Apollo's clients.
type asked struct {
	graphql.RawParams
	DocumentID string `json:"documentId"`
}

// sumPrefix says of a document's id what it is.
const sumPrefix = "sha256:"

// named is the sum by which a document is named, "" where it is not.
func (a *asked) named() string {
	persisted, _ := a.Extensions["persistedQuery"].(map[string]any)
	sum, _ := persisted["sha256Hash"].(string)
	return strings.ToLower(strings.TrimPrefix(cmp.Or(a.DocumentID, sum), sumPrefix))
}

// find finds the document that is asked for.
func (t *Trusted) find(a *asked) (*graphql.RawParams, error) {
	if sum := a.named(); t != nil && sum != "" {
		text, known := t.texts[sum]
		switch {
		case a.Query != "" && SumOf(a.Query) != sum:
			return nil, fault.Bad("documentId", sum, "is not the SHA-256 of the query beside it")
		case a.Query == "" && !known:
			return nil, fault.New(fault.NotFound, "there is no document %s: this server answers those that its owner has put down", fault.Clip(sum))
		case a.Query == "":
			a.Query = text
		}
	}
	if a.Query == "" {
		return nil, fault.Bad("query", "", "is missing: expected a GraphQL document")
	}
	return &a.RawParams, nil
}

// read reads what is asked from a JSON object.
func (t *Trusted) read(object []byte) (*graphql.RawParams, error) {
	a := &asked{}
	if err := decode(object, a); err != nil {
		return nil, fault.New(fault.BadInput, "the body is no JSON object with a query")
	}
	return t.find(a)
}

// TextsOf are the documents in a JSON object as tools that look through clients write
// them: texts by their SHA-256.
func TextsOf(object []byte) (texts []string, err error) {
	var bySum map[string]string
	if json.Unmarshal(object, &bySum) != nil {
		return nil, fault.New(fault.BadInput, "is no JSON object of documents by their SHA-256")
	}
	for sum, text := range bySum {
		if strings.ToLower(strings.TrimPrefix(sum, sumPrefix)) != SumOf(text) {
			return nil, fault.New(fault.BadInput, "names a document by %q, which is not its SHA-256: that is %s", fault.Clip(sum), SumOf(text))
		}
		texts = append(texts, text)
	}
	return texts, nil
}

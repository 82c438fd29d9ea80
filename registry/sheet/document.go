package sheet

import (
	"encoding/hex"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// sumPrefix begins the cell of a document that nobody has any more: of it only its
// SHA-256 is recorded.
const sumPrefix = "sha256:"

// SumAlone is the cell that records a document by its SHA-256 alone.
func SumAlone(sum string) string { return sumPrefix + sum }

// SumIn is the SHA-256 in the cell of a document that is recorded by it alone, ""
// for the path of a file.
func SumIn(cell string) string {
	sum, alone := strings.CutPrefix(cell, sumPrefix)
	if bytes, err := hex.DecodeString(sum); !alone || err != nil || len(bytes) != 32 || strings.ToLower(sum) != sum {
		return ""
	}
	return sum
}

func setDocument(a *fact.Agreement, cell string, names Names) *fault.Error {
	a.Document = fact.DocumentRef{}
	if cell == "" {
		return nil
	}
	sum, why := names.Document(cell)
	if !why.IsEmpty() {
		return fault.BadFor("", cell, why)
	}
	a.Document = fact.DocumentRef{Path: cell, SHA256: sum}
	return nil
}

func writeDocument(a *fact.Agreement, keys Keys) string { return keys.Document(a.Document) }

package graph

import (
	"regexp"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Documents are the documents that rows name, by the file of the row and the
// path as the row writes it. The caller reads them, since they lie beside its
// files.
type Documents map[string]map[string]Document

// Document is what the caller found: the SHA-256 in hexadecimal, or why it
// cannot be had.
type Document struct {
	SHA256 string `json:"sha256,omitempty"`
	Why    string `json:"why,omitempty"`
}

// sum is a SHA-256 in hexadecimal.
var sum = regexp.MustCompile("^[0-9a-f]{64}$")

// Of finds the documents that the caller has read for a file.
func (d Documents) Of(file string) func(path string) (sha256, why string) {
	return func(path string) (sha256, why string) {
		found, told := d[file][path]
		switch {
		case !told:
			return "", "does not exist beside the file"
		case found.Why != "":
			return "", fault.Clip(found.Why)
		case !sum.MatchString(found.SHA256):
			return "", "came without its SHA-256"
		}
		return found.SHA256, ""
	}
}

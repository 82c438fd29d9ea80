package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/table"
)

// documentPlaces are the paths at which an export puts the documents that it has
// met, by their sums; "" for one that is not kept.
type documentPlaces map[string]string

// cell is the cell of an agreement whose document has the sum.
func (p documentPlaces) cell(r *table.Reader, sum string) (string, error) {
	if sum == "" {
		return "", nil
	}
	place, met := p[sum]
	if !met {
		d, err := documents.ByExternalID(r, sum)
		if err != nil && !isMissing(known(err)) {
			return "", err
		}
		if err == nil && !d.Gone {
			place = placeOf(d)
		}
		p[sum] = place
	}
	if place == "" {
		return sheet.SumAlone(sum), nil
	}
	return place, nil
}

// placeOf is where an export puts a document: under its own name, which an import
// records, in a folder of its own, since names repeat. A name that no cell can hold
// is replaced by the sum.
func placeOf(d *fact.Document) string {
	name := strings.Trim(d.Name, " ")
	if name == "" || fact.CheckFileName(name) != nil {
		name = d.Sum()
	}
	return path.Join("documents", d.Sum(), name)
}

// putDocuments writes the documents that rows have named.
func (j *exportJob) putDocuments(ctx context.Context) error {
	for _, sum := range slices.Sorted(maps.Keys(j.documents)) {
		place := j.documents[sum]
		if place == "" {
			j.done.NotKept++
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := j.putDocument(sum, place); err != nil {
			return err
		}
		j.done.Documents++
		j.progress("documents", 1)
	}
	return nil
}

// putDocument writes a document, unless its content is not what was recorded: an
// import would record it under another sum.
func (j *exportJob) putDocument(sum, place string) error {
	content, err := j.view.registry.Content(&fact.Document{Header: fact.Header{ExternalID: sum}})
	if err != nil {
		return err
	}
	defer content.Close()
	to, err := j.to.Create(place)
	if err != nil {
		return err
	}
	hash := sha256.New()
	if _, err := io.Copy(io.MultiWriter(to, hash), content); err != nil {
		return fmt.Errorf("export the document %s: %w", sum, err)
	}
	if hex.EncodeToString(hash.Sum(nil)) != sum {
		return fmt.Errorf("export the document %s: %w", sum, blob.ErrDamaged)
	}
	return nil
}

package main

import (
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/settings"
	"github.com/safeconduct/safeconduct/web"
)

// trusting says which GraphQL documents a server answers, where it does not answer all.
type trusting struct {
	set    *pflag.FlagSet
	folder string // "": all
}

func (t *trusting) flags(c *cobra.Command) {
	t.set = c.Flags()
	table.Add(t.set, "trusted-documents", &t.folder)
}

// documents are those of the folder, of the page and of these commands; nil for all, where
// no folder is given. Every file at fault is told.
func (t *trusting) documents() (*graph.Trusted, fault.List) {
	if t.folder == "" {
		return nil, nil
	}
	all, err := graph.NewTrusted(append(web.Documents(), ownDocuments...)...)
	if err != nil {
		return nil, fault.List{settings.Fault(t.set, "trusted-documents", "cannot be added to the documents of the page: %s", err)}
	}
	var faults fault.List
	found := 0
	at := func(path, why string) {
		faults.Add(settings.Fault(t.set, "trusted-documents", "has a file %s that %s", path, why))
	}
	err = fs.WalkDir(os.DirFS(t.folder), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		texts, err := textsOf(t.folder, path)
		if err != nil {
			at(path, err.Error())
		}
		for _, text := range texts {
			if err := all.Add(text); err != nil {
				at(path, "this server cannot answer: "+err.Error())
			}
		}
		found += len(texts)
		return nil
	})
	switch {
	case err != nil:
		faults.Add(settings.Fault(t.set, "trusted-documents", "cannot be read: %s", root(err)))
	case found == 0 && len(faults) == 0:
		faults.Add(settings.Fault(t.set, "trusted-documents", "has no document: expected files *.graphql, or *.json with documents by their SHA-256"))
	}
	return all, faults
}

// textsOf are the documents in a file of a folder; none in one that is neither of
// GraphQL nor of JSON.
func textsOf(folder, path string) ([]string, error) {
	kind := filepath.Ext(path)
	if kind != ".graphql" && kind != ".json" {
		return nil, nil
	}
	content, err := os.ReadFile(filepath.Join(folder, path))
	if err != nil {
		return nil, root(err)
	}
	if kind == ".json" {
		return graph.TextsOf(content)
	}
	return []string{string(content)}, nil
}

package web

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// file is a file of the page: its content as each compression wrote it.
type file struct {
	kind, etag string
	lasting    bool              // whether its name tells its content
	coded      map[string][]byte // by content coding; "" is the content itself
}

// files are the page's files by the path under which a browser asks for them.
type files map[string]*file

// load reads what was built; without it, the text that says how to build.
func load(from fs.FS) files {
	all := files{}
	root, err := fs.Sub(from, "dist/app")
	if err == nil {
		_ = fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				all.add(root, name)
			}
			return err
		})
	}
	if all["/index.html"] == nil {
		text, err := fs.ReadFile(from, unbuilt)
		if err != nil {
			panic(err) // it is compiled in
		}
		all["/index.html"] = newFile("index.html")
		all["/index.html"].put("", text)
	}
	return all
}

func (all files) index() *file { return all["/index.html"] }

// codings are the compressions by the ends of the names that they make.
var codings = map[string]string{".br": "br", ".gz": "gzip"}

func (all files) add(root fs.FS, name string) {
	content, err := fs.ReadFile(root, name)
	if err != nil {
		panic(err) // it is compiled in
	}
	coding := codings[path.Ext(name)]
	if coding != "" {
		name = strings.TrimSuffix(name, path.Ext(name))
	}
	if all["/"+name] == nil {
		all["/"+name] = newFile(name)
	}
	all["/"+name].put(coding, content)
}

// kinds are the types of files that a machine's own list may lack.
var kinds = map[string]string{".woff2": "font/woff2", ".ttf": "font/ttf", ".md": "text/markdown; charset=utf-8"}

func newFile(name string) *file {
	return &file{
		kind:    cmp.Or(kinds[path.Ext(name)], mime.TypeByExtension(path.Ext(name))),
		lasting: strings.HasPrefix(name, "assets/"),
		coded:   map[string][]byte{},
	}
}

func (f *file) put(coding string, content []byte) {
	sum := sha256.Sum256(content)
	f.coded[coding] = content
	f.etag = `"` + hex.EncodeToString(sum[:12]) + `"`
}

// serve writes the file in the smallest form that the client takes. A name that
// tells its content is kept for a year, all else is asked for again by its tag.
func (f *file) serve(w http.ResponseWriter, q *http.Request, status int) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	if f.lasting {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("ETag", f.etag)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Content-Type", f.kind)
	if status == http.StatusOK && q.Header.Get("If-None-Match") == f.etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	content, coding := f.chosen(q.Header.Get("Accept-Encoding"))
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	h.Set("Content-Length", strconv.Itoa(len(content)))
	w.WriteHeader(status)
	if q.Method != http.MethodHead {
		_, _ = w.Write(content)
	}
}

// chosen is the content in the coding that the client takes.
func (f *file) chosen(accepted string) (content []byte, coding string) {
	for _, coding := range []string{"br", "gzip"} {
		if content, kept := f.coded[coding]; kept && takes(accepted, coding) {
			return content, coding
		}
	}
	if content, kept := f.coded[""]; kept {
		return content, ""
	}
	return plain(f.coded["gzip"]), ""
}

// takes tells whether a header Accept-Encoding names a coding and does not refuse it.
func takes(accepted, coding string) bool {
	for part := range strings.SplitSeq(accepted, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == coding {
			q, given := strings.CutPrefix(strings.TrimSpace(quality), "q=")
			weight, err := strconv.ParseFloat(q, 64)
			return !given || err == nil && weight > 0
		}
	}
	return false
}

// plain is for the few clients that take nothing compressed.
func plain(compressed []byte) []byte {
	reader, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		panic(err) // the build wrote it
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		panic(err)
	}
	return content
}

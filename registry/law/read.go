package law

import (
	"errors"
	"io/fs"
	"path"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Folder is a folder of law with the path under which people know it: faults
// name its files by that path.
type Folder struct {
	fs.FS
	Path string
}

// pathOf names a file of a layer.
func pathOf(layer fs.FS, name string) string {
	if folder, ok := layer.(Folder); ok {
		return strings.TrimSuffix(folder.Path, "/") + "/" + name
	}
	return name
}

// readLayer reads every file *.yaml of a folder, by name. A file that looks
// like law but is none by its name is a fault: it would be missed in silence.
func (c *checker) readLayer(layer fs.FS, number int) {
	listed, err := fs.ReadDir(layer, ".")
	if err != nil {
		c.faults.Add(fault.New(fault.BadInput, "the folder of the law, %s, cannot be read: %s", pathOf(layer, ""), cause(err)))
		return
	}
	read := 0
	for _, entry := range listed {
		name := entry.Name()
		switch strings.ToLower(path.Ext(name)) {
		case ".yaml", ".yml":
			c.readNamed(layer, number, name)
			read++
		}
	}
	if read == 0 {
		c.faults.Add(fault.New(fault.BadInput, "the folder of the law, %s, holds no file *.yaml", pathOf(layer, "")))
	}
}

func (c *checker) readNamed(layer fs.FS, number int, name string) {
	d := &decoder{findings: c.findings, file: pathOf(layer, name), layer: number}
	if path.Ext(name) != ".yaml" {
		d.fail(1, "", "", "is not read: the name of a file of the law ends in .yaml")
		return
	}
	data, err := fs.ReadFile(layer, name)
	if err != nil {
		d.fail(1, "", "", "cannot be read: %s", cause(err))
		return
	}
	c.law.sources = append(c.law.sources, source{number, name, data})
	var f file
	d.read(data, &f)
	c.merge(&f)
}

// cause is what the system says, without the operation and the path.
func cause(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// read parses a file and decodes its only document. A key that stands twice is
// left to the decoder: the parser would end at it.
func (d *decoder) read(data []byte, to *file) {
	parsed, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.fail(syntaxLine(err), "", "", "is no YAML: %s", firstLine(yaml.FormatError(err, false, false)))
		d.leaveOut(string(data))
		return
	}
	for i, document := range parsed.Docs {
		switch {
		case i > 0:
			d.fail(lineOf(document.Body), "", "", "holds more than one document")
			d.leaveOut(document.String())
		case document.Body != nil:
			d.decode(document.Body, reflect.ValueOf(to).Elem(), "")
		}
	}
}

func syntaxLine(err error) int {
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) && syntax.GetToken() != nil {
		return syntax.GetToken().Position.Line
	}
	return 1
}

func firstLine(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	if _, message, found := strings.Cut(first, "] "); found {
		return message
	}
	return first
}

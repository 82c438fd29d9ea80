package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/safeconduct/safeconduct/web"
)

// bill is a bill of materials in the form of CycloneDX 1.6.
type bill struct {
	Format     string `json:"bomFormat"`
	Spec       string `json:"specVersion"`
	Version    int    `json:"version"`
	Metadata   about  `json:"metadata"`
	Components []part `json:"components"`
}

type about struct {
	Component part `json:"component"`
}

// part is a component of the program.
type part struct {
	Type       string        `json:"type"`
	Ref        string        `json:"bom-ref"`
	Name       string        `json:"name"`
	Version    string        `json:"version"`
	Licenses   []expression  `json:"licenses,omitempty"`
	PURL       string        `json:"purl"`
	Properties []partsDetail `json:"properties,omitempty"`
}

type expression struct {
	Expression string `json:"expression"`
}

type partsDetail struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// writeBill writes what this very program is made of: the modules that the linker put
// into it, the standard library, and the packages that its page was built of.
func writeBill(w io.Writer, info *debug.BuildInfo) error {
	self := partOf("application", "golang", info.Main.Path, info.Main.Version)
	self.Licenses = []expression{{"Apache-2.0"}}
	b := bill{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: about{self}}
	b.Components = append(b.Components, partOf("library", "golang", "stdlib", strings.TrimPrefix(info.GoVersion, "go")))
	for _, module := range info.Deps {
		if module.Replace != nil {
			module = module.Replace
		}
		one := partOf("library", "golang", module.Path, module.Version)
		if module.Sum != "" {
			one.Properties = []partsDetail{{"go.sum", module.Sum}}
		}
		b.Components = append(b.Components, one)
	}
	for _, p := range web.Packages() {
		one := partOf("library", "npm", p.Name, p.Version)
		if p.License != "" {
			one.Licenses = []expression{{p.License}}
		}
		b.Components = append(b.Components, one)
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(b)
}

// partOf is a component by its package URL, which is its reference, too.
func partOf(kind, registry, name, version string) part {
	segments := strings.Split(name, "/")
	for i := range segments {
		segments[i] = strings.ReplaceAll(url.PathEscape(segments[i]), "@", "%40")
	}
	purl := fmt.Sprintf("pkg:%s/%s@%s", registry, strings.Join(segments, "/"), url.PathEscape(version))
	return part{Type: kind, Ref: purl, Name: name, Version: version, PURL: purl}
}

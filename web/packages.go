package web

import (
	"regexp"
	"slices"
)

// Package is work of others that the page holds.
type Package struct {
	Name, Version string
	License       string // as SPDX names it; "" where its authors name none
}

// notice is the head of the notice of a package, as the build of the page writes it.
var notice = regexp.MustCompile(`(?m)^## (\S+) - (\d\S*)(?: \((.+)\))?$`)

// Packages are those that the build put into the page of this program, by the notices
// that it wrote of them; none where the program was built without its page.
func Packages() []Package { return load(built).packages() }

func (all files) packages() (in []Package) {
	notices := all["/licenses.md"]
	if notices == nil {
		return nil
	}
	text, _ := notices.chosen("")
	for _, of := range notice.FindAllSubmatch(text, -1) {
		in = append(in, Package{string(of[1]), string(of[2]), string(of[3])})
	}
	return slices.Compact(in)
}

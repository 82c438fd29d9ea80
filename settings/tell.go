package settings

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"
)

// Show prints each setting of a command with its value and where that comes from. Of a
// secret it tells only whether the environment has one.
func (t Table) Show(w io.Writer, flags *pflag.FlagSet, env Environment) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "SETTING\tVALUE\tFROM")
	for _, s := range t {
		if s.Kind == Secret {
			told := "(not set)"
			if given, _ := env(s.Variable()); given != "" {
				told = "(set, not shown)"
			}
			fmt.Fprintf(out, "%s\t%s\t%s\n", s.Name, told, s.Variable())
			continue
		}
		if v := valueOf(flags, s.Name); v != nil {
			fmt.Fprintf(out, "%s\t%s\t%s\n", s.Name, printable(v.String()), v.origin())
		}
	}
	return out.Flush()
}

// origin says where the value comes from.
func (v *value) origin() string {
	switch v.from {
	case ByFlag:
		return "--" + v.of.Name
	case ByEnvironment:
		return v.of.Variable()
	case ByFile:
		return fmt.Sprintf("%s:%d", v.place.File, v.place.Line)
	case ByDefault:
	}
	return "default"
}

// WriteTable writes all settings as a table in Markdown.
func (t Table) WriteTable(w io.Writer) error {
	var b strings.Builder
	b.WriteString("| flag and key | environment | kind | default | what it says |\n| --- | --- | --- | --- | --- |\n")
	for _, s := range t {
		name, kind := "`"+s.Name+"`", string(s.Kind)
		switch s.Kind {
		case Secret:
			name = s.Name + " (no flag, no key)"
		case List:
			kind = "list, in flag and environment by `" + s.Separator + "`"
		case Text, Path, YesNo, Number:
		}
		given := ""
		if s.Default != "" {
			given = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s |\n", name, s.Variable(), kind, given, s.About)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

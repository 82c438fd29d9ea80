package settings

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Source is where a value comes from; a later one goes before an earlier one.
type Source int

// The sources.
const (
	ByDefault Source = iota
	ByFile
	ByEnvironment
	ByFlag
)

// value is the value of a setting in one command: a flag that is also filled from
// elsewhere.
type value struct {
	of    *Setting
	to    any // *string, *bool, *int64 or *[]string
	from  Source
	place *fault.Place // in the file that it is from
}

// Add makes a setting one of the flags of a command, together with --config. What it
// is set to goes to a *string, *bool, *int64 or *[]string.
func (t Table) Add(flags *pflag.FlagSet, name string, to any) {
	if flags.Lookup(fileFlag) == nil {
		flags.String(fileFlag, "", "file of settings, in YAML (or "+fileVariable+")")
	}
	v := &value{of: t.named(name), to: to}
	if err := v.put(v.of.split(v.of.Default)); err != nil {
		panic(fmt.Sprintf("the default of %s %s", name, err)) // the table is part of the program
	}
	flag := flags.VarPF(v, name, "", v.of.About)
	if v.of.Kind == YesNo {
		flag.NoOptDefVal = "true"
	}
}

// Set implements pflag.Value: a flag is given, a list more than once.
func (v *value) Set(text string) error {
	items := v.of.split(text)
	if list, ok := v.to.(*[]string); ok && v.from == ByFlag {
		items = append(*list, items...)
	}
	v.from = ByFlag
	return v.put(items)
}

// split makes items of a text: one, unless it is a list.
func (s *Setting) split(text string) []string {
	switch {
	case s.Kind != List:
		return []string{text}
	case text == "":
		return nil
	}
	items := strings.Split(text, s.Separator)
	for i := range items {
		items[i] = strings.TrimSpace(items[i])
	}
	return items
}

// check says what is wrong with an item. What is empty says that nothing is set.
func (s *Setting) check(item string) error {
	if s.Check == nil || item == "" && s.Kind != List {
		return nil
	}
	return s.Check(item)
}

// put sets the value, or says what is wrong with it and leaves it.
func (v *value) put(items []string) error {
	for _, item := range items {
		if err := v.of.check(item); err != nil {
			return err
		}
	}
	switch to := v.to.(type) {
	case *[]string:
		*to = items
		return nil
	case *string:
		*to = items[0]
	case *bool:
		yes, err := strconv.ParseBool(items[0])
		if err != nil {
			return errors.New("is neither true nor false")
		}
		*to = yes
	case *int64:
		n, err := strconv.ParseInt(items[0], 10, 64)
		if err != nil {
			return errors.New("is no whole number")
		}
		*to = n
	}
	return nil
}

// String implements pflag.Value.
func (v *value) String() string {
	switch to := v.to.(type) {
	case *[]string:
		return strings.Join(*to, v.of.Separator)
	case *string:
		return *to
	case *bool:
		return strconv.FormatBool(*to)
	case *int64:
		return strconv.FormatInt(*to, 10)
	}
	return ""
}

// Type implements pflag.Value: --help has it behind the name of the flag.
func (v *value) Type() string {
	switch v.of.Kind {
	case YesNo:
		return "bool"
	case Number:
		return "int"
	case List:
		return "strings"
	case Text, Path, Secret:
	}
	return "string"
}

// valueOf is the value of a setting of a command, nil where it has no such flag.
func valueOf(flags *pflag.FlagSet, name string) *value {
	flag := flags.Lookup(name)
	if flag == nil {
		return nil
	}
	v, _ := flag.Value.(*value)
	return v
}

// From is where the value of a setting of a command comes from.
func From(flags *pflag.FlagSet, name string) Source { return valueOf(flags, name).from }

// Fault is a refusal of the value that a setting has: it names the flag, the variable
// or the place in the file that gave it.
func Fault(flags *pflag.FlagSet, name, format string, args ...any) *fault.Error {
	v := valueOf(flags, name)
	return v.fault(v.String(), format, args...)
}

func (v *value) fault(given, format string, args ...any) *fault.Error {
	field := "--" + v.of.Name
	switch v.from {
	case ByEnvironment:
		field = v.of.Variable()
	case ByFile:
		field = v.of.Name
	case ByDefault, ByFlag:
	}
	why := fault.Bad(field, given, format, args...)
	why.Place = v.place
	return why
}

// FlagFault tells what pflag refuses in the words of a refusal.
func FlagFault(err error) error {
	var refused *pflag.InvalidValueError
	if !errors.As(err, &refused) {
		return err
	}
	v, ok := refused.GetFlag().Value.(*value)
	if !ok {
		return err
	}
	return v.fault(refused.GetValue(), "%s", errors.Unwrap(refused))
}

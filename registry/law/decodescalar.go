package law

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/goccy/go-yaml/ast"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

func (d *decoder) decodeDate(node ast.Node, to reflect.Value, path string) bool {
	text, ok := scalar(node)
	if !ok {
		text = node.String()
	}
	day, err := civil.Parse(text)
	if err != nil {
		d.fail(lineOf(node), path, text, "is no date: expected YYYY-MM-DD, a day of the calendar such as 2020-07-16")
		return false
	}
	to.Set(reflect.ValueOf(day))
	return true
}

func (d *decoder) decodeScalar(node ast.Node, to reflect.Value, path string) bool {
	text, ok := scalar(node)
	if !ok {
		d.refuse(node, path, "expected a single value")
		return false
	}
	switch to.Kind() {
	case reflect.Bool:
		value, err := strconv.ParseBool(text)
		if err != nil {
			d.fail(lineOf(node), path, text, "expected true or false")
			return false
		}
		to.SetBool(value)
	case reflect.Int:
		value, err := strconv.Atoi(text)
		if err != nil {
			d.fail(lineOf(node), path, text, "expected a whole number")
			return false
		}
		to.SetInt(int64(value))
	default:
		to.SetString(text)
		d.checkWord(node, to, path)
	}
	return true
}

// checkWord checks a value of an enumeration. A word that is unknown stays: it
// is given, so nothing else may say that it is missing.
func (d *decoder) checkWord(node ast.Node, to reflect.Value, path string) {
	words, enumerated := enumerations[to.Type()]
	if !enumerated || to.String() == "" || slices.Contains(words, to.String()) {
		return
	}
	d.fail(lineOf(node), path, to.String(), "is unknown: expected %s%s", sentence.Either(words), fault.DidYouMean(to.String(), words))
}

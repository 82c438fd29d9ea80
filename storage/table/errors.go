package table

import "fmt"

// NotFound is returned for a record that does not exist, or no longer does.
type NotFound struct {
	Table, Key string
}

func (e *NotFound) Error() string { return fmt.Sprintf("there is no %s %q", e.Table, e.Key) }

// Erased is returned for a record whose content, in the version that is asked
// for, was erased.
type Erased struct {
	Table, Key string
	Commit     Seq // that erased it
}

func (e *Erased) Error() string {
	return fmt.Sprintf("the content that the %s %q had then was erased, by commit %d", e.Table, e.Key, e.Commit)
}

// Taken is returned for an external key that another record bears.
type Taken struct {
	Table, Key string
}

func (e *Taken) Error() string {
	return fmt.Sprintf("the id %q is that of another %s", e.Key, e.Table)
}

// Dangling is returned for a reference to a record that does not exist.
type Dangling struct {
	Table, Key, Field string
}

func (e *Dangling) Error() string {
	return fmt.Sprintf("%s %q: %s refers to a record that does not exist", e.Table, e.Key, e.Field)
}

// Referred is returned when a record is to be removed to which another refers.
type Referred struct {
	Table, Key string // what was to be removed
	By, ByKey  string // what refers to it
	Field      string
}

func (e *Referred) Error() string {
	return fmt.Sprintf("%s %q cannot be removed: the %s %q refers to it (%s)", e.Table, e.Key, e.By, e.ByKey, e.Field)
}

// Conflict is returned when a record was changed by somebody else in between.
type Conflict struct {
	Table, Key string
	Expected   int // the version that the caller had seen, whatever they said
	Current    int // the version that the record has now, 0 for an import: none has version 0
}

func (e *Conflict) Error() string {
	if e.Current == 0 {
		return fmt.Sprintf("the %s %q was changed while the import went on: import again", e.Table, e.Key)
	}
	return fmt.Sprintf("the %s %q has version %d by now, not %d: look at it again before you change it", e.Table, e.Key, e.Current, e.Expected)
}

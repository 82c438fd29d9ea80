package audit

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Entry is what the log says of one commit.
type Entry struct {
	Seq         uint64 // of the commit; the first is 1
	Time        int64  // milliseconds since 1970
	Actor, Verb string
	Changes     int
	Root        Hash // of the tree of the changes
	Commit      Hash // of the registry's own record of the commit
}

const (
	longestActor = 256
	longestVerb  = 64
	timeLayout   = "2006-01-02T15:04:05.000Z"
)

// heading and fields are the beginnings of an entry's lines, in order.
var (
	heading = []byte("safeconduct-entry v1\n")
	fields  = [...]string{"seq ", "time ", "actor ", "verb ", "changes ", "root ", "commit "}
)

// Text is the entry as the log keeps it. It refuses what could not be read
// back.
func (e Entry) Text() ([]byte, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	b := append(make([]byte, 0, 384), heading...)
	b = strconv.AppendUint(append(b, fields[0]...), e.Seq, 10)
	b = time.UnixMilli(e.Time).UTC().AppendFormat(append(b, "\ntime "...), timeLayout)
	b = append(append(b, "\nactor "...), e.Actor...)
	b = append(append(b, "\nverb "...), e.Verb...)
	b = strconv.AppendInt(append(b, "\nchanges "...), int64(e.Changes), 10)
	b = hex.AppendEncode(append(b, "\nroot "...), e.Root[:])
	b = hex.AppendEncode(append(b, "\ncommit "...), e.Commit[:])
	return append(b, '\n'), nil
}

func (e Entry) check() error {
	year := time.UnixMilli(e.Time).UTC().Year()
	switch {
	case e.Seq == 0:
		return errors.New("the seq of an entry is 0: the first is 1")
	case year < 0 || year > 9999:
		return fmt.Errorf("the time of an entry is in the year %d: it must have four digits", year)
	case e.Actor == "" || len(e.Actor) > longestActor || !isPrintable(e.Actor):
		return fmt.Errorf("the actor %q of an entry is not a text of 1 to %d bytes without control characters", e.Actor, longestActor)
	case e.Verb == "" || len(e.Verb) > longestVerb || strings.ContainsFunc(e.Verb, isNoneOfAWord):
		return fmt.Errorf("the verb %q of an entry is not a lower-case word of 1 to %d bytes", e.Verb, longestVerb)
	case e.Changes < 0:
		return fmt.Errorf("an entry has %d changes", e.Changes)
	case e.Changes == 0 && e.Root != emptyRoot:
		return errors.New("an entry without changes has a root that is not that of the empty tree")
	}
	return nil
}

// isPrintable reports whether text stays on its line whatever shows it.
func isPrintable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}

func isNoneOfAWord(r rune) bool { return (r < 'a' || r > 'z') && r != '-' }

var errMalformed = errors.New("is malformed")

// ParseEntry reads what Text wrote. It refuses any other bytes, be they of the
// same meaning.
func ParseEntry(text []byte) (Entry, error) {
	rest, found := bytes.CutPrefix(text, heading)
	if !found {
		return Entry{}, fmt.Errorf("the entry %w: its first line is not %q", errMalformed, heading)
	}
	var values [len(fields)]string
	for i, name := range fields {
		line, after, found := bytes.Cut(rest, []byte("\n"))
		value, named := bytes.CutPrefix(line, []byte(name))
		if !found || !named {
			return Entry{}, fmt.Errorf("the entry %w: it has no line %q in its place", errMalformed, name)
		}
		values[i], rest = string(value), after
	}
	e := Entry{Actor: values[2], Verb: values[3]}
	var errs [5]error
	var at time.Time
	e.Seq, errs[0] = strconv.ParseUint(values[0], 10, 64)
	at, errs[1] = time.Parse(timeLayout, values[1])
	e.Changes, errs[2] = strconv.Atoi(values[4])
	e.Root, errs[3] = parseHash(values[5])
	e.Commit, errs[4] = parseHash(values[6])
	e.Time = at.UnixMilli()
	if err := errors.Join(errs[:]...); err != nil {
		return Entry{}, fmt.Errorf("the entry %w: %w", errMalformed, err)
	}
	again, err := e.Text()
	switch {
	case err != nil:
		return Entry{}, fmt.Errorf("the entry %w: %w", errMalformed, err)
	case !bytes.Equal(again, text):
		return Entry{}, fmt.Errorf("the entry %w: it is not written as it would be", errMalformed)
	}
	return e, nil
}

func parseHash(text string) (h Hash, err error) {
	if len(text) != hex.EncodedLen(len(h)) {
		return h, fmt.Errorf("a hash has %d characters, not %d", len(text), hex.EncodedLen(len(h)))
	}
	_, err = hex.Decode(h[:], []byte(text))
	return h, err
}

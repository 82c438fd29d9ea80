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

const heading = "safeconduct-entry v1\n"

// fields are the beginnings of the lines after the heading, in order.
var fields = [...]string{"seq ", "time ", "actor ", "verb ", "changes ", "root ", "commit "}

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

// ParseEntry reads what Text wrote. It refuses any other bytes, be they of the
// same meaning.
func ParseEntry(text []byte) (Entry, error) {
	e, err := parseEntry(text)
	if err != nil {
		return Entry{}, fmt.Errorf("the entry is malformed: %w", err)
	}
	return e, nil
}

func parseEntry(text []byte) (e Entry, err error) {
	rest, found := strings.CutPrefix(string(text), heading)
	if !found {
		return e, fmt.Errorf("its first line is not %q", strings.TrimSpace(heading))
	}
	var values [len(fields)]string
	for i, name := range fields {
		line, after, found := strings.Cut(rest, "\n")
		value, named := strings.CutPrefix(line, name)
		if !found || !named {
			return e, fmt.Errorf("it has no %sin its place", name)
		}
		values[i], rest = value, after
	}
	seq, badSeq := strconv.ParseUint(values[0], 10, 64)
	at, badTime := time.Parse(timeLayout, values[1])
	changes, badChanges := strconv.Atoi(values[4])
	root, badRoot := parseHash(values[5])
	commit, badCommit := parseHash(values[6])
	if err := errors.Join(badSeq, badTime, badChanges, badRoot, badCommit); err != nil {
		return e, err
	}
	e = Entry{seq, at.UnixMilli(), values[2], values[3], changes, root, commit}
	again, err := e.Text()
	if err == nil && !bytes.Equal(again, text) {
		err = errors.New("it is not written as it would be")
	}
	return e, err
}

func parseHash(text string) (h Hash, err error) {
	if len(text) != hex.EncodedLen(len(h)) {
		return h, fmt.Errorf("a hash has %d characters, not %d", len(text), hex.EncodedLen(len(h)))
	}
	_, err = hex.Decode(h[:], []byte(text))
	return h, err
}

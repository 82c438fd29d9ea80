package accesslog

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"
)

// Place is where lines begin: in the file of a day, behind so many bytes.
type Place struct {
	Day    string
	Offset int64
}

// Filter narrows what is read; what is not given admits all.
type Filter struct {
	Actor   *string
	Outcome *string
	From    *time.Time // the first moment
	Until   *time.Time // the last moment
}

// Unreadable is the outcome of a line that is none: somebody else wrote it.
const Unreadable = "UNREADABLE"

// ErrNoPlace is told of a place at which no line begins.
var ErrNoPlace = errors.New("accesslog: no line begins there")

// Walk hands the lines from a place on to fn that a filter admits, oldest first, each
// with the place behind it, until fn says false. What comes before is not read.
func (f *Folder) Walk(ctx context.Context, from Place, filter Filter, fn func(behind Place, l *Line) bool) error {
	days, err := f.Days()
	if err != nil {
		return err
	}
	if filter.From != nil {
		if first := filter.From.UTC().Format(Layout); first > from.Day {
			from = Place{Day: first}
		}
	}
	for _, day := range days {
		if day < from.Day || filter.Until != nil && day > filter.Until.UTC().Format(Layout) {
			continue
		}
		at := Place{Day: day}
		if day == from.Day {
			at = from
		}
		if more, err := f.walkDay(ctx, at, filter, fn); err != nil || !more {
			return err
		}
	}
	return nil
}

// longestLine is more than a line can have, in bytes.
const longestLine = 64 << 10

func (f *Folder) walkDay(ctx context.Context, at Place, filter Filter, fn func(Place, *Line) bool) (more bool, err error) {
	file, size, err := f.Open(at.Day)
	if err != nil {
		return false, err
	}
	defer file.Close()
	if err := seekLine(file, at.Offset, size); err != nil {
		return false, err
	}
	wanted := filter.texts()
	lines := bufio.NewReaderSize(io.LimitReader(file, size-at.Offset), longestLine)
	for {
		text, err := lines.ReadSlice('\n')
		if errors.Is(err, io.EOF) {
			return true, ctx.Err()
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return false, err
		}
		at.Offset += int64(len(text))
		if !containsAll(text, wanted) {
			continue
		}
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if l := parse(text); filter.admits(l) && !fn(at, l) {
			return false, nil
		}
	}
}

// seekLine goes to the beginning of a line.
func seekLine(file io.ReadSeeker, offset, size int64) error {
	if offset == 0 {
		return nil
	}
	if offset < 0 || offset > size {
		return ErrNoPlace
	}
	if _, err := file.Seek(offset-1, io.SeekStart); err != nil {
		return err
	}
	var before [1]byte
	if _, err := io.ReadFull(file, before[:]); err != nil {
		return err
	}
	if before[0] != '\n' {
		return ErrNoPlace
	}
	return nil
}

func parse(text []byte) *Line {
	l := &Line{}
	if json.Unmarshal(text, l) != nil {
		return &Line{Outcome: Unreadable}
	}
	return l
}

// texts are what every line has that the filter admits: so most are not parsed.
func (f Filter) texts() (all [][]byte) {
	for name, value := range map[string]*string{"actor": f.Actor, "outcome": f.Outcome} {
		if value != nil {
			text, _ := json.Marshal(*value) // a text always has its JSON
			all = append(all, append([]byte(`"`+name+`":`), text...))
		}
	}
	return all
}

func containsAll(text []byte, wanted [][]byte) bool {
	for _, w := range wanted {
		if !bytes.Contains(text, w) {
			return false
		}
	}
	return true
}

func (f Filter) admits(l *Line) bool {
	return (f.Actor == nil || l.Actor == *f.Actor) && (f.Outcome == nil || l.Outcome == *f.Outcome) &&
		(f.From == nil || !l.At.Before(*f.From)) && (f.Until == nil || !l.At.After(*f.Until))
}

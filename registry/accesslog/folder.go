package accesslog

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Folder is an access log. Safe for concurrent use.
type Folder struct {
	dir   string
	clock func() time.Time

	mu     sync.Mutex
	day    string   // that is written; "": none has been yet
	file   *os.File // nil: it has to be opened
	size   int64
	held   int64 // bytes of the file for which there is room for certain
	synced int64 // bytes
	nobody refusals
}

// New is the access log in a folder, which is made when the first line is written.
func New(dir string, clock func() time.Time) *Folder { return &Folder{dir: dir, clock: clock} }

// Layout is how days are written, by which they sort.
const Layout = time.DateOnly

// Extension is that of the files' names.
const Extension = ".jsonl"

func (f *Folder) path(day string) string { return filepath.Join(f.dir, day+Extension) }

// Add writes a line, which is in the file when Add returns nil. Of those that nobody
// sent who was let in it writes some and counts the rest (refusals.go).
func (f *Folder) Add(l *Line) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.clock()
	if l.Actor == "" && !f.nobody.takes(now, l) {
		return nil
	}
	l.At = now.UTC()
	return f.write(l)
}

// write adds a line to the file of today.
func (f *Folder) write(l *Line) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := f.open(f.today()); err != nil {
		return err
	}
	return f.append(append(text, '\n'))
}

// append writes at the end of the file, all of it or nothing.
func (f *Folder) append(text []byte) error {
	if f.size+int64(len(text)) > f.held-reserve/2 {
		f.held = ahead(f.file, f.size)
	}
	if _, err := f.file.WriteAt(text, f.size); err != nil {
		return errors.Join(err, f.file.Truncate(f.size))
	}
	f.size += int64(len(text))
	return nil
}

// today is the day of the clock, or the one that is written where the clock was set
// back: a day that is over is not written again.
func (f *Folder) today() string { return max(f.day, f.clock().UTC().Format(Layout)) }

// open makes a day the one that is written.
func (f *Folder) open(day string) error {
	if f.file != nil && f.day == day {
		return nil
	}
	if err := f.close(); err != nil {
		return err
	}
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(f.path(day), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	size, err := wholeLines(file)
	if err != nil {
		return errors.Join(err, file.Close())
	}
	f.day, f.file, f.size, f.synced = day, file, size, 0
	f.held = ahead(file, size)
	return syncFolder(f.dir)
}

// wholeLines cuts off a line that a crash left in its middle, and gives the size of
// what is left. That line was never acknowledged.
func wholeLines(file *os.File) (int64, error) {
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	for end := info.Size(); end > 0; {
		part := make([]byte, min(end, 64<<10))
		if _, err := file.ReadAt(part, end-int64(len(part))); err != nil {
			return 0, err
		}
		end -= int64(len(part))
		if at := bytes.LastIndexByte(part, '\n'); at >= 0 {
			size := end + int64(at) + 1
			return size, file.Truncate(size)
		}
	}
	return 0, file.Truncate(0)
}

// close ends the file that is written, with all of it on the disk.
func (f *Folder) close() error {
	if f.file == nil {
		return nil
	}
	err := errors.Join(f.file.Truncate(f.size), f.file.Sync(), f.file.Close())
	f.file = nil
	return err
}

// Close has all lines on the disk.
func (f *Folder) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.close()
}

// Advance begins the day of the clock, or a later one, and gives the day that is
// written from now on: all before it are over.
func (f *Folder) Advance(from string) (today string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	days, err := f.days()
	if err != nil {
		return "", err
	}
	day := max(f.today(), from)
	if len(days) > 0 {
		day = max(day, days[len(days)-1])
	}
	return day, f.open(day)
}

// Days are the days of which there is a file, in order.
func (f *Folder) Days() ([]string, error) { return f.days() }

func (f *Folder) days() (days []string, err error) {
	entries, err := os.ReadDir(f.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		day, is := strings.CutSuffix(e.Name(), Extension)
		if _, err := time.Parse(Layout, day); is && err == nil {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return days, nil
}

// Sum is the SHA-256 of a day's file, and its size; fs.ErrNotExist, wrapped, where
// there is none.
func (f *Folder) Sum(day string) (sum []byte, size int64, err error) {
	file, err := os.Open(f.path(day))
	if err != nil {
		return nil, 0, err
	}
	defer file.Close()
	hash := sha256.New()
	size, err = io.Copy(hash, file)
	return hash.Sum(nil), size, err
}

// Open opens a day's file, of which size bytes are whole lines; the caller closes it.
func (f *Folder) Open(day string) (file *os.File, size int64, err error) {
	if file, err = os.Open(f.path(day)); err != nil {
		return nil, 0, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file != nil && f.day == day { // which is being written
		return file, f.size, nil
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}

// Put writes the file of a day that has none, as a restore does.
func (f *Folder) Put(day string, content io.Reader) error {
	if _, err := time.Parse(Layout, day); err != nil {
		return fmt.Errorf("%q is no day of an access log", day)
	}
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(f.path(day), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Sync(), file.Close(), syncFolder(f.dir))
}

// Remove removes the file of a day; nothing where there is none.
func (f *Folder) Remove(day string) error {
	if err := os.Remove(f.path(day)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder has the names in a folder on the disk.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

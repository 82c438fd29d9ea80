package faults

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// What a program can do to a disk. A write that was not synced may be there after
// the power failed, or not, or by half; so may a name that was given or taken be
// there or not until its folder was synced, be the file itself synced or not. That
// is what POSIX promises: file systems promise more, each something else.
const (
	write    = iota // bytes into a file
	truncate        // the length of a file
	enter           // a name in a folder, for a file or a folder
	leave           // a name is taken from a folder
	rename          // both at once
	flush           // what was done to a file or folder is there from now on
	say             // something is told to the world outside
)

// step is one of them.
type step struct {
	kind   int
	object int // the file or folder that it changes; for a rename the folder of the new name

	at   int64  // write: the first byte; truncate: the length
	data []byte // write: the bytes

	name, oldName    string // enter, leave, rename
	oldFolder, child int    // rename; enter, rename
	folder           bool   // enter: the child is one

	said string // say
}

// root is the folder above the registry's own. It was there before.
const root = 0

// content is a file; what lies between its bytes and its length is zeros.
type content struct {
	bytes  []byte
	length int64
}

// image is what is on the disk.
type image struct {
	files   map[int]*content
	folders map[int]map[string]int
}

// loss is what a power failure does to the steps before it.
type loss struct {
	lost map[int]bool
	torn int // the step of which one half is there; -1: none
	half int // which one, 0 or 1
}

// replay is the disk after steps and a loss of some of them.
func replay(steps []step, of loss) *image {
	i := &image{files: map[int]*content{}, folders: map[int]map[string]int{root: {}}}
	for n, s := range steps {
		if !of.lost[n] {
			i.do(s, n == of.torn, of.half)
		}
	}
	return i
}

func (i *image) do(s step, torn bool, half int) {
	switch s.kind {
	case write:
		at, data := s.at, s.data
		if middle := len(data) / 2; torn && half == 0 {
			data = data[:middle]
		} else if torn {
			at, data = at+int64(middle), data[middle:]
		}
		i.file(s.object).write(at, data)
	case truncate:
		f := i.file(s.object)
		f.length = s.at
		f.bytes = f.bytes[:min(int64(len(f.bytes)), s.at)]
	case enter:
		i.folder(s.object)[s.name] = s.child
		if s.folder {
			i.folder(s.child)
		}
	case leave:
		delete(i.folder(s.object), s.name)
	case rename:
		delete(i.folder(s.oldFolder), s.oldName)
		i.folder(s.object)[s.name] = s.child
	}
}

func (i *image) file(id int) *content {
	if i.files[id] == nil {
		i.files[id] = &content{}
	}
	return i.files[id]
}

func (i *image) folder(id int) map[string]int {
	if i.folders[id] == nil {
		i.folders[id] = map[string]int{}
	}
	return i.folders[id]
}

func (c *content) write(at int64, data []byte) {
	end := at + int64(len(data))
	if grow := end - int64(len(c.bytes)); grow > 0 {
		c.bytes = append(c.bytes, make([]byte, grow)...)
	}
	copy(c.bytes[at:], data)
	c.length = max(c.length, end)
}

// walk visits what bears a name, files with their content, folders with none,
// each after the folder that it lies in.
func (i *image) walk(id int, path string, visit func(path string, file *content)) {
	for _, name := range slices.Sorted(maps.Keys(i.folder(id))) {
		child, below := i.folder(id)[name], filepath.Join(path, name)
		if i.folders[child] != nil {
			visit(below, nil)
			i.walk(child, below, visit)
			continue
		}
		visit(below, i.file(child))
	}
}

// sum is a hash of all that bears a name.
func (i *image) sum() [sha256.Size]byte {
	hash := sha256.New()
	i.walk(root, "", func(path string, file *content) {
		hash.Write([]byte(path + "\x00"))
		if file != nil {
			hash.Write(binary.BigEndian.AppendUint64(nil, uint64(file.length)))
			hash.Write(file.bytes)
		}
	})
	return [sha256.Size]byte(hash.Sum(nil))
}

// names are what bears a name, with the content of all files but the store's.
func (i *image) names() string {
	var all strings.Builder
	i.walk(root, "", func(path string, file *content) {
		all.WriteString(path + "\n")
		if file != nil && !strings.Contains(path, boltkv.File) {
			all.Write(file.bytes)
		}
	})
	return all.String()
}

// lay writes the image out into a folder.
func (i *image) lay(t *testing.T, dir string) {
	t.Helper()
	i.walk(root, dir, func(path string, file *content) {
		var err error
		if file == nil {
			err = os.Mkdir(path, 0o700)
		} else if err = os.WriteFile(path, file.bytes, 0o600); err == nil {
			err = os.Truncate(path, file.length)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

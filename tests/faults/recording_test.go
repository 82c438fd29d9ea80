package faults

import (
	"path/filepath"
	"strings"
	"testing"
)

// writing are all calls by which a program could change files: one that the
// recording does not know ends the test.
const writing = "openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,fdatasync,fsync,sync_file_range,ftruncate,truncate,fallocate," +
	"rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat,copy_file_range,sendfile,splice"

// recording is what programs did to a folder, one after the other.
type recording struct {
	base  string // the root
	steps []step
	names map[string]int // by path, what bears it now
	ends  map[int]int64  // by file, where the next plain write goes
	last  int
}

func newRecording(base string) *recording {
	return &recording{base: base, names: map[string]int{base: root}, ends: map[int]int64{}}
}

// add appends what a trace tells.
func (r *recording) add(t *testing.T, calls []call) {
	t.Helper()
	for _, c := range calls {
		if c.failed() {
			continue
		}
		if !r.concerns(c) {
			if c.name == "write" && filepath.Base(c.file(0)) != owner {
				r.steps = append(r.steps, step{kind: say, said: c.bytes(1)})
			}
			continue
		}
		r.one(t, c)
	}
}

// owner is a file for people, which tells who holds the folder. Nothing rests on
// it, and it is never synced: it would only make more states of each.
const owner = "registry.owner"

// concerns reports whether a call is about files of the folder.
func (r *recording) concerns(c call) bool {
	for _, path := range c.paths() {
		if filepath.Base(path) == owner {
			return false
		}
		if path == r.base || strings.HasPrefix(path, r.base+"/") {
			return true
		}
	}
	return false
}

func (r *recording) one(t *testing.T, c call) {
	t.Helper()
	switch c.name {
	case "openat":
		r.opened(c.path(1), c.args[2])
	case "mkdirat":
		r.make(c.path(1), true)
	case "pwrite64":
		r.put(step{kind: write, object: r.names[c.file(0)], at: c.length(t, 3), data: []byte(c.bytes(1))[:c.number()]})
	case "write":
		id := r.names[c.file(0)]
		r.put(step{kind: write, object: id, at: r.ends[id], data: []byte(c.bytes(1))[:c.number()]})
		r.ends[id] += c.number()
	case "ftruncate":
		r.put(step{kind: truncate, object: r.names[c.file(0)], at: c.length(t, 1)})
	case "fallocate":
		r.put(step{kind: truncate, object: r.names[c.file(0)], at: c.length(t, 2) + c.length(t, 3)}) // of a file that is shorter
	case "truncate":
		r.put(step{kind: truncate, object: r.names[c.bytes(0)], at: c.length(t, 1)})
	case "fsync", "fdatasync":
		r.put(step{kind: flush, object: r.names[c.file(0)]})
	case "linkat":
		r.enter(c.path(3), r.names[c.path(1)], false)
	case "unlinkat":
		path := c.path(1)
		if _, known := r.names[path]; known { // a socket is none of what is recorded
			r.put(step{kind: leave, object: r.folderOf(path), name: filepath.Base(path)})
			delete(r.names, path)
		}
	case "renameat", "renameat2":
		from, to := c.path(1), c.path(3)
		r.put(step{
			kind: rename, object: r.folderOf(to), name: filepath.Base(to), child: r.names[from],
			oldFolder: r.folderOf(from), oldName: filepath.Base(from),
		})
		r.names[to] = r.names[from]
		delete(r.names, from)
	default:
		t.Fatalf("%s on %v is not recorded: teach the recording", c.name, c.paths())
	}
}

func (r *recording) put(s step) { r.steps = append(r.steps, s) }

func (r *recording) opened(path, flags string) {
	id, known := r.names[path]
	switch {
	case !known && strings.Contains(flags, "O_CREAT"):
		id = r.make(path, false)
	case known && strings.Contains(flags, "O_TRUNC"):
		r.put(step{kind: truncate, object: id})
	}
	r.ends[id] = 0
}

// make gives a new file or folder its name.
func (r *recording) make(path string, folder bool) int {
	r.last++
	r.enter(path, r.last, folder)
	return r.last
}

func (r *recording) enter(path string, id int, folder bool) {
	r.put(step{kind: enter, object: r.folderOf(path), name: filepath.Base(path), child: id, folder: folder})
	r.names[path] = id
}

func (r *recording) folderOf(path string) int { return r.names[filepath.Dir(path)] }

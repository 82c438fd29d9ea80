package faults

import (
	"cmp"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// kill is the fault that ends the process; all others are errors of a call.
const kill = "SIGKILL"

// faultsOf are the faults of each call that works on files.
var faultsOf = map[string][]string{
	"openat":     {"EIO", "ENOSPC", "EMFILE", "ENOMEM", kill},
	"mkdirat":    {"EIO", "ENOSPC", kill},
	"pwrite64":   {"EIO", "ENOSPC", kill},
	"write":      {"EIO", "ENOSPC", kill},
	"fdatasync":  {"EIO", "ENOSPC", kill},
	"fsync":      {"EIO", "ENOSPC", kill},
	"ftruncate":  {"EIO", "ENOSPC", kill},
	"fallocate":  {"EIO", "ENOSPC", kill},
	"linkat":     {"EIO", "ENOSPC", kill},
	"renameat":   {"EIO", "ENOSPC", kill},
	"renameat2":  {"EIO", "ENOSPC", kill},
	"unlinkat":   {"EIO", kill},
	"mmap":       {"ENOMEM", kill},
	"flock":      {"EIO", kill},
	"fstat":      {"EIO"},
	"newfstatat": {"EIO", "ENOMEM"},
	"pread64":    {"EIO"},
	"getdents64": {"EIO"},
}

// target is a call on a file of the registry's folder.
type target struct {
	call    string
	path    string // of the file below the folder, or randomName
	ordinal int    // among the calls of that name on that file
	when    int    // among those of its thread, as strace counts them: by file too, where the name is known
}

// randomName stands for all files whose names are made at random: strace cannot be
// told of them before.
const randomName = "random"

var random = regexp.MustCompile(`\.[a-z]+-[0-9]+$|/new-[0-9]+$`)

func (at target) String() string { return fmt.Sprintf("%s %d of %s", at.call, at.ordinal, at.path) }

// targets are all such calls of a trace.
func targets(calls []call, data string) (all []target) {
	when, whenOn, ordinal := map[string]int{}, map[string]int{}, map[string]int{}
	for _, c := range calls {
		when[c.thread+c.name]++
		if !c.isOn(data) {
			continue
		}
		at := target{call: c.name, path: c.place(data), when: when[c.thread+c.name]}
		ordinal[c.name+at.path]++
		at.ordinal = ordinal[c.name+at.path]
		if at.path != randomName {
			whenOn[c.thread+c.name+at.path]++
			at.when = whenOn[c.thread+c.name+at.path]
		}
		all = append(all, at)
	}
	return all
}

// place is the file that a call is about, by its path below the folder.
func (c call) place(data string) string {
	path := c.paths()[len(c.paths())-1]
	if random.MatchString(path) {
		return randomName
	}
	return strings.TrimPrefix(path, data)
}

// isOn reports whether a call is about a folder or what lies in it.
func (c call) isOn(data string) bool {
	return slices.ContainsFunc(c.paths(), func(path string) bool { return path == data || strings.HasPrefix(path, data+"/") })
}

// hit is the call on a file of the folder that a fault has met, if it met one.
func hit(calls []call, data string) (at string, met bool) {
	n := slices.IndexFunc(calls, func(c call) bool { return c.injected || strings.HasPrefix(c.result, "?") })
	if n < 0 || !calls[n].isOn(data) {
		return "", false
	}
	all := targets(calls[:n+1], data)
	return all[len(all)-1].String(), true
}

// injecting are the arguments of strace that plant a fault at a call on a folder.
// The trace says which one it met.
func injecting(at target, data, fault string) []string {
	what := "error=" + fault
	if fault == kill {
		what = "signal=" + kill
	}
	args := []string{"-f", "-y", "-xx", "-s", "0", "-e", "trace=" + at.call, "-e", fmt.Sprintf("inject=%s:%s:when=%d", at.call, what, at.when)}
	if at.path != randomName {
		args = append(args, "-P", data+at.path)
	}
	return args
}

// outcome is what was said of a write.
type outcome int

const (
	applied outcome = iota
	refused
	unknown // in words, or because whoever could have said it was killed
)

func (o outcome) String() string { return [...]string{"applied", "refused", "unknown"}[o] }

// judge holds what was said against what is there: what is wrong, "" if nothing.
func (o outcome) judge(there bool) string {
	switch {
	case o == applied && !there:
		return "LOST: it was acknowledged and is not there"
	case o == refused && there:
		return "it was refused and is there"
	}
	return ""
}

// subject is something that is done to a folder while faults are planted.
type subject struct {
	name string
	// calls are those of an undisturbed run on a new folder.
	calls func(t *testing.T) (all []call, data string)
	// do does it on a new folder with a fault, and tells what was said of it and
	// which calls of the faulty kind were made.
	do func(t *testing.T, at target, fault string) (said outcome, words string, calls []call, data string)
	// there reports whether it is there, and what is wrong with the folder.
	there func(data string) (there bool, wrong string)
	// again does it once more, without a fault; it must succeed and end in the same.
	again func(t *testing.T, data string) (wrong string)
}

// tried counts what came of a subject's faults.
type tried struct {
	runs, met, calls, wanted, lucky int
	said                            map[outcome]int
	lost, wrong                     int
	// The controls: what the same judgement says of answers that would be wrong.
	early, late int
}

func (n tried) String() string {
	return fmt.Sprintf("%d runs, %d met a call on the folder; %d of %d pairs of call and fault, %d more on files of random names; %d applied, %d refused, %d unknown; %d lost, %d otherwise wrong; controls: acknowledged before the commit, %d found lost; refused after it, %d found there",
		n.runs, n.met, n.calls, n.wanted, n.lucky, n.said[applied], n.said[refused], n.said[unknown], n.lost, n.wrong, n.early, n.late)
}

// attempts is how often a call is aimed at: strace counts by thread, and which
// thread does the work is nobody's to say. Where the file has no name that could
// be told to strace, other calls are counted too, and it is met by luck.
func attempts(at target) int {
	if at.path == randomName {
		return 1
	}
	return 3
}

// inject plants every fault at every call that the subject makes on its folder.
//
// The controls judge the same folders under answers that a program with a bug would
// have given: one that acknowledges before its commit, and one that refuses what it
// has committed. Both must be found.
func (s subject) inject(t *testing.T) {
	calls, data := s.calls(t)
	all := targets(calls, data)
	n := tried{said: map[outcome]int{}}
	met, missed := map[string]bool{}, []string{}
	for _, at := range all {
		for _, fault := range faultsOf[at.call] {
			wanted := fmt.Sprint(fault, " at ", at)
			if at.path != randomName {
				n.wanted++
			}
			for range attempts(at) {
				if met[wanted] || t.Failed() && n.lost+n.wrong >= mostTold {
					break
				}
				if hit, found := s.one(t, at, fault, &n); found {
					met[fault+" at "+hit] = true
				}
			}
			switch {
			case !met[wanted]:
				missed = append(missed, wanted)
			case at.path == randomName:
				n.lucky++
			default:
				n.calls++
			}
		}
	}
	t.Logf("faults of %s: %v", s.name, n)
	if n.early == 0 || n.late == 0 {
		t.Errorf("the controls were not found: %v", n)
	}
	if n.calls < n.wanted/2 { // strace counts by thread: on a busy machine some are missed
		t.Errorf("only %d of %d pairs of call and fault were met, not %v", n.calls, n.wanted, missed)
	}
}

// one plants one fault and tells which call it met.
func (s subject) one(t *testing.T, at target, fault string, n *tried) (met string, found bool) {
	said, words, calls, data := s.do(t, at, fault)
	n.runs++
	if met, found = hit(calls, data); found {
		n.met++
	}
	n.said[said]++
	there, wrong := s.there(data)
	if wrong == "" {
		wrong = said.judge(there)
	}
	if applied.judge(there) != "" && said == unknown {
		n.early++
	}
	if refused.judge(there) != "" {
		n.late++
	}
	if wrong == "" {
		wrong = s.again(t, data)
	}
	switch {
	case isLoss(wrong):
		n.lost++
	case wrong != "":
		n.wrong++
	}
	if wrong != "" {
		t.Errorf("%s, %s at %s: %v: %s\n%s", s.name, fault, cmp.Or(met, "another call"), said, wrong, words)
	}
	return met, found
}

// fresh is a path for a new folder.
func fresh(t *testing.T) string {
	t.Helper()
	return filepath.Join(memory(t), "data")
}

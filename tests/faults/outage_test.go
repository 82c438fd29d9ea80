package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// examineAll lays out every outage and examines it, each different one once,
// as long as what is wrong lets it go on. One of those between two syncs that
// have the same names in them is also served by the program itself.
func (w *workload) examineAll(t *testing.T, ignored func(int, step) bool, of sampling, always []claim, wrongly func(outage, string) (goOn bool)) (seen states) {
	t.Helper()
	seen.steps = len(w.steps)
	known, servedWith := map[[32]byte]bool{}, map[string]bool{}
	dir := memory(t)
	w.outages(ignored, of, func(o outage) bool {
		seen.tried++
		disk := replay(w.steps[:o.after], o.loss)
		claims := append(w.owedAfter(o.after), always...)
		sum := disk.sum()
		sum[0] ^= byte(len(claims)) // the same disk owes more once more was acknowledged
		if known[sum] {
			return true
		}
		known[sum] = true
		seen.different++
		names := fmt.Sprint(o.syncs, disk.names())
		wrong := w.examineOne(t, dir, disk, claims, !servedWith[names], &seen)
		servedWith[names] = true
		switch {
		case isLoss(wrong):
			seen.lost++
		case wrong != "":
			seen.broken++
		}
		return wrong == "" || wrongly(o, wrong)
	})
	return seen
}

// isLoss tells that an acknowledged write is gone from everything else that is
// wrong.
func isLoss(wrong string) bool { return strings.HasPrefix(wrong, "LOST") }

func (w *workload) examineOne(t *testing.T, dir string, disk *image, claims []claim, served bool, seen *states) (wrong string) {
	t.Helper()
	defer os.RemoveAll(filepath.Join(dir, "data"))
	disk.lay(t, dir)
	data := filepath.Join(dir, "data")
	if _, wrong := examine(data, claims...); wrong != "" || !served {
		return wrong
	}
	seen.served++
	s, why := start(t, program, serving(data)...)
	if s == nil {
		return "is not served: " + why
	}
	s.stop(t)
	return ""
}

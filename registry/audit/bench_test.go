package audit_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
)

const million = 1_000_000

func BenchmarkDigestOfAMillion(b *testing.B) {
	changes := someChanges(million)
	for b.Loop() {
		audit.Digest(changes)
	}
}

func BenchmarkChangeInclusionInAMillion(b *testing.B) {
	changes := someChanges(million)
	store := logOf(b, 0)
	update(b, store, func(tx storage.Tx) error { return audit.Append(tx, entry(1), audit.Digest(changes)) })
	view(b, store, func(tx storage.Tx) error {
		for i := 0; b.Loop(); i++ {
			if _, _, err := audit.ChangeInclusion(tx, 1, changes[i*7919%million]); err != nil {
				return err
			}
		}
		return nil
	})
}

func BenchmarkCheck(b *testing.B) {
	const size = 100_000
	store := logOf(b, size)
	for b.Loop() {
		view(b, store, func(tx storage.Tx) error {
			if found, _ := faults(b, tx); len(found) > 0 {
				b.Errorf("%q", found)
			}
			return nil
		})
	}
	b.ReportMetric(float64(size*b.N)/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkAppend(b *testing.B) {
	store := logOf(b, 0)
	changes := audit.Digest(someChanges(3))
	update(b, store, func(tx storage.Tx) error {
		for seq := uint64(1); b.Loop(); seq++ {
			if err := audit.Append(tx, entry(seq), changes); err != nil {
				return err
			}
		}
		return nil
	})
}

func BenchmarkDigestOfAMillionOutOfOrder(b *testing.B) {
	sorted := someChanges(million)
	for b.Loop() {
		b.StopTimer()
		changes := make([]audit.Change, million)
		for i, c := range sorted {
			changes[i*7919%million] = c
		}
		b.StartTimer()
		audit.Digest(changes)
	}
}

func BenchmarkParseEntry(b *testing.B) {
	for b.Loop() {
		if _, err := audit.ParseEntry([]byte(sample)); err != nil {
			b.Fatal(err)
		}
	}
}

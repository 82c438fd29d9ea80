package registry_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// recording is a store that keeps what is put through it.
type recording struct {
	storage.Store
	puts []storage.Pair
}

func (r *recording) Update(ctx context.Context, fn func(storage.Tx) error) error {
	return r.Store.Update(ctx, func(tx storage.Tx) error { return fn(recordingTx{tx, r}) })
}

type recordingTx struct {
	storage.Tx
	to *recording
}

func (t recordingTx) Put(key, value []byte) error {
	t.to.puts = append(t.to.puts, storage.Pair{Key: append([]byte{}, key...), Value: append([]byte{}, value...)})
	return t.Tx.Put(key, value)
}

// onDisk is a registry on a disk, with one organization.
func onDisk(b *testing.B, wrap func(storage.Store) storage.Store) *registry.Registry {
	b.Helper()
	store, err := boltkv.Open(filepath.Join(b.TempDir(), "data"), boltkv.Options{Create: true, Command: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	r, err := registry.Open(anyone(), registry.Parts{Store: wrap(store), Law: law.Default(), Clock: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { r.Close() })
	recordOne(b, r, "first")
	return r
}

func recordOne(b *testing.B, r *registry.Registry, id string) {
	b.Helper()
	_, err := r.Record(anyone(), sheet.Organizations, registry.Command{},
		registry.Fields{"id": id, "name": "Organization " + id, "kind": "VENDOR", "country": "US"})
	if err != nil {
		b.Error(err)
	}
}

// BenchmarkMutation commits mutations one after the other, each with its entry in
// the log, and then the same bytes in bare transactions of bbolt: what the registry
// adds to them is the ratio.
func BenchmarkMutation(b *testing.B) {
	var took, bare time.Duration
	writes := 0
	for b.Loop() {
		b.StopTimer()
		const batch = 200
		var kept *recording
		r := onDisk(b, func(s storage.Store) storage.Store { kept = &recording{Store: s}; return kept })
		bolt := openBare(b)
		var all [][]storage.Pair
		b.StartTimer()
		begin := time.Now()
		for i := range batch {
			kept.puts = nil
			recordOne(b, r, fmt.Sprint("o-", i))
			all = append(all, kept.puts)
		}
		took += time.Since(begin)
		b.StopTimer()
		begin = time.Now()
		for _, puts := range all {
			putBare(b, bolt, puts)
		}
		bare += time.Since(begin)
		writes += batch
		b.StartTimer()
	}
	b.ReportMetric(float64(took.Microseconds())/float64(writes), "µs/mutation")
	b.ReportMetric(float64(bare.Microseconds())/float64(writes), "µs/bare")
	b.ReportMetric(float64(took)/float64(bare), "×bare")
}

var bareBucket = []byte("bare")

func openBare(b *testing.B) *bbolt.DB {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, InitialMmapSize: 1 << 30})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	err = db.Update(func(t *bbolt.Tx) error {
		_, err := t.CreateBucket(bareBucket)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

func putBare(b *testing.B, db *bbolt.DB, puts []storage.Pair) {
	b.Helper()
	err := db.Update(func(t *bbolt.Tx) error {
		for _, pair := range puts {
			if err := t.Bucket(bareBucket).Put(pair.Key, pair.Value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Error(err)
	}
}

// BenchmarkWriters lets 32 writers commit at the same time: they share syncs.
func BenchmarkWriters(b *testing.B) {
	const writers, each = 32, 200
	n := 0
	r := onDisk(b, func(s storage.Store) storage.Store { return s })
	begin := time.Now()
	for b.Loop() {
		var all sync.WaitGroup
		for w := range writers {
			round := n
			all.Go(func() {
				for i := range each {
					recordOne(b, r, fmt.Sprintf("o-%d-%d-%d", round, w, i))
				}
			})
		}
		all.Wait()
		n++
	}
	b.ReportMetric(float64(n*writers*each)/time.Since(begin).Seconds(), "mutations/s")
}

package main

import (
	"errors"
	"fmt"
	"sort"

	"go.etcd.io/bbolt"
)

// partNames says what the first byte of a key stands for (storage/table,
// registry/audit).
var partNames = map[byte]string{
	'r': "versions of records", 'i': "indexes", 'c': "commits", 'l': "entries of the log", 't': "hashes of the log", 'm': "hashes of changes",
}

// tellParts prints what takes how much of a database, keys and values counted.
func tellParts(path string) error {
	db, err := bbolt.Open(path, 0o400, &bbolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	sizes := map[byte]int{}
	err = db.View(func(t *bbolt.Tx) error {
		return t.ForEach(func(_ []byte, b *bbolt.Bucket) error {
			return b.ForEach(func(key, value []byte) error {
				sizes[key[0]] += len(key) + len(value)
				return nil
			})
		})
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	kinds := make([]byte, 0, len(partNames))
	for kind := range partNames {
		kinds = append(kinds, kind)
	}
	sort.Slice(kinds, func(i, j int) bool { return sizes[kinds[i]] > sizes[kinds[j]] })
	for _, kind := range kinds {
		fmt.Printf("    %-20s %5d MiB\n", partNames[kind], sizes[kind]>>20)
	}
	return nil
}

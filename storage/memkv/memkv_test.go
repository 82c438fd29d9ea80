package memkv_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/storage/storagetest"
)

func TestMemkv(t *testing.T) {
	storagetest.Run(t, func(*testing.T) storagetest.Opener {
		return func() (storage.Store, bool) { return memkv.New(), false }
	})
}

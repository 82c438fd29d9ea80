package storage_test

import (
	"errors"
	"os"
	"testing"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// fullDisk is a store beside whose files there is no room.
type fullDisk struct{ storage.Store }

func (fullDisk) NewFile() (*os.File, error) { return os.OpenFile("/dev/full", os.O_RDWR, 0) }

func TestASpoolGivesBackWhatWasWritten(t *testing.T) {
	s, err := storage.NewSpool(memkv.New())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, part := range []string{"abc", "defg"} {
		if n, err := s.Write([]byte(part)); n != len(part) || err != nil {
			t.Errorf("wrote %d bytes, %v", n, err)
		}
	}
	got := make([]byte, 4)
	if _, err := s.ReadAt(got, 2); string(got) != "cdef" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestASpoolTellsAFullDisk(t *testing.T) {
	s, err := storage.NewSpool(fullDisk{memkv.New()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Write([]byte("x")); !errors.Is(err, storage.ErrFull) {
		t.Errorf("got %v", err)
	}
}

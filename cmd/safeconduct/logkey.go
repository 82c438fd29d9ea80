package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// keyFile is the file of the log's private key, by its path.
type keyFile string

// logKey is the file named by --log-key, or the one in the data folder.
func logKey(given, data string) keyFile {
	if given != "" {
		return keyFile(given)
	}
	return keyFile(filepath.Join(data, "log.key"))
}

// Read implements registry.KeyFile.
func (f keyFile) Read() (string, error) {
	key, err := os.ReadFile(string(f))
	return strings.TrimSpace(string(key)), err
}

// Write implements registry.KeyFile.
func (f keyFile) Write(private string) error {
	making := string(f) + ".new-"
	left, _ := filepath.Glob(making + "*") // by a crash: keys that nobody uses
	for _, path := range left {
		_ = os.Remove(path)
	}
	file, err := os.CreateTemp(filepath.Dir(string(f)), filepath.Base(making)+"*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.WriteString(private + "\n")
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	// A link, unlike a rename, never replaces a key.
	if err := os.Link(file.Name(), string(f)); err != nil {
		if there, unread := f.Read(); unread != nil || there != private {
			return err
		}
	}
	return syncFolder(filepath.Dir(string(f)))
}

func (f keyFile) exists() bool {
	_, err := os.Stat(string(f))
	return err == nil
}

func (f keyFile) String() string { return string(f) }

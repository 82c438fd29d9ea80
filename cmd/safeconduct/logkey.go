package main

import (
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
	file, err := os.OpenFile(string(f), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.WriteString(private + "\n"); err != nil {
		return err
	}
	return file.Sync()
}

func (f keyFile) exists() bool {
	_, err := os.Stat(string(f))
	return err == nil
}

func (f keyFile) String() string { return string(f) }

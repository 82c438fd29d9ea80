package settings

import (
	"os"
	"strings"

	"github.com/spf13/pflag"
)

// Secret reads a secret: from the file that the setting of its name with the ending
// -file names, or from the environment. Of both the file counts, as whoever gave it as
// a flag or in the environment meant it; a file that only the file of settings names
// stands behind the environment. "" is no secret.
func (t Table) Secret(flags *pflag.FlagSet, name string, env Environment) (string, error) {
	given, _ := env(t.named(name).Variable())
	file := valueOf(flags, name+"-file")
	path := file.String()
	if path == "" || given != "" && file.from == ByFile {
		return strings.TrimSpace(given), nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", file.fault(path, "cannot be read: %s", cause(err))
	}
	return strings.TrimSpace(string(content)), nil
}

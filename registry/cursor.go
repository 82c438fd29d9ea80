package registry

import (
	"encoding/base64"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// cursorMark begins every cursor, so that others are told from them. The list
// follows, then the key of the element.
const cursorMark = "sc1:"

func cursorOf(list, key string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(cursorMark + list + "\x00" + key))
}

// key is the key behind which to begin in a list, "" at the start: no element
// has that one.
func (p Paging) key(list string) (string, error) {
	if p.After == nil {
		return "", nil
	}
	text, err := base64.RawURLEncoding.Strict().DecodeString(*p.After)
	key, ours := strings.CutPrefix(string(text), cursorMark+list+"\x00")
	if err != nil || !ours || key == "" {
		return "", noCursor(*p.After)
	}
	return key, nil
}

func noCursor(given string) error {
	return fault.Bad("after", given, "is no cursor of this list: take endCursor of the page before")
}

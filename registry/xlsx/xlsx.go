// Package xlsx reads the tables of a workbook (Office Open XML, ISO/IEC 29500) within
// bounds, however hostile the file is, and writes one while its rows come. It knows
// nothing of what the rows mean. Of a workbook it reads the parts that hold cells and no
// others; it computes no formula, follows no link and uses no path of the archive for
// anything but to find a part.
package xlsx

import (
	"bytes"
	"strconv"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Bounds of a workbook that is read.
const (
	largestFile     = 64 << 20 // bytes, packed
	largestUnpacked = 64 << 20 // bytes of all parts together
	mostRatio       = 100      // bytes unpacked for each byte of the file
	mostParts       = 1_000
	mostRows        = 1 << 20 // of a sheet: as many as a spreadsheet has
	mostColumns     = 1 << 14
	longestText     = 32_767  // characters of a cell: as many as a spreadsheet keeps
	largestToken    = 1 << 20 // bytes of a tag, or of a text between two
	deepest         = 64      // tags within one another
)

// LargestFile is how many bytes of a file are worth reading: one that has more is
// refused by [Open].
const LargestFile = largestFile

// IsArchive reports whether content begins as a workbook does.
func IsArchive(content []byte) bool {
	return bytes.HasPrefix(content, []byte("PK\x03\x04")) || bytes.HasPrefix(content, []byte("PK\x05\x06"))
}

// compound begins the files of Excel 97, and workbooks that a password protects.
var compound = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// encryptedPackage is how a protected workbook names its content, in UTF-16.
var encryptedPackage = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// IsCompound reports whether content begins as a file of Excel 97 or a protected
// workbook does, which [Open] refuses by name.
func IsCompound(content []byte) bool { return bytes.HasPrefix(content, compound) }

// bad is a refusal of the whole workbook or sheet; the caller says where it lies.
func bad(format string, args ...any) *fault.Error { return fault.Bad("row", "", format, args...) }

// damaged is what is said of what no spreadsheet has written, and of half a file.
func damaged() *fault.Error {
	return bad("is a damaged workbook: open it in a spreadsheet and save it again as XLSX")
}

// CellName is how a spreadsheet names a cell, such as C12.
func CellName(column, line int) string { return ColumnName(column) + strconv.Itoa(line) }

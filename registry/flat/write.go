package flat

import (
	"encoding/binary"
	"hash/crc32"
	"io"
)

// Writer writes sections. After an error it writes nothing any more.
type Writer struct {
	to     io.Writer
	err    error
	sum    uint32
	buffer []byte
}

// NewWriter writes to w, in large pieces.
func NewWriter(w io.Writer) *Writer { return &Writer{to: w, buffer: make([]byte, 0, bufferSize)} }

// Close writes what is left and gives the first error.
func (w *Writer) Close() error {
	w.flush()
	return w.err
}

func (w *Writer) flush() {
	if w.err == nil {
		_, w.err = w.to.Write(w.buffer)
	}
	w.buffer = w.buffer[:0]
}

// room makes sure that so many bytes fit into the buffer.
func (w *Writer) room(n int) {
	if len(w.buffer)+n > cap(w.buffer) {
		w.flush()
	}
}

func (w *Writer) begin(length int) {
	w.room(lengthSize + sumSize)
	w.buffer = append(w.buffer, head(uint64(length))...)
	w.sum = 0
}

func (w *Writer) end() {
	w.room(sumSize)
	w.buffer = binary.LittleEndian.AppendUint32(w.buffer, w.sum)
}

// Uint32s is a section of numbers.
func (w *Writer) Uint32s(all []uint32) {
	w.Lists(len(all), func(yield func([]uint32) bool) { yield(all) })
}

// Lists is a section of so many numbers, told list by list.
func (w *Writer) Lists(count int, lists func(yield func([]uint32) bool)) {
	w.begin(4 * count)
	for all := range lists {
		for len(all) > 0 {
			w.room(4)
			n, from := min(len(all), (cap(w.buffer)-len(w.buffer))/4), len(w.buffer)
			for _, number := range all[:n] {
				w.buffer = binary.LittleEndian.AppendUint32(w.buffer, number)
			}
			w.sum, all = crc32.Update(w.sum, castagnoli, w.buffer[from:]), all[n:]
		}
	}
	w.end()
}

// IDs writes a section of ids.
func IDs[T ~[16]byte](w *Writer, all []T) {
	w.begin(16 * len(all))
	for i := range all {
		id := [16]byte(all[i])
		w.put(id[:])
	}
	w.end()
}

func (w *Writer) put(all []byte) {
	for len(all) > 0 {
		w.room(1)
		n, from := min(len(all), cap(w.buffer)-len(w.buffer)), len(w.buffer)
		w.buffer = append(w.buffer, all[:n]...)
		w.sum, all = crc32.Update(w.sum, castagnoli, w.buffer[from:]), all[n:]
	}
}

// String is a section of text.
func (w *Writer) String(text string) {
	w.begin(len(text))
	w.put([]byte(text))
	w.end()
}

// Strings is a section of several texts.
func (w *Writer) Strings(all []string) {
	var told []byte
	for _, text := range all {
		told = append(binary.AppendUvarint(told, uint64(len(text))), text...)
	}
	w.begin(len(told))
	w.put(told)
	w.end()
}

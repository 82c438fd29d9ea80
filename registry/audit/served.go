package audit

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Served is a log as somebody serves it, in the layout of C2SP tlog-tiles. Get
// gives what lies under a path such as "checkpoint" or "tile/0/000".
type Served struct {
	Get func(path string) ([]byte, error)
}

// Check reads the whole log up to the checkpoint that is served, and reports what
// is wrong with which entry, counted from 0, or with a tile or the checkpoint
// (index none). It holds the log to kept, a checkpoint that was kept elsewhere,
// and to nothing else: the key is believed because it verifies kept. An error says
// that something could not be got.
func (s Served) Check(kept []byte, report func(index uint64, what string)) (head Checkpoint, err error) {
	older, head, err := s.checkpoints(kept, report)
	if err != nil || head.Size == 0 {
		return head, err
	}
	c := &servedCheck{Served: s, report: report}
	if err := c.entries(head.Size); err != nil {
		return head, err
	}
	for _, at := range []Checkpoint{older, head} {
		if at.Size > c.size {
			continue // which has been reported
		}
		root, err := tlog.TreeHash(int64(at.Size), c)
		if err != nil {
			return head, err
		}
		if root != at.Root {
			report(None, fmt.Sprintf("the log was rewritten: at size %d its entries make the root %s and not %s", at.Size, root, at.Root))
		}
	}
	return head, c.tiles()
}

// None is the index of what is said of the log as a whole.
const None = ^uint64(0)

// checkpoints opens the checkpoint that was kept and the one that is served.
func (s Served) checkpoints(kept []byte, report func(uint64, string)) (older, head Checkpoint, err error) {
	key, err := s.Get("key")
	if err != nil {
		return older, head, err
	}
	signed, err := s.Get("checkpoint")
	if err != nil {
		return older, head, err
	}
	verifier := string(bytes.TrimSpace(key))
	if older, err = Open(kept, verifier); err != nil {
		report(None, "with the key that is served, the checkpoint that was kept cannot be verified: "+err.Error())
		return older, head, nil
	}
	if head, err = Open(signed, verifier); err != nil {
		report(None, "served: "+err.Error())
		return older, Checkpoint{}, nil
	}
	if head.Size < older.Size {
		report(None, fmt.Sprintf("the log has %d entries, the checkpoint %d: it was truncated or rolled back", head.Size, older.Size))
	}
	return older, head, nil
}

// servedCheck is the state of a check between two entries.
type servedCheck struct {
	Served
	report func(uint64, string)
	size   uint64
	time   int64
	hashes []Hash // numbered as by tlog.StoredHashIndex
}

// ReadHashes implements tlog.HashReader.
func (c *servedCheck) ReadHashes(indexes []int64) ([]Hash, error) {
	found := make([]Hash, len(indexes))
	for i, index := range indexes {
		found[i] = c.hashes[index]
	}
	return found, nil
}

// entries reads the entries up to a size.
func (c *servedCheck) entries(size uint64) error {
	for c.size < size {
		width := min(tileWidth, size-c.size)
		bundle, err := c.Get(Path{Entries: true, N: c.size / tileWidth, Width: int(width)}.String())
		if err != nil {
			return err
		}
		for range width {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				c.report(c.size, "is cut off")
				return nil
			}
			n := 2 + int(binary.BigEndian.Uint16(bundle))
			if err := c.entry(bundle[2:n]); err != nil {
				return err
			}
			bundle = bundle[n:]
		}
		if len(bundle) > 0 {
			c.report(c.size-1, "is followed by what is no entry")
		}
	}
	return nil
}

func (c *servedCheck) entry(text []byte) error {
	e, err := ParseEntry(text)
	switch {
	case err != nil:
		c.report(c.size, err.Error())
	case e.Seq != c.size+1:
		c.report(c.size, fmt.Sprintf("is of commit %d, not of %d", e.Seq, c.size+1))
	case e.Time < c.time:
		c.report(c.size, fmt.Sprintf("is of %s, before the entry that it follows", written(e.Time)))
	default:
		c.time = e.Time
	}
	hashes, err := tlog.StoredHashesForRecordHash(int64(c.size), tlog.RecordHash(text), c)
	c.hashes = append(c.hashes, hashes...)
	c.size++
	return err
}

// tiles compares every tile that is served with the entries.
func (c *servedCheck) tiles() error {
	for _, t := range tlog.NewTiles(tileHeight, 0, int64(c.size)) {
		path := Path{Level: t.L, N: uint64(t.N), Width: t.W}.String()
		served, err := c.Get(path)
		if err != nil {
			return err
		}
		made, err := tlog.ReadTileData(t, c)
		if err != nil {
			return err
		}
		if !bytes.Equal(served, made) {
			c.report(None, path+" is not the tile that the entries make")
		}
	}
	return nil
}

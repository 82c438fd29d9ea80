package table

// SetChunk makes staged chunks small, so that few rows are staged in many.
func (db *DB) SetChunk(puts int) { db.chunk = puts }

// SetRoom makes the memory of a sorter small, so that few rows are sorted outside of
// it.
func (db *DB) SetRoom(bytes int) { db.room = bytes }

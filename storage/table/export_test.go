package table

// SetChunk makes staged chunks small, so that few rows are staged in many.
func (db *DB) SetChunk(puts int) { db.chunk = puts }

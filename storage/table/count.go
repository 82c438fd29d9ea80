package table

// Count is how many records the reader sees. It reads every version's head, but
// decodes no record.
func (t *Table[T]) Count(r *Reader) (count int, err error) {
	err = r.records(t.Code, func(v *version) (bool, error) {
		if !v.isRemoved() && !v.isErased() {
			count++
		}
		return true, nil
	})
	return count, err
}

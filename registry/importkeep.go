package registry

// filled is a record that a row makes, with the one that it changes, nil for a new
// one.
type filled[T any] struct{ before, record *T }

// keeper holds records back for the write while the rows that follow are read.
type keeper[T any] struct {
	batch *batch[T]
	given chan []filled[T]
	ended chan struct{}
	err   error // of whoever holds them back; valid once it has ended
}

func (b *batch[T]) keepBeside() *keeper[T] {
	k := &keeper[T]{batch: b, given: make(chan []filled[T], 1), ended: make(chan struct{})}
	go k.run()
	return k
}

func (k *keeper[T]) run() {
	defer close(k.ended)
	for some := range k.given {
		for _, one := range some {
			if k.err = k.batch.keep(one); k.err != nil {
				return
			}
		}
	}
}

// hand gives it records, or returns why it takes no more.
func (k *keeper[T]) hand(some []filled[T]) error {
	select {
	case k.given <- some:
		return nil
	case <-k.ended:
		return k.err
	}
}

// end waits until all are held back.
func (k *keeper[T]) end() error {
	close(k.given)
	<-k.ended
	return k.err
}

// keep counts what becomes of a record and holds it back, where it is going to be
// written.
func (b *batch[T]) keep(one filled[T]) error {
	switch {
	case one.before == nil:
		b.outcome.Created++
	case b.table.Equal(one.before, one.record):
		b.outcome.Unchanged++
		return nil
	default:
		b.outcome.Changed++
	}
	if b.loader == nil { // a dry run
		if b.try.takes() {
			b.kept = append(b.kept, one)
		}
		return nil
	}
	return b.loader.Add(one.before, one.record)
}

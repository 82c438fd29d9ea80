package columns

import "context"

// Where are the shapes of flows for which something holds, ascending. holds is called
// by as many goroutines as workers, each of which says its number.
func (t *Table) Where(ctx context.Context, workers int, holds func(worker, shape int) (bool, error)) (shapes []int, err error) {
	are := make([]bool, t.Shapes())
	err = Shared(ctx, workers, len(are), func(worker, shape int) (err error) {
		if !t.isEmpty(shape) {
			are[shape], err = holds(worker, shape)
		}
		return err
	})
	for shape, is := range are {
		if is {
			shapes = append(shapes, shape)
		}
	}
	return shapes, err
}

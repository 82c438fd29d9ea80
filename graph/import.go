package graph

import (
	"net/http"
	"strconv"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// importer takes files to be imported ([upload]).
type importer struct{ registry *registry.Registry }

// ImportAnswer is what an import answers that was done; else it is a [Refusal].
type ImportAnswer struct {
	Imported []*registry.Imported `json:"imported"`
	// Layouts are what the tables were taken for; a dry run tells it, also when it refuses.
	Layouts []sheet.Layout `json:"layouts,omitempty"`
	// Effects are what a dry run would do to the verdicts of the days that were asked for.
	Effects []*ImportEffect `json:"effects,omitempty"`
}

func (i *importer) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	done, err := i.run(w, q)
	if err != nil {
		refuseWith(w, q, err, done.Layouts)
		return
	}
	answer(w, http.StatusOK, done)
}

func (i *importer) run(w http.ResponseWriter, q *http.Request) (done ImportAnswer, err error) {
	dryRun, err := dryRunOf(q)
	if err != nil {
		return done, err
	}
	days, err := daysOf(q)
	if err != nil {
		return done, err
	}
	q.Body = http.MaxBytesReader(w, q.Body, largestImport)
	var sent upload
	defer sent.close()
	if err := sent.receive(q); err != nil {
		return done, err
	}
	once, err := onceOf(q.Header.Get(KeyHeader), sent.content)
	if err != nil {
		return done, err
	}
	asked := registry.Import{Sources: sent.sources, Once: once}
	if !dryRun {
		done.Imported, err = i.registry.Import(q.Context(), asked)
		return done, err
	}
	for _, file := range sent.sources {
		done.Layouts = append(done.Layouts, sheet.Layouts(file)...)
	}
	var effects []*registry.ChangeEffect
	if done.Imported, effects, err = i.registry.TryImport(q.Context(), asked, days); err != nil {
		return done, err
	}
	done.Effects, err = effectsOf(q.Context(), effects)
	return done, err
}

// dryRunOf reads ?dryRun. What is no answer to it is refused: it might have been
// meant as yes.
func dryRunOf(q *http.Request) (bool, error) {
	given := q.URL.Query().Get("dryRun")
	if given == "" {
		return false, nil
	}
	dryRun, err := strconv.ParseBool(given)
	if err != nil {
		return false, fault.Bad("dryRun", given, "is neither true nor false")
	}
	return dryRun, nil
}

package registry

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// SavedScenario is a question that is kept: what is supposed, and what it did when it
// was saved. Its external id is its name. It is no fact: no verdict follows from it.
type SavedScenario struct {
	fact.Header
	Changes []*LawChange `cbor:"2,keyasint"`
	Note    string       `cbor:"3,keyasint,omitempty"`
	AsOf    civil.Date   `cbor:"4,keyasint"` // the day whose impact was counted
	Counts  ImpactCounts `cbor:"5,keyasint"`
	State   uint64       `cbor:"6,keyasint"` // the commit after which it was counted
}

// The pages of saved scenarios.
type (
	SavedScenarioPage = Page[*SavedScenario]
	SavedScenarioEdge = Edge[*SavedScenario]
)

// Clear takes the content from a saved scenario.
func (s *SavedScenario) Clear() { *s = SavedScenario{Header: s.Header} }

// SavedChange is a change that a saved scenario supposes, as it is told.
type SavedChange struct {
	Kind, About string
	On          civil.Date // the first day on which it holds
	Message     sentence.Sentence
}

// Told are the changes as they are told.
func (s *SavedScenario) Told() (told []SavedChange) {
	for _, c := range s.Changes {
		for _, given := range c.given() {
			told = append(told, SavedChange{given.name, given.subject, given.on, c.inWords()})
		}
	}
	return told
}

// scenarioKind has of saved scenarios what their history tells.
var scenarioKind = kind[SavedScenario]{table: scenarios, schema: sheet.Schema[SavedScenario]{Columns: []sheet.Column[SavedScenario]{
	{Name: "name", Cell: func(s *SavedScenario, _ sheet.Keys) string { return s.ExternalID }},
	{Name: "changes", Cell: func(s *SavedScenario, _ sheet.Keys) string {
		words := make([]string, len(s.Changes))
		for i, c := range s.Changes {
			words[i] = c.String()
		}
		return strings.Join(words, "; ")
	}},
	{Name: "note", Cell: func(s *SavedScenario, _ sheet.Keys) string { return s.Note }},
	{Name: "as_of", Cell: func(s *SavedScenario, _ sheet.Keys) string { return s.AsOf.String() }},
	{Name: "hits", Cell: func(s *SavedScenario, _ sheet.Keys) string { return strconv.Itoa(s.Counts.Hits) }},
	{Name: "newly_without_basis", Cell: func(s *SavedScenario, _ sheet.Keys) string { return strconv.Itoa(s.Counts.NewlyWithoutBasis) }},
}}}

// SavedScenarios lists the saved scenarios by name.
func (v *View) SavedScenarios(ctx context.Context, paging Paging) (*SavedScenarioPage, error) {
	return listAs(ctx, v, access.Read, scenarios, nil, paging)
}

// SavedScenario finds a saved scenario by its name; NOT_FOUND when there is none.
func (v *View) SavedScenario(ctx context.Context, name string) (s *SavedScenario, err error) {
	err = v.read(ctx, func(r *table.Reader) error {
		s, err = scenarios.ByExternalID(r, name)
		return err
	})
	return s, err
}

// SavedBy is who wrote the version of a saved scenario that the view sees.
func (v *View) SavedBy(ctx context.Context, s *SavedScenario) (string, error) {
	last, err := v.lastVersion(ctx, s)
	if err != nil {
		return "", err
	}
	return last.Actor, nil
}

// SavedAt is when the version of a saved scenario was written that the view sees.
func (v *View) SavedAt(ctx context.Context, s *SavedScenario) (*time.Time, error) {
	last, err := v.lastVersion(ctx, s)
	if err != nil {
		return nil, err
	}
	return &last.At, nil
}

func (v *View) lastVersion(ctx context.Context, s *SavedScenario) (*RecordVersion, error) {
	all, err := v.History(ctx, s)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fault.New(fault.NotFound, "there is no scenario %q by now", s.ExternalID)
	}
	return all[len(all)-1], nil
}

// SaveScenario saves a scenario under the name that the command gives, with what it
// does by then: a new one, or a further version. asOf is the day whose impact is
// counted; the zero Date: today, or the first day on which all changes hold if that is
// later. CONFLICT where the caller has seen another version: 0 stands for none.
func (r *Registry) SaveScenario(ctx context.Context, c Command, changes []*LawChange, note string, asOf civil.Date) (*Changed, error) {
	if err := access.May(ctx, access.Write); err != nil { // before anything is worked out
		return nil, err
	}
	var faults fault.List
	faults.Add(fact.CheckKey("name", c.ExternalID), fact.CheckText("note", note))
	if err := faults.Err(); err != nil {
		return nil, err
	}
	view, err := r.Now(ctx)
	if err != nil {
		return nil, err
	}
	s, err := view.Suppose(ctx, changes)
	if err != nil {
		return nil, err
	}
	if asOf.IsZero() {
		asOf = max(view.Day(0), allHold(changes))
	}
	impact, err := s.Impact(ctx, asOf, nil)
	if err != nil {
		return nil, err
	}
	saved := &SavedScenario{
		Header:  fact.Header{ExternalID: c.ExternalID},
		Changes: changes, Note: note, AsOf: asOf, Counts: impact.ImpactCounts, State: uint64(view.at),
	}
	return r.write(ctx, c, "save", saved.save(c))
}

// SavedIn is the scenario that a command has saved; nil where it failed.
func SavedIn(done *Changed) *SavedScenario {
	if done == nil {
		return nil
	}
	saved, _ := done.Record.(*SavedScenario)
	return saved
}

// save puts the scenario in the place of the one of its name.
func (s *SavedScenario) save(c Command) edit {
	return func(e *editor) (before, after Node, err error) {
		now, err := scenarioKind.find(e, Command{ExternalID: c.ExternalID, Expected: c.Expected})
		switch {
		case err == nil:
			s.ID, before = now.ID, now
		case !isMissing(err):
			return nil, nil, err
		case c.Expected != nil && *c.Expected != 0:
			return nil, nil, fault.New(fault.Conflict, "there is no scenario %q by now, of which you have seen version %d: save it as a new one, with 0", c.ExternalID, *c.Expected)
		default:
			if s.ID, err = uuid.NewV7(); err != nil {
				return nil, nil, err
			}
		}
		after, err = scenarioKind.put(e, s)
		return before, after, err
	}
}

// allHold is the first day on which all of some changes hold.
func allHold(changes []*LawChange) (day civil.Date) {
	for _, c := range changes {
		for _, given := range c.given() {
			day = max(day, given.on)
		}
	}
	return day
}

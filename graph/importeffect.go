package graph

import (
	"context"
	"net/http"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// ImportEffect is a [registry.ChangeEffect] as an import answers it.
type ImportEffect struct {
	AsOf         civil.Date  `json:"asOf"`
	FlaggedCount int         `json:"flaggedCount"`
	ClearedCount int         `json:"clearedCount"`
	ByStatus     []moveCount `json:"byStatus"`
	// Flows are the first of the flows that would have another status.
	Flows []flowMove `json:"flows"`
}

type moveCount struct {
	Before string `json:"before"`
	After  string `json:"after"`
	Flows  int    `json:"flows"`
}

type flowMove struct {
	Flow   namedFlow `json:"flow"`
	Before string    `json:"before"`
	After  string    `json:"after"`
}

type namedFlow struct {
	ExternalID string `json:"externalId"`
	Name       string `json:"name"`
}

// Bounds on what a dry run tells of its effect.
const (
	mostEffectDays  = 10
	mostEffectFlows = 20
)

// daysOf reads the parameters asOf.
func daysOf(q *http.Request) ([]civil.Date, error) {
	given := q.URL.Query()["asOf"]
	if len(given) > mostEffectDays {
		return nil, fault.Bad("asOf", "", "are %d: expected 1 to %d", len(given), mostEffectDays)
	}
	days := make([]civil.Date, len(given))
	for i, text := range given {
		day, err := dayFrom("asOf", text)
		if err != nil {
			return nil, err
		}
		days[i] = day
	}
	return days, nil
}

func effectsOf(ctx context.Context, told []*registry.ChangeEffect) (effects []*ImportEffect, err error) {
	for _, of := range told {
		e := &ImportEffect{AsOf: of.AsOf, FlaggedCount: of.FlaggedCount(), ClearedCount: of.ClearedCount(), ByStatus: []moveCount{}, Flows: []flowMove{}}
		for _, m := range of.ByStatus {
			e.ByStatus = append(e.ByStatus, moveCount{string(m.Before), string(m.After), m.Flows})
		}
		moves, err := of.Flows(ctx, mostEffectFlows)
		if err != nil {
			return nil, err
		}
		for _, m := range moves {
			e.Flows = append(e.Flows, flowMove{namedFlow{m.Flow.ExternalID, m.Flow.Name}, string(m.Before), string(m.After)})
		}
		effects = append(effects, e)
	}
	return effects, nil
}

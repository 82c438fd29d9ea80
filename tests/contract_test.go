package tests

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// expected is the contract's answer on the sample.
type expected struct {
	AsOf map[string]struct {
		ActiveFlows  int
		ByStatus     map[string]int
		ByInstrument map[string]int
		Flagged      []string
		Verdicts     map[string]expectedVerdict
	}
	Timelines struct {
		Window [2]string
		Flows  map[string][]expectedSegment
	}
	Dpa    map[string]map[string]expectedDpa
	WhatIf struct {
		Instrument, On, AsOf                  string
		Worsened, Improved, NewlyWithoutBasis int
		ByOrigin, StillCovered                map[string]int
		Flows                                 []string
	}
}

type expectedVerdict struct {
	Status  string
	Regime  *string
	Bases   []expectedBasis
	Reasons []string
}

type expectedBasis struct{ Kind, Instrument, Agreement, Certification string }

type expectedSegment struct {
	From, Through        *string
	Status               string
	Instruments, Reasons []string
}

type expectedDpa struct{ Status, Agreement, ExecutedOn string }

func TestContract(t *testing.T) {
	t.Run("imported into the folder, then served", func(t *testing.T) {
		data := filepath.Join(t.TempDir(), "data")
		mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
		s := serve(t, data)
		checkContract(t, s)
		s.stop(t)
		t.Run("again after a restart", func(t *testing.T) { checkContract(t, serve(t, data)) })
	})
	t.Run("imported through the server", func(t *testing.T) {
		s := serve(t, filepath.Join(t.TempDir(), "data")).showToken(t)
		mustRun(t, append([]string{"import", "--server", s.url}, harbourFiles(t)...)...)
		checkContract(t, s)
	})
	t.Run("imported through the socket", func(t *testing.T) {
		s := serve(t, filepath.Join(t.TempDir(), "data"))
		mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
		checkContract(t, s)
	})
}

// checkContract runs every operation of the contract, verbatim.
func checkContract(t *testing.T, s *server) {
	t.Helper()
	document, err := os.ReadFile("contract/operations.graphql")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(harbour, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want expected
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	c := contract{t, s, string(document)}
	for day, answers := range want.AsOf {
		c.summary(day, answers.ActiveFlows, answers.ByStatus, answers.ByInstrument)
		c.flagged(day, answers.Flagged)
		for id, verdict := range answers.Verdicts {
			c.verdict(day, id, verdict)
		}
	}
	for id, segments := range want.Timelines.Flows {
		c.timeline(id, want.Timelines.Window, segments)
	}
	for day, customers := range want.Dpa {
		for id, dpa := range customers {
			c.dpa(day, id, dpa)
		}
	}
	c.whatIf(want)
	c.rest()
}

type contract struct {
	*testing.T
	server   *server
	document string
}

func (c contract) ask(operation string, variables map[string]any, to any) {
	c.Helper()
	if errs := c.server.graphQL(c.T, c.document, operation, variables, to); len(errs) > 0 {
		c.Fatalf("%s %v: %v", operation, variables, errs)
	}
}

func (c contract) same(what string, want, got any) {
	c.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		c.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

type ref struct{ ID, ExternalID string }

func (c contract) summary(day string, active int, byStatus, byInstrument map[string]int) {
	var got struct {
		Summary struct {
			ActiveFlows int
			ByStatus    []struct {
				Status string
				Flows  int
			}
			ByInstrument []struct {
				Instrument ref
				Flows      int
			}
			ByRoute []struct{ Flows int }
		}
	}
	c.ask("Summary", map[string]any{"asOf": day}, &got)
	status, instrument, routes := map[string]int{}, map[string]int{}, 0
	for _, s := range got.Summary.ByStatus {
		status[s.Status] = s.Flows
	}
	for _, i := range got.Summary.ByInstrument {
		instrument[i.Instrument.ID] = i.Flows
	}
	for _, r := range got.Summary.ByRoute {
		routes += r.Flows
	}
	c.same("active on "+day, active, got.Summary.ActiveFlows)
	c.same("by route on "+day, active, routes)
	c.same("by status on "+day, byStatus, status)
	c.same("by instrument on "+day, byInstrument, instrument)
}

// flagged walks the pages of two.
func (c contract) flagged(day string, want []string) {
	found := []string{}
	for after := any(nil); ; {
		var got struct {
			Flows struct {
				TotalCount int
				PageInfo   struct {
					HasNextPage bool
					EndCursor   string
				}
				Nodes []struct {
					ExternalID string
					Verdict    struct{ Status string }
				}
			}
		}
		c.ask("Flagged", map[string]any{"asOf": day, "first": 2, "after": after}, &got)
		c.same("how many are flagged on "+day, len(want), got.Flows.TotalCount)
		for _, n := range got.Flows.Nodes {
			found = append(found, n.ExternalID)
			c.same(n.ExternalID+" on "+day, "NO_VALID_BASIS", n.Verdict.Status)
		}
		if !got.Flows.PageInfo.HasNextPage {
			break
		}
		after = got.Flows.PageInfo.EndCursor
	}
	c.same("flagged on "+day, want, found)
}

type gotReasons []struct{ Code, Message, Citation string }

func (c contract) codes(reasons gotReasons) []string {
	var codes []string
	for _, r := range reasons {
		if r.Message == "" || r.Citation == "" {
			c.Errorf("a reason without words or citation: %+v", r)
		}
		codes = append(codes, r.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func (c contract) verdict(day, id string, want expectedVerdict) {
	var got struct {
		Flow struct {
			Verdict struct {
				Status string
				Regime *string
				Bases  []struct {
					Kind                     string
					Instrument               ref
					Agreement, Certification ref
				}
				Reasons gotReasons
			}
		}
	}
	c.ask("Verdict", map[string]any{"externalId": id, "asOf": day}, &got)
	v := got.Flow.Verdict
	have := expectedVerdict{v.Status, v.Regime, []expectedBasis{}, c.codes(v.Reasons)}
	for _, b := range v.Bases {
		have.Bases = append(have.Bases, expectedBasis{b.Kind, b.Instrument.ID, b.Agreement.ExternalID, b.Certification.ExternalID})
	}
	c.same(id+" on "+day, want, have)
}

package tests

import (
	"slices"
	"strings"
)

// timeline holds the service's segments against the expected ones inside the
// window; the service may cut finer.
func (c contract) timeline(id string, window [2]string, want []expectedSegment) {
	var got struct {
		Flow struct {
			Timeline []struct {
				From, Through *string
				Status        string
				Bases         []struct{ Instrument ref }
				Reasons       []struct{ Code string }
			}
		}
	}
	c.ask("Timeline", map[string]any{"externalId": id}, &got)
	var have []expectedSegment
	for _, s := range got.Flow.Timeline {
		if s.Through != nil && *s.Through < window[0] || s.From != nil && *s.From > window[1] {
			continue
		}
		one := expectedSegment{From: within(s.From, window), Through: within(s.Through, window), Status: s.Status, Instruments: []string{}}
		for _, b := range s.Bases {
			one.Instruments = append(one.Instruments, b.Instrument.ID)
		}
		for _, r := range s.Reasons {
			one.Reasons = append(one.Reasons, r.Code)
		}
		slices.Sort(one.Instruments)
		slices.Sort(one.Reasons)
		one.Reasons = slices.Compact(one.Reasons)
		if s.Status == "NO_VALID_BASIS" {
			one.Reasons = nil // expected.json names risks only
		}
		if n := len(have); n > 0 && alike(have[n-1], one) {
			have[n-1].Through = one.Through
			continue
		}
		have = append(have, one)
	}
	for i := range want {
		slices.Sort(want[i].Instruments)
	}
	c.same("timeline of "+id, want, have)
}

func within(day *string, window [2]string) *string {
	if day == nil || *day < window[0] || *day >= window[1] {
		return nil
	}
	return day
}

func alike(a, b expectedSegment) bool {
	return a.Status == b.Status && slices.Equal(a.Instruments, b.Instruments) && slices.Equal(a.Reasons, b.Reasons)
}

func (c contract) dpa(day, id string, want expectedDpa) {
	var got struct {
		Customers struct {
			TotalCount int
			Nodes      []struct {
				ExternalID string
				Dpa        struct {
					Status     string
					ExecutedOn *string
					Agreement  *ref
				}
			}
		}
	}
	c.ask("DpaStatus", map[string]any{"search": strings.ToUpper(id), "asOf": day}, &got)
	if got.Customers.TotalCount != 1 || got.Customers.Nodes[0].ExternalID != id {
		c.Fatalf("the search for %s found %+v", id, got.Customers)
	}
	d := got.Customers.Nodes[0].Dpa
	have := expectedDpa{Status: d.Status}
	if d.Agreement != nil {
		have.Agreement = d.Agreement.ExternalID
	}
	if d.ExecutedOn != nil {
		have.ExecutedOn = *d.ExecutedOn
	}
	c.same("DPA of "+id+" on "+day, want, have)
}

func (c contract) whatIf(want expected) {
	var got struct {
		Scenario struct {
			Impact struct {
				Worsened, Improved, NewlyWithoutBasis int
				StillCovered                          []struct {
					Instrument ref
					Flows      int
				}
				ByOrigin []struct {
					Origin            string
					NewlyWithoutBasis int
				}
				Flows struct {
					TotalCount int
					Nodes      []ref
				}
			}
		}
	}
	w := want.WhatIf
	c.ask("WhatIf", map[string]any{"instrument": w.Instrument, "on": w.On, "asOf": w.AsOf, "first": 50}, &got)
	impact := got.Scenario.Impact
	covered, origins, flows := map[string]int{}, map[string]int{}, []string{}
	for _, s := range impact.StillCovered {
		covered[s.Instrument.ID] = s.Flows
	}
	for _, o := range impact.ByOrigin {
		origins[o.Origin] = o.NewlyWithoutBasis
	}
	for _, f := range impact.Flows.Nodes {
		flows = append(flows, f.ExternalID)
	}
	c.same("worsened", w.Worsened, impact.Worsened)
	c.same("improved", w.Improved, impact.Improved)
	c.same("newly without basis", w.NewlyWithoutBasis, impact.NewlyWithoutBasis)
	c.same("still covered", w.StillCovered, covered)
	c.same("by origin", w.ByOrigin, origins)
	c.same("flows", w.Flows, flows)
	c.same("how many flows", len(w.Flows), impact.Flows.TotalCount)
}

// rest runs the operations that expected.json has no answers for.
func (c contract) rest() {
	var deadlines struct {
		Deadlines struct {
			TotalCount int
			Nodes      []struct {
				Date, Kind, Message string
				FlowsAffected       int
			}
		}
	}
	c.ask("Deadlines", map[string]any{"from": "2027-01-01", "through": "2027-12-31"}, &deadlines)
	var kinds []string
	for _, d := range deadlines.Deadlines.Nodes {
		kinds = append(kinds, d.Date+" "+d.Kind)
	}
	c.same("deadlines of 2027", []string{
		"2027-02-01 ASSESSMENT_DUE", "2027-08-15 RECERTIFICATION_DUE", "2027-08-15 RECERTIFICATION_DUE",
		"2027-08-15 RECERTIFICATION_DUE", "2027-09-19 ASSESSMENT_DUE",
	}, kinds)
	var law struct {
		Instruments []struct{ ID, Name, Kind, Citation string }
	}
	c.ask("Law", map[string]any{"asOf": "2015-10-05"}, &law)
	var frameworks []string
	for _, i := range law.Instruments {
		if i.Kind == "FRAMEWORK" {
			frameworks = append(frameworks, i.ID)
		}
		if i.Name == "" || i.Citation == "" {
			c.Errorf("an instrument without name or citation: %+v", i)
		}
	}
	c.same("frameworks on 2015-10-05", []string{"ch-us-safe-harbor", "eu-us-safe-harbor"}, frameworks)
}

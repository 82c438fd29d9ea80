package naive_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/safeconduct/safeconduct/tests/naive"
)

func overlay(text string) func(*naive.Law) *naive.Law {
	return func(l *naive.Law) *naive.Law {
		changed, err := l.Overlay([]byte(text))
		if err != nil {
			panic(err) // the text is part of the test
		}
		return changed
	}
}

const commercialDPF = `
frameworks:
  - {id: eu-us-dpf, regime: EU, destination: US, from: 2023-07-10, scope: {sectors: [COMMERCIAL]}}`

const dpfFromPublicBodies = `
frameworks:
  - {id: eu-us-dpf, regime: EU, destination: US, from: 2023-07-10, scope: {exporter_sectors: [PUBLIC]}}`

const argentinaFromPublicBodies = `
adequacy:
  - {id: eu-adequacy-ar, regime: EU, destination: AR, from: 2003-06-30, through: 2030-12-31, scope: {exporter_sectors: [PUBLIC]}}`

// set2027 has a module for each way of saying whether it needs an assessment.
const set2027 = `
clauses:
  - id: scc-2027
    roles: [[C, C], [C, P], [P, P], [P, C]]
    modules:
      - {id: M1, roles: [C, C]}
      - {id: M2, roles: [C, P], assessment: Always}
      - {id: M3, roles: [P, P], assessment: always}
      - {id: M4, roles: [P, C], assessment: only where some law says so}
    recognised:
      - {regime: EU, conclude: {from: 2022-01-01}, rely: {from: 2022-01-01}}`

func TestRulesUnderALawWithOtherLimits(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "2.2: scope.sectors of a framework limits the importer",
			facts: `flow id=f de>pub-us roles=CC
				certification id=c organization=pub-us framework=eu-us-dpf covers=NON_HR certified_on=2024-01-01`,
			change: overlay(commercialDPF),
			want: `2023-12-31 NO_VALID_BASIS EU !CERTIFICATION_NOT_YET
			       2024-01-01 NO_VALID_BASIS EU !CERTIFICATION_SCOPE`,
		}, {
			rule: "2.2: and scope.exporter_sectors the exporter",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-dpf covers=NON_HR certified_on=2024-01-01`,
			change: overlay(dpfFromPublicBodies),
			want:   `2024-01-01 NO_VALID_BASIS EU !CERTIFICATION_SCOPE`,
		}, {
			rule: "2.2: whoever is covered rests on it",
			facts: `flow id=f pub-de>us roles=CC
				certification id=c organization=us framework=eu-us-dpf covers=NON_HR certified_on=2024-01-01`,
			change: overlay(dpfFromPublicBodies),
			want:   `2024-01-01 VALID EU ADEQUACY:eu-us-dpf:c`,
		}, {
			rule: "2.2: of a framework that is required, its own decision does not matter, nor whom that covers",
			facts: `flow id=f gb>us roles=CC
				certification id=c organization=us framework=eu-us-dpf covers=NON_HR certified_on=2024-01-01
				certification id=d organization=us framework=uk-ext-dpf covers=NON_HR certified_on=2024-01-01`,
			change: overlay(dpfFromPublicBodies),
			want:   `2024-01-01 VALID UK ADEQUACY:uk-ext-dpf:d`,
		}, {
			rule:   "2.1: scope.exporter_sectors of a finding limits the exporter; ended, it would not have covered it",
			facts:  `flow id=f de>ar roles=CC`,
			change: overlay(argentinaFromPublicBodies),
			want: `2024-01-01 NO_VALID_BASIS EU !ADEQUACY_SCOPE
			       2031-01-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule:   "2.1: a public body is covered",
			facts:  `flow id=f pub-de>ar roles=CC`,
			change: overlay(argentinaFromPublicBodies),
			want: `2024-01-01 VALID EU ADEQUACY:eu-adequacy-ar:
			       2031-01-01 NO_VALID_BASIS EU !ADEQUACY_ENDED`,
		}, {
			rule: "3: a module of which nothing is said needs an assessment",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2027/M1 signed=2024-01-01`,
			change: overlay(set2027),
			want:   `2024-01-01 AT_RISK EU SAFEGUARD:scc-2027:a+ASSESSMENT_MISSING !ASSESSMENT_MISSING`,
		}, {
			rule: "3: nor is another word an exception",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=DPA de>us clauses=scc-2027/M2 signed=2024-01-01`,
			change: overlay(set2027),
			want:   `2024-01-01 AT_RISK EU SAFEGUARD:scc-2027:a+ASSESSMENT_MISSING !ASSESSMENT_MISSING`,
		}, {
			rule: "3: what only sometimes needs one is left to people",
			facts: `flow id=f de>us roles=PC
				agreement id=a kind=CLAUSES de>us clauses=scc-2027/M4 signed=2024-01-01`,
			change: overlay(set2027),
			want:   `2024-01-01 VALID EU SAFEGUARD:scc-2027:a`,
		}, {
			rule: "2.3: the addendum that the regime asks for fits the roles, too",
			facts: `flow id=f gb>us roles=CP
				agreement id=a kind=DPA gb>us clauses=scc-2021/M2;uk-addendum signed=2024-01-01
				assessment id=t gb>us completed_on=2024-01-01 outcome=EQUIVALENT`,
			change: overlay(`
clauses:
  - id: uk-addendum
    kind: addendum
    roles: [[C, C]]
    recognised:
      - {regime: UK, conclude: {from: 2022-02-02}, rely: {from: 2022-03-21}}`),
			want: `2024-01-01 NO_VALID_BASIS UK !WRONG_ROLES`,
		}, {
			rule: "4: and so do processor terms",
			facts: `flow id=f de>us roles=PP
				agreement id=a kind=CLAUSES de>us clauses=scc-art28 signed=2024-01-01` + certifiedUS,
			change: overlay(`
clauses:
  - {id: scc-art28, kind: processor_terms, roles: [[C, P]]}`),
			want: `2024-01-01 AT_RISK EU ADEQUACY:eu-us-dpf:c !PROCESSOR_TERMS_MISSING`,
		}, {
			rule: "2.4: an entry on binding rules names the exporters that it serves",
			facts: `flow id=f de>us roles=CC
				rules id=r group=G type=CONTROLLER regime=EU approved_on=2012-01-01`,
			change: overlay(`
binding_rules:
  - {id: bcr-controller, regime: EU, type: ANY, exporter_roles: [P], from: 2018-05-25}`),
			want: `2019-01-01 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE`,
		},
	})
}

func randomLaw(t *testing.T, seed uint64) []byte {
	t.Helper()
	text, err := naive.RandomLaw(seed, os.DirFS(lawFolder))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestARandomLawIsTheSameForTheSameSeed(t *testing.T) {
	for seed := range uint64(5) {
		if !bytes.Equal(randomLaw(t, seed), randomLaw(t, seed)) {
			t.Fatalf("seed %d gives two laws", seed)
		}
	}
}

// Every section that a random law changes must make a difference, and not by accident
// once: else the comparison with the engine would prove little.
func TestARandomLawIsInteresting(t *testing.T) {
	law, differing, decided := loadLaw(t), map[string]int{}, 0
	var laws []map[string]*naive.Law
	for seed := range uint64(6) {
		laws = append(laws, bySection(t, law, randomLaw(t, seed)))
	}
	for seed := range uint64(250) {
		reg, err := naive.ReadCSV(naive.Random(seed))
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range reg.Flows {
			for i, d := range law.Boundaries(reg, id) {
				if i%16 != 0 {
					continue
				}
				decided++
				before := render(law.Decide(reg, id, d))
				for section, changed := range laws[seed%6] {
					if render(changed.Decide(reg, id, d)) != before {
						differing[section]++
					}
				}
			}
		}
	}
	t.Log(decided, "decisions,", differing)
	for _, section := range strings.Fields("adequacy frameworks clauses binding_rules other_safeguards") {
		if differing[section] < 10 {
			t.Errorf("%s made %d differences in %d decisions", section, differing[section], decided)
		}
	}
}

// bySection are the laws with what a text changes in one section alone.
func bySection(t *testing.T, law *naive.Law, text []byte) map[string]*naive.Law {
	t.Helper()
	var sections map[string]any
	if err := yaml.Unmarshal(text, &sections); err != nil {
		t.Fatal(err)
	}
	laws := map[string]*naive.Law{}
	for section, entries := range sections {
		alone, err := yaml.Marshal(map[string]any{section: entries})
		if err != nil {
			t.Fatal(err)
		}
		laws[section] = overlay(string(alone))(law)
	}
	return laws
}

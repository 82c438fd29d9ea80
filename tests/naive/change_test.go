package naive_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/tests/naive"
)

func invalidate(instrument, on string) func(*naive.Law) *naive.Law {
	return func(l *naive.Law) *naive.Law { return l.Invalidate(instrument, naive.MustDay(on)) }
}

func end(instrument, through string) func(*naive.Law) *naive.Law {
	return func(l *naive.Law) *naive.Law { return l.End(instrument, naive.MustDay(through)) }
}

const assessedClauses = `flow id=f de>us roles=CC
	agreement id=a kind=CLAUSES de>us clauses=scc-2021/M1 signed=2022-01-01
	assessment id=t de>us completed_on=2022-01-01 outcome=EQUIVALENT`

const assessedAddendum = `flow id=f gb>us roles=CC
	agreement id=a kind=CLAUSES gb>us clauses=scc-2021/M1;uk-addendum signed=2022-04-01
	agreement id=b kind=CLAUSES gb>us clauses=scc-2021/M1;uk-addendum signed=2025-01-01
	assessment id=t gb>us completed_on=2022-01-01 outcome=EQUIVALENT`

func TestRulesOnHypotheses(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule:   "7: a framework is no longer in force from that day",
			facts:  `flow id=f de>us roles=CC` + certifiedUS,
			change: invalidate("eu-us-dpf", "2026-12-01"),
			want: `2026-11-30 VALID EU ADEQUACY:eu-us-dpf:c
			       2026-12-01 NO_VALID_BASIS EU !INSTRUMENT_INVALIDATED`,
		}, {
			rule:   "7: a framework that ends was not invalidated",
			facts:  `flow id=f de>us roles=CC` + certifiedUS,
			change: end("eu-us-dpf", "2026-12-01"),
			want: `2026-12-01 VALID EU ADEQUACY:eu-us-dpf:c
			       2026-12-02 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE`,
		}, {
			rule: "7: what ended before the judgment was not ended by it",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-privacy-shield covers=NON_HR certified_on=2016-09-01`,
			change: end("eu-us-privacy-shield", "2019-12-31"),
			want: `2019-12-31 VALID EU ADEQUACY:eu-us-privacy-shield:c
			       2020-01-01 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE
			       2020-07-16 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE`,
		}, {
			rule: "7: what ended before it began was not ended by the judgment either",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-privacy-shield covers=NON_HR certified_on=2012-01-01`,
			change: end("eu-us-privacy-shield", "2012-08-15"),
			want: `2013-07-01 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE
			       2020-07-16 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE`,
		}, {
			rule: "2.2: the finding behind a required framework does not matter",
			facts: `flow id=f gb>us roles=CC
				certification id=d organization=us framework=uk-ext-dpf covers=NON_HR certified_on=2023-10-12` + certifiedUS,
			change: invalidate("eu-us-dpf", "2024-01-01"),
			want:   `2024-01-01 VALID UK ADEQUACY:uk-ext-dpf:d`,
		}, {
			rule:   "7: clauses are neither concluded nor relied on from then",
			facts:  assessedClauses,
			change: invalidate("scc-2021", "2024-01-01"),
			want: `2023-12-31 VALID EU SAFEGUARD:scc-2021:a
			       2024-01-01 NO_VALID_BASIS EU !INSTRUMENT_INVALIDATED`,
		}, {
			rule:   "7: clauses that end are no longer reliable",
			facts:  assessedClauses,
			change: end("scc-2021", "2024-01-01"),
			want: `2024-01-01 VALID EU SAFEGUARD:scc-2021:a
			       2024-01-02 NO_VALID_BASIS EU !CLAUSES_NO_LONGER_RELIABLE`,
		}, {
			rule:   "7: an addendum just has its windows cut",
			facts:  assessedAddendum,
			change: invalidate("uk-addendum", "2024-01-01"),
			want: `2023-12-31 VALID UK SAFEGUARD:scc-2021:a
			       2024-01-01 NO_VALID_BASIS UK !AGREEMENT_NOT_EXECUTED !CLAUSES_NO_LONGER_RELIABLE
			       2025-01-01 NO_VALID_BASIS UK !CLAUSES_CONCLUDED_OUTSIDE_WINDOW !CLAUSES_NO_LONGER_RELIABLE`,
		}, {
			rule:   "5: an adequacy finding that a scenario ends has ended",
			facts:  `flow id=f de>ar roles=CC`,
			change: invalidate("eu-adequacy-ar", "2024-01-01"),
			want: `2023-12-31 VALID EU ADEQUACY:eu-adequacy-ar:
			       2024-01-01 NO_VALID_BASIS EU !ADEQUACY_ENDED`,
		}, {
			rule:   "5: ended, but would not have covered the importer: nothing",
			facts:  `flow id=f de>pub-ca roles=CC`,
			change: invalidate("eu-adequacy-ca", "2024-01-01"),
			want: `2023-12-31 NO_VALID_BASIS EU !ADEQUACY_SCOPE
			       2024-01-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule: "5: binding rules without an entry in force",
			facts: `flow id=f de>us roles=CC
				rules id=r group=G type=CONTROLLER regime=EU approved_on=2012-01-01`,
			change: invalidate("bcr-controller", "2019-01-01"),
			want: `2018-12-31 VALID EU SAFEGUARD:bcr-controller:r
			       2019-01-01 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE`,
		}, {
			rule: "5: other safeguards are not in force, however they ended",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=gdpr-46-2-e signed=2018-06-01`,
			change: invalidate("gdpr-46-2-e", "2019-01-01"),
			want: `2018-12-31 VALID EU SAFEGUARD:gdpr-46-2-e:a
			       2019-01-01 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE`,
		}, {
			rule:   "5: nor are derogations",
			facts:  `flow id=f de>us roles=CC declared_basis=art49-a-consent`,
			change: invalidate("art49-a-consent", "2019-01-01"),
			want: `2018-12-31 AT_RISK EU DEROGATION:art49-a-consent: !DEROGATION_ONLY
			       2019-01-01 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE`,
		},
	})
}

func TestHypothesesLeaveTheLawAlone(t *testing.T) {
	law := loadLaw(t)
	reg := registryOf(t, seats+"\n"+assessedClauses+certifiedUS)
	day := naive.MustDay("2024-06-01")
	before := render(law.Decide(reg, "f", day))
	for _, instrument := range []string{"scc-2021", "eu-us-dpf"} {
		law.Invalidate(instrument, day)
		law.End(instrument, day-1)
	}
	if after := render(law.Decide(reg, "f", day)); after != before {
		t.Errorf("got %s, was %s", after, before)
	}
}

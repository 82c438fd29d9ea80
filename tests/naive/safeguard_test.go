package naive_test

import "testing"

func TestRulesOnOtherSafeguards(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "2.3: holds from the day of an authorisation that lies in authorise",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=directive-26-2 signed=2018-05-01 authorised_on=2018-05-24
				assessment id=t de>us completed_on=2018-01-01 outcome=EQUIVALENT`,
			want: `2018-05-23 NO_VALID_BASIS EU !AUTHORISATION_MISSING
			       2018-05-24 VALID EU SAFEGUARD:directive-26-2:a
			       2022-05-24 VALID EU SAFEGUARD:directive-26-2:a`,
		}, {
			rule: "2.3: an authorisation outside authorise is none",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=directive-26-2 signed=2018-05-01 authorised_on=2018-05-25`,
			want: `2019-01-01 NO_VALID_BASIS EU !AUTHORISATION_MISSING`,
		}, {
			rule: "5: another regime, out of force, then authorisation, then sector",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=gdpr-46-2-a;gdpr-46-3-b;uk-46-2 signed=2018-01-01`,
			want: `2018-05-24 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE
			       2018-05-25 NO_VALID_BASIS EU !AUTHORISATION_MISSING !INSTRUMENT_NOT_IN_FORCE !WRONG_SECTOR`,
		}, {
			rule: "2.3: scope.sectors limits the importer, exporter_sectors the exporter",
			facts: `flow id=f pub-de>pub-us roles=CC
				agreement id=a kind=CLAUSES pub-de>pub-us clauses=gdpr-46-2-a signed=2019-01-01`,
			want: `2020-07-15 VALID EU SAFEGUARD:gdpr-46-2-a:a
			       2020-07-16 AT_RISK EU SAFEGUARD:gdpr-46-2-a:a+ASSESSMENT_MISSING !ASSESSMENT_MISSING`,
		}, {
			rule: "2.3: the exporter must be of the sector too",
			facts: `flow id=f de>pub-us roles=CC
				agreement id=a kind=CLAUSES de>pub-us clauses=gdpr-46-2-a signed=2019-01-01`,
			want: `2020-07-15 NO_VALID_BASIS EU !WRONG_SECTOR`,
		}, {
			rule: "3: without assessment: true none is needed and none bars (CH treaty)",
			facts: `flow id=f ch>us roles=CC
				agreement id=a kind=CLAUSES ch>us clauses=ch-16-2-a signed=2023-01-01
				assessment id=t ch>us completed_on=2024-01-01 outcome=INSUFFICIENT`,
			want: `2023-09-01 VALID CH SAFEGUARD:ch-16-2-a:a
			       2024-01-01 VALID CH SAFEGUARD:ch-16-2-a:a`,
		},
	})
}

func TestRulesOnBindingRules(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "2.4: the entry in force of the type; approval and withdrawal are events",
			facts: `flow id=f de>us roles=CC
				rules id=r group=G type=CONTROLLER regime=EU approved_on=2012-01-01 withdrawn_on=2019-01-01`,
			want: `2011-12-31 NO_VALID_BASIS EU !RULES_NOT_APPROVED
			       2012-01-01 VALID EU SAFEGUARD:bcr-directive:r
			       2018-05-25 VALID EU SAFEGUARD:bcr-controller:r
			       2019-01-01 NO_VALID_BASIS EU !RULES_WITHDRAWN`,
		}, {
			rule: "2.4: both belong to the group on the day",
			facts: `flow id=f de>us roles=CC
				rules id=r group=G type=CONTROLLER regime=EU approved_on=2004-01-01
				assessment id=t de>us completed_on=2018-01-01 outcome=EQUIVALENT`,
			want: `2009-12-31 NO_VALID_BASIS EU !NO_MECHANISM
			       2010-01-01 VALID EU SAFEGUARD:bcr-directive:r
			       2024-12-31 VALID EU SAFEGUARD:bcr-controller:r
			       2025-01-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule: "2.4: type PROCESSOR for an exporter that is a processor; 5: no entry in force",
			facts: `flow id=f de>us roles=PC
				rules id=r1 group=G type=CONTROLLER regime=EU approved_on=2010-01-01
				rules id=r2 group=G type=PROCESSOR regime=EU approved_on=2012-01-01`,
			want: `2011-01-01 NO_VALID_BASIS EU !RULES_NOT_APPROVED !WRONG_RULES_TYPE
			       2012-12-31 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE !WRONG_RULES_TYPE
			       2013-01-01 VALID EU SAFEGUARD:bcr-processor:r2`,
		}, {
			rule: "5: approved for another regime only, or never approved",
			facts: `flow id=f de>us roles=CC
				rules id=r1 group=G type=CONTROLLER regime=UK approved_on=2010-01-01
				rules id=r2 group=G type=CONTROLLER regime=EU`,
			want: `2022-01-01 NO_VALID_BASIS EU !RULES_NOT_APPROVED`,
		}, {
			rule: "2.4: ANY takes both types (CH)",
			facts: `flow id=f de>us roles=PC origin=CH
				rules id=r group=G type=PROCESSOR regime=CH approved_on=2010-01-01`,
			want: `2010-01-01 VALID CH SAFEGUARD:ch-bcr:r`,
		},
	})
}

func TestRulesOnAssessments(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "3: needed from the day on which the requirement applies",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2004 signed=2010-01-01`,
			want: `2020-07-15 VALID EU SAFEGUARD:scc-2004:a
			       2020-07-16 AT_RISK EU SAFEGUARD:scc-2004:a+ASSESSMENT_MISSING !ASSESSMENT_MISSING`,
		}, {
			rule: "3: overdue from the day after review_due_on",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M1 signed=2021-07-01
				assessment id=t de>us completed_on=2021-01-01 review_due_on=2022-01-01 outcome=EQUIVALENT`,
			want: `2022-01-01 VALID EU SAFEGUARD:scc-2021:a
			       2022-01-02 AT_RISK EU SAFEGUARD:scc-2021:a+ASSESSMENT_OVERDUE !ASSESSMENT_OVERDUE`,
		}, {
			rule: "3: overdue is no risk before the requirement applies",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2004 signed=2010-01-01
				assessment id=t de>us completed_on=2012-01-01 review_due_on=2013-01-01 outcome=EQUIVALENT`,
			want: `2020-07-15 VALID EU SAFEGUARD:scc-2004:a
			       2020-07-16 AT_RISK EU SAFEGUARD:scc-2004:a+ASSESSMENT_OVERDUE !ASSESSMENT_OVERDUE`,
		}, {
			rule: "3: who knows must stop, also before; a later outcome counts instead",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2004 signed=2010-01-01
				assessment id=t1 de>us completed_on=2012-01-01 outcome=INSUFFICIENT
				assessment id=t2 de>us completed_on=2013-01-01 outcome=EQUIVALENT`,
			want: `2011-12-31 VALID EU SAFEGUARD:scc-2004:a
			       2012-01-01 NO_VALID_BASIS EU !ASSESSMENT_NEGATIVE
			       2013-01-01 VALID EU SAFEGUARD:scc-2004:a`,
		}, {
			rule: "3: of two of one day the worse outcome",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2004 signed=2010-01-01
				assessment id=t1 de>us completed_on=2012-01-01 outcome=EQUIVALENT
				assessment id=t2 de>us completed_on=2012-01-01 outcome=INSUFFICIENT`,
			want: `2012-01-01 NO_VALID_BASIS EU !ASSESSMENT_NEGATIVE`,
		}, {
			rule: "3: the worse outcome goes before the earlier review",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M1 signed=2021-07-01
				assessment id=t1 de>us completed_on=2021-01-01 review_due_on=2021-02-01 outcome=EQUIVALENT
				assessment id=t2 de>us completed_on=2021-01-01 outcome=SUPPLEMENTARY_MEASURES`,
			want: `2022-01-01 VALID EU SAFEGUARD:scc-2021:a`,
		}, {
			rule: "3: then the earlier review date, a missing one being the latest",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M1 signed=2021-07-01
				assessment id=t1 de>us completed_on=2021-01-01 outcome=EQUIVALENT
				assessment id=t2 de>us completed_on=2021-01-01 review_due_on=2021-02-01 outcome=EQUIVALENT`,
			want: `2022-01-01 AT_RISK EU SAFEGUARD:scc-2021:a+ASSESSMENT_OVERDUE !ASSESSMENT_OVERDUE`,
		}, {
			rule: "3: a certification needs none, and a negative one does not bar it",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-dpf covers=NON_HR certified_on=2023-08-01
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M1 signed=2021-07-01
				assessment id=t1 de>us completed_on=2021-01-01 outcome=INSUFFICIENT`,
			want: `2024-01-01 VALID EU ADEQUACY:eu-us-dpf:c`,
		},
	})
}

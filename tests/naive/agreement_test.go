package naive_test

import "testing"

func TestRulesOnAgreements(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "2.3: executed on the later signature, effective not before effective_on",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2004 exporter_signed_on=2010-02-01 importer_signed_on=2010-01-01 effective_on=2010-03-01`,
			want: `2010-01-31 NO_VALID_BASIS EU !AGREEMENT_NOT_EXECUTED
			       2010-02-01 NO_VALID_BASIS EU !AGREEMENT_NOT_YET_EFFECTIVE
			       2010-03-01 VALID EU SAFEGUARD:scc-2004:a`,
		}, {
			rule: "2.3: never effective before execution",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2004 signed=2010-02-01 effective_on=2010-01-01`,
			want: `2010-01-31 NO_VALID_BASIS EU !AGREEMENT_NOT_EXECUTED
			       2010-02-01 VALID EU SAFEGUARD:scc-2004:a`,
		}, {
			rule: "preamble: through is the last day",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2004 signed=2010-02-01 through=2011-02-01`,
			want: `2011-02-01 VALID EU SAFEGUARD:scc-2004:a
			       2011-02-02 NO_VALID_BASIS EU !AGREEMENT_ENDED`,
		}, {
			rule: "preamble: a termination takes effect on its day",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2004 signed=2010-02-01 terminated_on=2011-02-01`,
			want: `2011-01-31 VALID EU SAFEGUARD:scc-2004:a
			       2011-02-01 NO_VALID_BASIS EU !AGREEMENT_ENDED`,
		}, {
			rule: "5: unsigned with a carrying set: not executed on all days, terminated or not",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2004 exporter_signed_on=2010-02-01 terminated_on=2011-01-01`,
			want: `2009-01-01 NO_VALID_BASIS EU !AGREEMENT_NOT_EXECUTED
			       2012-01-01 NO_VALID_BASIS EU !AGREEMENT_NOT_EXECUTED`,
		}, {
			rule: "5: an agreement in the other direction is no evidence",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES us>de clauses=scc-2004 signed=2010-02-01`,
			want: `2012-01-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule: "5: NO_TRANSFER_CLAUSES while it runs, else nothing; an addendum carries none",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=DPA de>us clauses=uk-addendum;scc-art28 signed=2010-02-01 terminated_on=2011-01-01`,
			want: `2010-01-31 NO_VALID_BASIS EU !NO_MECHANISM !PROCESSOR_TERMS_MISSING
			       2010-12-31 NO_VALID_BASIS EU !NO_TRANSFER_CLAUSES
			       2011-01-01 NO_VALID_BASIS EU !NO_MECHANISM !PROCESSOR_TERMS_MISSING`,
		},
	})
}

func TestRulesOnClauses(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "2.3: the date of contract lies in the window for concluding",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=DPA de>us clauses=scc-2010 signed=2021-09-27`,
			want: `2021-10-01 NO_VALID_BASIS EU !CLAUSES_CONCLUDED_OUTSIDE_WINDOW`,
		}, {
			rule: "2.3: the windows are those of the regime (UK)",
			facts: `flow id=f gb>us roles=CP
				agreement id=a kind=DPA gb>us clauses=scc-2010 signed=2021-09-27
				assessment id=t gb>us completed_on=2021-01-01 outcome=EQUIVALENT`,
			want: `2024-03-20 VALID UK SAFEGUARD:scc-2010:a
			       2024-03-21 NO_VALID_BASIS UK !CLAUSES_NO_LONGER_RELIABLE`,
		}, {
			rule: "2.3: reliance ends (EU, 2022-12-27)",
			facts: `flow id=f de>us roles=CC
				agreement id=a kind=CLAUSES de>us clauses=scc-2001 signed=2021-09-26
				assessment id=t de>us completed_on=2021-01-01 outcome=EQUIVALENT`,
			want: `2022-12-27 VALID EU SAFEGUARD:scc-2001:a
			       2022-12-28 NO_VALID_BASIS EU !CLAUSES_NO_LONGER_RELIABLE`,
		}, {
			rule: "5: reliance not open yet is INSTRUMENT_NOT_IN_FORCE (CH, 2021-08-27)",
			facts: `flow id=f ch>us roles=CC
				agreement id=a kind=CLAUSES ch>us clauses=scc-2021/M1;ch-addendum signed=2021-07-01
				assessment id=t ch>us completed_on=2021-01-01 outcome=EQUIVALENT`,
			want: `2021-08-26 NO_VALID_BASIS CH !INSTRUMENT_NOT_IN_FORCE
			       2021-08-27 VALID CH SAFEGUARD:scc-2021:a`,
		}, {
			rule: "2.3: a set without modules must fit the roles; each set gives its reason",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=DPA de>us clauses=scc-2004;scc-2002;uk-idta signed=2012-01-01`,
			want: `2012-01-01 NO_VALID_BASIS EU !CLAUSES_CONCLUDED_OUTSIDE_WINDOW !INSTRUMENT_NOT_IN_FORCE !WRONG_ROLES`,
		}, {
			rule: "2.3: 2010/87 is not for a processor as exporter",
			facts: `flow id=f de>us roles=PP
				agreement id=a kind=DPA de>us clauses=scc-2010 signed=2012-01-01`,
			want: `2012-01-01 NO_VALID_BASIS EU !WRONG_ROLES`,
		}, {
			rule: "2.3: the module must be among those named",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=DPA de>us clauses=scc-2021/M1+M3+M4 signed=2022-01-01`,
			want: `2022-01-01 NO_VALID_BASIS EU !WRONG_MODULE`,
		}, {
			rule: "2.3: without a named module none fits",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=DPA de>us clauses=scc-2021 signed=2022-01-01`,
			want: `2022-01-01 NO_VALID_BASIS EU !WRONG_MODULE`,
		}, {
			rule: "5: the addendum that the regime asks for goes before the module",
			facts: `flow id=f gb>us roles=CP
				agreement id=a kind=DPA gb>us clauses=scc-2021/M1;ch-addendum signed=2022-04-01`,
			want: `2022-04-01 NO_VALID_BASIS UK !ADDENDUM_MISSING`,
		}, {
			rule: "2.3: the addendum has windows of its own (UK)",
			facts: `flow id=f gb>us roles=CP
				agreement id=a kind=DPA gb>us clauses=scc-2021/M2;uk-addendum signed=2022-02-02
				agreement id=b kind=DPA gb>us clauses=scc-2021/M2;uk-addendum signed=2022-02-01
				assessment id=t gb>us completed_on=2021-01-01 outcome=EQUIVALENT`,
			want: `2022-03-20 NO_VALID_BASIS UK !CLAUSES_CONCLUDED_OUTSIDE_WINDOW !INSTRUMENT_NOT_IN_FORCE
			       2022-03-21 VALID UK SAFEGUARD:scc-2021:a`,
		}, {
			rule: "2.3: the EU recognises the clauses by themselves, addenda do not hurt",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=CLAUSES de>us clauses=ch-addendum;scc-2021/M3+M2 signed=2021-06-27
				assessment id=t de>us completed_on=2021-01-01 outcome=EQUIVALENT`,
			want: `2021-06-27 VALID EU SAFEGUARD:scc-2021:a`,
		}, {
			rule: "5: a set that the regime does not recognise (scc-2002 in the UK)",
			facts: `flow id=f gb>us roles=CP
				agreement id=a kind=DPA gb>us clauses=scc-2002 signed=2009-01-01`,
			want: `2020-12-31 AT_RISK EU SAFEGUARD:scc-2002:a+ASSESSMENT_MISSING !ASSESSMENT_MISSING
			       2021-01-01 NO_VALID_BASIS UK !INSTRUMENT_NOT_IN_FORCE`,
		}, {
			rule: "3: M4 needs no assessment and a negative one does not bar it",
			facts: `flow id=f de>us roles=PC
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M4 signed=2022-01-01
				assessment id=t de>us completed_on=2023-01-01 outcome=INSUFFICIENT`,
			want: `2022-01-01 VALID EU SAFEGUARD:scc-2021:a
			       2023-01-01 VALID EU SAFEGUARD:scc-2021:a`,
		},
	})
}

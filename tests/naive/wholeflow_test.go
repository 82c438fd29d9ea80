package naive_test

import "testing"

const certifiedUS = `
	certification id=c organization=us framework=eu-us-dpf covers=NON_HR certified_on=2023-08-01`

func TestRulesOnProcessorTerms(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "4: a running DPA of exporter and importer satisfies",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=DPA de>us signed=2024-01-01 terminated_on=2024-02-01` + certifiedUS,
			want: `2023-12-31 AT_RISK EU ADEQUACY:eu-us-dpf:c !PROCESSOR_TERMS_MISSING
			       2024-01-01 VALID EU ADEQUACY:eu-us-dpf:c
			       2024-02-01 AT_RISK EU ADEQUACY:eu-us-dpf:c !PROCESSOR_TERMS_MISSING`,
		}, {
			rule: "4: so do clauses that incorporate scc-art28",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=CLAUSES de>us clauses=scc-art28 signed=2024-01-01` + certifiedUS,
			want: `2024-01-01 VALID EU ADEQUACY:eu-us-dpf:c`,
		}, {
			rule: "4: the 2021 clauses satisfy only while they hold as a basis",
			facts: `flow id=f de>us roles=CP
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M2 signed=2022-01-01
				assessment id=t de>us completed_on=2024-01-01 outcome=INSUFFICIENT` + certifiedUS,
			want: `2023-12-31 VALID EU ADEQUACY:eu-us-dpf:c SAFEGUARD:scc-2021:a+ASSESSMENT_MISSING
			       2024-01-01 AT_RISK EU ADEQUACY:eu-us-dpf:c !PROCESSOR_TERMS_MISSING`,
		}, {
			rule: "4: the IDTA contains no processor terms",
			facts: `flow id=f gb>us roles=CP
				agreement id=a kind=CLAUSES gb>us clauses=uk-idta signed=2022-04-01
				assessment id=t gb>us completed_on=2022-01-01 outcome=EQUIVALENT`,
			want: `2022-04-01 AT_RISK UK SAFEGUARD:uk-idta:a !PROCESSOR_TERMS_MISSING`,
		}, {
			rule:  "4: a flow that is not restricted needs none here",
			facts: `flow id=f de>fr roles=CP`,
			want:  `2024-01-01 NOT_RESTRICTED EU`,
		},
	})
}

func TestRulesOnDeclaredBases(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "4: fails while another basis holds",
			facts: `flow id=f de>us roles=CC declared_basis=a
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M1 signed=2024-01-01
				assessment id=t de>us completed_on=2022-01-01 outcome=EQUIVALENT` + certifiedUS,
			want: `2023-07-31 NO_VALID_BASIS EU !AGREEMENT_NOT_EXECUTED !CERTIFICATION_NOT_YET
			       2023-12-31 AT_RISK EU ADEQUACY:eu-us-dpf:c !DECLARED_BASIS_FAILS
			       2024-01-01 VALID EU ADEQUACY:eu-us-dpf:c SAFEGUARD:scc-2021:a`,
		}, {
			rule:  "4: the instrument may be declared as well",
			facts: `flow id=f de>us roles=CC declared_basis=eu-us-dpf` + certifiedUS,
			want:  `2024-01-01 VALID EU ADEQUACY:eu-us-dpf:c`,
		}, {
			rule:  "2.5, 4: only a declared derogation in force holds, and alone it is a risk",
			facts: `flow id=f de>us roles=CC declared_basis=art49-a-consent`,
			want: `2018-05-24 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE
			       2018-05-25 AT_RISK EU DEROGATION:art49-a-consent: !DEROGATION_ONLY`,
		}, {
			rule:  "5: a derogation of another regime is not in force",
			facts: `flow id=f gb>us roles=CC declared_basis=art49-a-consent`,
			want: `2020-12-31 AT_RISK EU DEROGATION:art49-a-consent: !DEROGATION_ONLY
			       2021-01-01 NO_VALID_BASIS UK !INSTRUMENT_NOT_IN_FORCE`,
		}, {
			rule:  "5: a derogation that ended is not in force, however it ended",
			facts: `flow id=f de>us roles=CC declared_basis=art26-a-consent`,
			want: `2018-05-24 AT_RISK EU DEROGATION:art26-a-consent: !DEROGATION_ONLY
			       2018-05-25 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE`,
		}, {
			rule: "5: a derogation does not outweigh the risk of the other basis",
			facts: `flow id=f de>us roles=CC declared_basis=art49-a-consent
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M1 signed=2022-01-01`,
			want: `2022-01-01 AT_RISK EU SAFEGUARD:scc-2021:a+ASSESSMENT_MISSING DEROGATION:art49-a-consent: !ASSESSMENT_MISSING`,
		},
	})
}

func TestRulesOnStatusAndOrder(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "2, 5: order of bases; the risk of one is shown with it, VALID has no reasons",
			facts: `flow id=f de>us roles=CC
				agreement id=b kind=CLAUSES de>us clauses=scc-2021/M1;gdpr-46-2-e signed=2022-01-01
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M1 signed=2022-01-01
				rules id=r group=G type=CONTROLLER regime=EU approved_on=2012-01-01` + certifiedUS,
			want: `2024-01-01 VALID EU ADEQUACY:eu-us-dpf:c SAFEGUARD:gdpr-46-2-e:b+ASSESSMENT_MISSING SAFEGUARD:scc-2021:a+ASSESSMENT_MISSING SAFEGUARD:scc-2021:b+ASSESSMENT_MISSING SAFEGUARD:bcr-controller:r+ASSESSMENT_MISSING`,
		}, {
			rule: "5: a risk of the whole flow brings the risks of all bases along",
			facts: `flow id=f de>us roles=CC declared_basis=bcr-controller
				agreement id=a kind=CLAUSES de>us clauses=scc-2021/M1 signed=2022-01-01` + certifiedUS,
			want: `2024-01-01 AT_RISK EU ADEQUACY:eu-us-dpf:c SAFEGUARD:scc-2021:a+ASSESSMENT_MISSING !ASSESSMENT_MISSING !DECLARED_BASIS_FAILS`,
		},
	})
}

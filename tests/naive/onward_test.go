package naive_test

import "testing"

// Above f lies u, from de to us, certified since 2023-08-01.
const certifiedUpstream = `
	flow id=u de>us roles=CC` + certifiedUS

func TestRulesOnCarriedRegimes(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "6: an origin under no regime carries that of the flow above, active or not",
			facts: `flow id=f us>in roles=CC onward_of=u
				flow id=u de>us roles=CC ended_on=2010-01-01`,
			want: `2009-12-31 NO_VALID_BASIS EU !UPSTREAM_WITHOUT_BASIS
			       2010-01-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule: "6: and so on up the chain",
			facts: `flow id=f in>us2 roles=CC onward_of=v
				flow id=v us>in roles=CC onward_of=u
				flow id=u ch>us roles=CC`,
			want: `2007-12-31 NOT_RESTRICTED -
			       2008-01-01 NO_VALID_BASIS CH !UPSTREAM_WITHOUT_BASIS`,
		}, {
			rule: "6: an origin of its own regime keeps it",
			facts: `flow id=f gb>us roles=CC onward_of=u
				flow id=u de>gb roles=CC`,
			want: `2022-01-01 NO_VALID_BASIS UK !NO_MECHANISM`,
		}, {
			rule: "6: bringing data home needs no basis, and below it is judged afresh",
			facts: `flow id=f de>ar roles=CC onward_of=v
				flow id=v us>de roles=CC onward_of=u
				flow id=u de>us roles=CC`,
			want: `2022-01-01 VALID EU ADEQUACY:eu-adequacy-ar:`,
		}, {
			rule: "6: a flow home stays not restricted below one without basis",
			facts: `flow id=f us>de roles=CC onward_of=u
				flow id=u de>us roles=CC`,
			want: `2022-01-01 NOT_RESTRICTED EU`,
		},
	})
}

func TestRulesOnChains(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "6: a chain is as strong as its links; 5: its own evidence stands back",
			facts: `flow id=f us>in roles=CP onward_of=u
				agreement id=a kind=CLAUSES us>in clauses=scc-2021/M2 signed=2022-01-01
				agreement id=b kind=CLAUSES us>in clauses=scc-2004 signed=2010-01-01` + certifiedUpstream,
			want: `2022-01-01 NO_VALID_BASIS EU !UPSTREAM_WITHOUT_BASIS
			       2023-08-01 VALID EU SAFEGUARD:scc-2021:a+ASSESSMENT_MISSING SAFEGUARD:eu-us-dpf:b`,
		}, {
			rule: "5: where it would not stand alone either, its defects join, in place of NO_MECHANISM",
			facts: `flow id=f us>in roles=CP onward_of=u
				agreement id=b kind=CLAUSES us>in clauses=scc-2021/M1 signed=2022-01-01 terminated_on=2023-01-01` + certifiedUpstream,
			want: `2021-12-31 NO_VALID_BASIS EU !AGREEMENT_NOT_EXECUTED !PROCESSOR_TERMS_MISSING !UPSTREAM_WITHOUT_BASIS
			       2022-01-01 NO_VALID_BASIS EU !PROCESSOR_TERMS_MISSING !UPSTREAM_WITHOUT_BASIS !WRONG_MODULE`,
		}, {
			rule: "5: processor terms join where the bases that it would have lack them",
			facts: `flow id=f us>ar roles=CP onward_of=u
				flow id=u de>us roles=CC`,
			want: `2022-01-01 NO_VALID_BASIS EU !PROCESSOR_TERMS_MISSING !UPSTREAM_WITHOUT_BASIS`,
		}, {
			rule: "6: an inactive flow above taints nothing, though it has no basis",
			facts: `flow id=f us>ar roles=CC onward_of=u
				flow id=u de>us roles=CC starts_on=2022-01-01`,
			want: `2021-12-31 VALID EU ADEQUACY:eu-adequacy-ar:
			       2022-01-01 NO_VALID_BASIS EU !UPSTREAM_WITHOUT_BASIS`,
		}, {
			rule: "6: nor does what lies above an inactive one",
			facts: `flow id=f in>ar roles=CC onward_of=v
				flow id=v us>in roles=CC onward_of=u ended_on=2022-01-01
				flow id=u de>us roles=CC`,
			want: `2021-12-31 NO_VALID_BASIS EU !UPSTREAM_WITHOUT_BASIS
			       2022-01-01 VALID EU ADEQUACY:eu-adequacy-ar:`,
		}, {
			rule: "6: a restricted flow of a regime of its own is tainted as well",
			facts: `flow id=f ch>ar roles=CC onward_of=u
				flow id=u us>ch roles=CC onward_of=v destination=IN
				flow id=v de>us roles=CC`,
			want: `2022-01-01 NO_VALID_BASIS CH !UPSTREAM_WITHOUT_BASIS`,
		},
	})
}

func TestRulesOnAccountability(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "6: any running agreement that is not a basis already, ranked after the rest",
			facts: `flow id=f us>in roles=CP onward_of=u
				agreement id=a kind=DPA us>in signed=2020-01-01
				agreement id=b kind=DPA us>in clauses=scc-2021/M2 signed=2022-01-01
				assessment id=t us>in completed_on=2022-01-01 outcome=EQUIVALENT` + certifiedUpstream,
			want: `2023-08-01 VALID EU SAFEGUARD:scc-2021:b SAFEGUARD:eu-us-dpf:a`,
		}, {
			rule: "6: it needs no assessment, but an INSUFFICIENT one bars it",
			facts: `flow id=f us>in roles=CP onward_of=u
				agreement id=a kind=DPA us>in signed=2020-01-01
				assessment id=t us>in completed_on=2024-01-01 outcome=INSUFFICIENT` + certifiedUpstream,
			want: `2023-12-31 VALID EU SAFEGUARD:eu-us-dpf:a
			       2024-01-01 NO_VALID_BASIS EU !NO_TRANSFER_CLAUSES`,
		}, {
			rule: "6: clauses that no longer carry may serve for it",
			facts: `flow id=f us>in roles=CC onward_of=u
				agreement id=a kind=CLAUSES us>in clauses=scc-2004 signed=2010-01-01` + certifiedUpstream,
			want: `2023-08-01 VALID EU SAFEGUARD:eu-us-dpf:a`,
		}, {
			rule: "6: the flow above is taken as if active",
			facts: `flow id=f us>in roles=CC onward_of=u
				flow id=u de>us roles=CC ended_on=2023-09-01
				agreement id=a kind=DPA us>in signed=2020-01-01` + certifiedUS,
			want: `2024-01-01 VALID EU SAFEGUARD:eu-us-dpf:a`,
		}, {
			rule: "6: the certification itself, not an agreement under this paragraph",
			facts: `flow id=f in>us2 roles=CC onward_of=v
				flow id=v us>in roles=CC onward_of=u
				agreement id=a kind=DPA us>in signed=2020-01-01
				agreement id=b kind=DPA in>us2 signed=2020-01-01` + certifiedUpstream,
			want: `2024-01-01 NO_VALID_BASIS EU !NO_TRANSFER_CLAUSES`,
		}, {
			rule: "6: a framework of the regime that this flow has",
			facts: `flow id=f gb>in roles=CC onward_of=u
				agreement id=a kind=DPA gb>in signed=2020-01-01` + certifiedUpstream,
			want: `2024-01-01 NO_VALID_BASIS UK !NO_TRANSFER_CLAUSES`,
		}, {
			rule: "6: taken as if active, the flow above may be tainted by its own upstream",
			facts: `flow id=f us>in roles=CC onward_of=v
				flow id=v fr>us roles=CC onward_of=u ended_on=2023-09-01
				flow id=u de>in roles=CC ended_on=2025-01-01
				agreement id=a kind=DPA us>in signed=2020-01-01` + certifiedUS,
			want: `2024-12-31 NO_VALID_BASIS EU !NO_TRANSFER_CLAUSES
			       2025-01-01 VALID EU SAFEGUARD:eu-us-dpf:a`,
		},
	})
}

package naive_test

import "testing"

func TestRulesOnCertifications(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule: "2.2: a judgment takes effect on its own day",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-safe-harbor covers=NON_HR certified_on=2009-01-01`,
			want: `2015-10-05 VALID EU ADEQUACY:eu-us-safe-harbor:c
			       2015-10-06 NO_VALID_BASIS EU !INSTRUMENT_INVALIDATED`,
		}, {
			rule: "5: a framework that no court ended is out of force",
			facts: `flow id=f ch>us roles=CC
				certification id=c organization=us framework=ch-us-safe-harbor covers=NON_HR certified_on=2009-03-01`,
			want: `2015-10-21 VALID CH ADEQUACY:ch-us-safe-harbor:c
			       2015-10-22 NO_VALID_BASIS CH !INSTRUMENT_NOT_IN_FORCE`,
		}, {
			rule: "2.2: a framework belongs to its regime alone",
			facts: `flow id=f ch>us roles=CC
				certification id=c organization=us framework=eu-us-safe-harbor covers=NON_HR certified_on=2009-03-01`,
			want: `2012-01-01 NO_VALID_BASIS CH !NO_MECHANISM`,
		}, {
			rule: "5: framework and certification still to come: nothing",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-dpf covers=NON_HR certified_on=2023-08-15`,
			want: `2023-07-09 NO_VALID_BASIS EU !NO_MECHANISM
			       2023-07-10 NO_VALID_BASIS EU !CERTIFICATION_NOT_YET
			       2023-08-15 VALID EU ADEQUACY:eu-us-dpf:c`,
		}, {
			rule: "5: a framework to come, the certification running: not in force",
			facts: `flow id=f ch>us roles=CC
				certification id=c organization=us framework=ch-us-dpf covers=NON_HR certified_on=2023-08-01`,
			want: `2023-07-31 NO_VALID_BASIS CH !NO_MECHANISM
			       2023-08-01 NO_VALID_BASIS CH !INSTRUMENT_NOT_IN_FORCE
			       2024-09-15 VALID CH ADEQUACY:ch-us-dpf:c`,
		}, {
			rule: "5: nor has a court ended what is still to come",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-safe-harbor covers=NON_HR certified_on=2000-01-01`,
			want: `2000-07-25 NO_VALID_BASIS EU !INSTRUMENT_NOT_IN_FORCE
			       2000-07-26 VALID EU ADEQUACY:eu-us-safe-harbor:c`,
		}, {
			rule: "5: a framework that ended goes before a certification to come",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-safe-harbor covers=NON_HR certified_on=2016-03-01`,
			want: `2015-10-05 NO_VALID_BASIS EU !CERTIFICATION_NOT_YET
			       2015-10-06 NO_VALID_BASIS EU !INSTRUMENT_INVALIDATED`,
		}, {
			rule: "2.2: certifications cover the need together; 5: scope and end of each",
			facts: `flow id=f de>us roles=CC data=HR;CONTENT
				certification id=c1 organization=us framework=eu-us-dpf covers=NON_HR certified_on=2023-08-01
				certification id=c2 organization=us framework=eu-us-dpf covers=HR certified_on=2023-09-01 ended_on=2024-01-01`,
			want: `2023-08-31 NO_VALID_BASIS EU !CERTIFICATION_NOT_YET !CERTIFICATION_SCOPE
			       2023-09-01 VALID EU ADEQUACY:eu-us-dpf:c1 ADEQUACY:eu-us-dpf:c2
			       2024-01-01 NO_VALID_BASIS EU !CERTIFICATION_ENDED !CERTIFICATION_SCOPE`,
		}, {
			rule: "2.2: each that covers some of the need is a basis, others are not",
			facts: `flow id=f de>us roles=CC data=HR
				certification id=c1 organization=us framework=eu-us-dpf covers=NON_HR certified_on=2023-08-01
				certification id=c2 organization=us framework=eu-us-dpf covers=HR certified_on=2023-08-01`,
			want: `2024-01-01 VALID EU ADEQUACY:eu-us-dpf:c2`,
		}, {
			rule: "2.2: no category at all needs NON_HR",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-dpf covers=HR certified_on=2023-08-01`,
			want: `2024-01-01 NO_VALID_BASIS EU !CERTIFICATION_SCOPE`,
		}, {
			rule: "2.2: the certification is that of the importer",
			facts: `flow id=f de>us2 roles=CC
				certification id=c organization=us framework=eu-us-dpf covers=NON_HR certified_on=2023-08-01`,
			want: `2024-01-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule: "2.2: the required framework must cover the need too",
			facts: `flow id=f gb>us roles=CC data=HR
				certification id=c1 organization=us framework=uk-ext-dpf covers=HR certified_on=2023-10-12
				certification id=c2 organization=us framework=eu-us-dpf covers=NON_HR certified_on=2023-08-01
				certification id=c3 organization=us framework=eu-us-dpf covers=HR certified_on=2023-11-01`,
			want: `2023-10-31 NO_VALID_BASIS UK !REQUIRED_CERTIFICATION_MISSING
			       2023-11-01 VALID UK ADEQUACY:uk-ext-dpf:c1`,
		}, {
			rule: "3: overdue from the day after next_due_on, unless ended",
			facts: `flow id=f de>us roles=CC
				certification id=c organization=us framework=eu-us-dpf covers=NON_HR certified_on=2023-08-01 next_due_on=2024-08-01 ended_on=2024-09-01`,
			want: `2024-08-01 VALID EU ADEQUACY:eu-us-dpf:c
			       2024-08-02 AT_RISK EU ADEQUACY:eu-us-dpf:c+RECERTIFICATION_OVERDUE !RECERTIFICATION_OVERDUE
			       2024-09-01 NO_VALID_BASIS EU !CERTIFICATION_ENDED`,
		}, {
			rule: "3: overdue where the required framework holds by overdue ones only",
			facts: `flow id=f gb>us roles=CC
				certification id=c1 organization=us framework=uk-ext-dpf covers=NON_HR certified_on=2023-10-12
				certification id=c2 organization=us framework=eu-us-dpf covers=NON_HR certified_on=2023-08-01 next_due_on=2024-08-01
				certification id=c3 organization=us framework=eu-us-dpf covers=NON_HR certified_on=2024-08-10`,
			want: `2024-08-01 VALID UK ADEQUACY:uk-ext-dpf:c1
			       2024-08-02 AT_RISK UK ADEQUACY:uk-ext-dpf:c1+RECERTIFICATION_OVERDUE !RECERTIFICATION_OVERDUE
			       2024-08-10 VALID UK ADEQUACY:uk-ext-dpf:c1`,
		},
	})
}

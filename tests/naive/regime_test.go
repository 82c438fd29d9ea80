package naive_test

import "testing"

func TestRulesOnRegimes(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule:  "1: only on days starts_on ≤ d < ended_on, else no regime",
			facts: `flow id=f de>us roles=CC starts_on=2010-01-01 ended_on=2010-02-01`,
			want: `2009-12-31 INACTIVE -
			       2010-01-01 NO_VALID_BASIS EU !NO_MECHANISM
			       2010-01-31 NO_VALID_BASIS EU !NO_MECHANISM
			       2010-02-01 INACTIVE -`,
		}, {
			rule:  "1: the EU regime judges from 1998-10-25",
			facts: `flow id=f de>us roles=CC`,
			want: `1998-10-24 NOT_RESTRICTED -
			       1998-10-25 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule:  "1: an origin joins the EEA area (HR, 2013-07-01)",
			facts: `flow id=f hr>us roles=CC`,
			want: `2013-06-30 NOT_RESTRICTED -
			       2013-07-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule:  "1: NO is inside from 2000-07-01 as origin",
			facts: `flow id=f no>us roles=CC`,
			want: `2000-06-30 NOT_RESTRICTED -
			       2000-07-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule:  "1: NO is inside from 2000-07-01 as destination",
			facts: `flow id=f de>no roles=CC`,
			want: `2000-06-30 NO_VALID_BASIS EU !NO_MECHANISM
			       2000-07-01 NOT_RESTRICTED EU`,
		}, {
			rule:  "1: CH judges since 2008-01-01, not since its area exists",
			facts: `flow id=f ch>us roles=CC`,
			want: `2007-12-31 NOT_RESTRICTED -
			       2008-01-01 NO_VALID_BASIS CH !NO_MECHANISM`,
		}, {
			rule:  "1: GB as origin is under EU through 2020-12-31, then under UK",
			facts: `flow id=f gb>us roles=CC`,
			want: `2020-12-31 NO_VALID_BASIS EU !NO_MECHANISM
			       2021-01-01 NO_VALID_BASIS UK !NO_MECHANISM
			       2021-06-27 NO_VALID_BASIS UK !NO_MECHANISM`,
		}, {
			rule:  "1: GB as destination is inside through the bridge, 2021-06-27",
			facts: `flow id=f de>gb roles=CC`,
			want: `2021-06-27 NOT_RESTRICTED EU
			       2021-06-28 VALID EU ADEQUACY:eu-adequacy-gb:
			       2031-12-27 VALID EU ADEQUACY:eu-adequacy-gb:
			       2031-12-28 NO_VALID_BASIS EU !ADEQUACY_ENDED`,
		}, {
			rule:  "1: Gibraltar leaves the EU regime with GB and comes under none",
			facts: `flow id=f gi>us roles=CC`,
			want: `2020-12-31 NO_VALID_BASIS EU !NO_MECHANISM
			       2021-01-01 NOT_RESTRICTED -`,
		}, {
			rule:  "1: Gibraltar as destination has no bridge",
			facts: `flow id=f de>gi roles=CC`,
			want: `2020-12-31 NOT_RESTRICTED EU
			       2021-01-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule:  "1: only special territories marked inside are (BL never, AX is)",
			facts: `flow id=f ax>bl roles=CC`,
			want: `2011-12-31 NO_VALID_BASIS EU !NO_MECHANISM
			       2012-01-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		}, {
			rule:  "1: origin and destination go before the seats (contract, flows.csv)",
			facts: `flow id=f us>de roles=CC origin=FR destination=IN`,
			want:  `2010-01-01 NO_VALID_BASIS EU !NO_MECHANISM`,
		},
	})
}

func TestRulesOnAdequacy(t *testing.T) {
	runCases(t, []ruleCase{
		{
			rule:  "2.1: the sector of the importer; 5: law of the future is no evidence",
			facts: `flow id=f de>pub-ca roles=CC`,
			want: `2001-12-19 NO_VALID_BASIS EU !NO_MECHANISM
			       2001-12-20 NO_VALID_BASIS EU !ADEQUACY_SCOPE`,
		}, {
			rule:  "2.1: a finding covers the sectors that it names",
			facts: `flow id=f de>ca roles=CC`,
			want:  `2001-12-20 VALID EU ADEQUACY:eu-adequacy-ca:`,
		}, {
			rule:  "2.1: HU is adequate before its accession and inside after",
			facts: `flow id=f de>hu roles=CC`,
			want: `2000-07-25 NO_VALID_BASIS EU !NO_MECHANISM
			       2004-04-30 VALID EU ADEQUACY:eu-adequacy-hu:
			       2004-05-01 NOT_RESTRICTED EU`,
		}, {
			rule:  "2.1: EEA means the territories inside on that day",
			facts: `flow id=f ch>hr roles=CC`,
			want: `2013-06-30 NO_VALID_BASIS CH !NO_MECHANISM
			       2013-07-01 VALID CH ADEQUACY:ch-list-eea:
			       2023-09-01 VALID CH ADEQUACY:ch-adequacy-eea:`,
		}, {
			rule:  "2.1: special territories that are part of a member are in the EEA",
			facts: `flow id=f gb>ax roles=CC`,
			want:  `2021-01-01 VALID UK ADEQUACY:uk-adequacy-eea:`,
		}, {
			rule:  "2.1: EEA never means GB, which has an entry of its own",
			facts: `flow id=f ch>gb roles=CC`,
			want: `2015-01-01 VALID CH ADEQUACY:ch-list-gb:
			       2023-09-01 VALID CH ADEQUACY:ch-adequacy-gb:`,
		}, {
			rule:  "2.1: EEA never means Gibraltar, even while it is inside",
			facts: `flow id=f ch>gi roles=CC`,
			want: `2015-01-01 NO_VALID_BASIS CH !NO_MECHANISM
			       2022-09-10 VALID CH ADEQUACY:ch-list-gi:`,
		}, {
			rule:  "4: processor terms are missing beside adequacy too",
			facts: `flow id=f de>ar roles=CP`,
			want:  `2010-01-01 AT_RISK EU ADEQUACY:eu-adequacy-ar: !PROCESSOR_TERMS_MISSING`,
		},
	})
}

package tests

import (
	"os"
	"slices"
	"testing"
)

// edit plants faults in a file: some text replaced by another, in which planted says
// whether the fault of a name is to be there, and either gives the one thing or the other.
type edit struct{ file, old, new string }

// plantedRows are rows of the table of roles that are missing, or say too much.
var plantedRows = []edit{
	{"registry/access/fields.go", `{"Viewer", BeAnybody, "actor role exporters"},`, `{"Viewer", BeAnybody, either(planted("a field without a row"), "actor role", "actor role exporters")},`},
	{"registry/access/fields.go", `{"Dpa", Read, "incomplete"},`, `{"Dpa", either(planted("a field for sales"), AskAboutDPA, Read), either(planted("a type without a row"), "", "incomplete")},`},
	{"registry/access/fields.go", "flows(filter asOf first after)", "` + either(planted(\"an argument without a place\"), \"flows(filter asOf first)\", \"flows(filter asOf first after)\") + `"},
	{"registry/access/acts.go", `{Read, []Role{Compliance, Auditor, Admin}, false},`, `{either(planted("an act without a row"), "", Read), either(planted("reading for everybody"), Roles, []Role{Compliance, Auditor, Admin}), planted("reading for the limited")},`},
	{"registry/access/acts.go", `{AskAboutDPA, []Role{Sales, Compliance, Auditor, Admin}, false},`, `{AskAboutDPA, []Role{Sales, Compliance, Auditor, Admin}, planted("sales' question for the limited")},`},
	{"registry/access/paths.go", `{"GET /export", Read, "what is recorded, as files"},`, `{either(planted("a path without a row"), "GET /elsewhere", "GET /export"), either(planted("a path for anybody"), "", Read), "what is recorded, as files"},`},
	{"graph/paths.go", "h = p.behind(row.Part, h)", `if !planted("a path that nobody guards") { h = p.behind(row.Part, h) }`},
}

// plantedLimits let who is limited to some exporters know more than these.
var plantedLimits = []edit{
	{"registry/confines.go", "f.Exporter = wanted", `if !planted("lists of all flows") { f.Exporter = wanted }`},
	{"registry/confines.go", "return c.owns(exporter)", `return planted("contracts of others") || c.owns(exporter)`},
	{"registry/confines.go", "return c.parties[r.ID]", `return planted("organizations of others") || c.parties[r.ID]`},
	{"registry/confines.go", "return c.parties[r.Organization]", `return planted("certifications of others") || c.parties[r.Organization]`},
	{"registry/confines.go", "return c.groups[r.Group]", `return planted("binding rules of others") || c.groups[r.Group]`},
	{"registry/confines.go", "return anyOf(theirs, exporter), err", `return planted("records of others") || anyOf(theirs, exporter), err`},
	{"registry/linked.go", " || !anyOf(theirs, above.Exporter)", ` || !planted("flows above of others") && !anyOf(theirs, above.Exporter)`},
	{"registry/summary.go", "of, err := v.confine(ctx, columns.Filter{})", `of, err := v.confine(ctx, columns.Filter{}); if planted("counts of others") { of = columns.Filter{} }`},
	{"registry/resting.go", "of.owns(b.flows.Exporter(shape))", `(planted("flows of others that rest on evidence") || of.owns(b.flows.Exporter(shape)))`},
	{"registry/deadlinelist.go", "if of == nil {", `if of == nil || planted("deadlines of others") {`},
	{"registry/check.go", "if anyOf(theirs, b.flows.Exporter(shape)) {", `if planted("a check of others") || anyOf(theirs, b.flows.Exporter(shape)) {`},
	{"registry/check.go", "if !anyOf(of,", `if !planted("flags of others") && !anyOf(of,`},
	{"registry/documents.go", "shown := slices.Contains(theirs, a.Exporter)", `shown := planted("documents of others") && limited || slices.Contains(theirs, a.Exporter)`},
	{"registry/organizations.go", "; is && !own {", `; is && (planted("organizations that are kept") || !own) {`},
	{"registry/nodes.go", "case access.CallerOf(ctx).IsLimited():", `case !planted("nodes of others") && access.CallerOf(ctx).IsLimited():`},
}

// guard is a package with its tests that hold the table of roles.
type guard struct{ in, run string }

// guards are asked one after the other, the fastest first.
var guards = []guard{
	{"registry/access", "."},
	{"registry", "TestNothingIsOpen|TestWhatIsKeptIsClosed|TestEntriesOfTokensAreClosed|TestWhoFollowsIsAskedAnew|TestADryRunIsRefusedAsTheWriteIs"},
	{"graph/signin", "TestSessionsAreClosed"},
	{"tests", "TestATokenLimitedToAnExporter|TestALimitedTokenGetsItsDocuments|TestSalesGetsTheSignedDocument|TestASessionEnds|TestASalesTokenFindsNoWayToAFlow|TestTheTableOfRolesIsCurrent|TestEveryPathForEveryCaller"},
	{"graph", "TestALimitedCallerSeesNothingOfOthers"},
	{"tests", "TestEveryFieldForEveryCaller"},
	{"graph", "TestSalesSeesNothingOfWhatItMayNotSee"},
}

// TestAMissingRowOrCheckIsFound takes rows from the table of roles, and has each place that
// asks it ask as ADMIN, one at a time: the tests that hold the table fail. All faults are
// built into one program, each of which shows by its name alone.
func TestAMissingRowOrCheckIsFound(t *testing.T) {
	if os.Getenv("SAFECONDUCT_TORTURE") == "" {
		t.Skip("it takes minutes: make torture runs it")
	}
	b := plantAll(t, slices.Concat(plantedRows, plantedLimits))
	if len(b.checks) < 20 {
		t.Fatalf("only %d checks are found", len(b.checks))
	}
	for _, g := range guards {
		if failed, out := b.failsWith(t, "", g); failed {
			t.Fatalf("%s fails where no fault is planted:\n%s", g.in, out)
		}
	}
	for _, fault := range slices.Concat(b.faults, b.checks) {
		t.Run(fault.file+": "+fault.name, func(t *testing.T) {
			t.Parallel()
			for _, g := range guards {
				failed, out := b.failsWith(t, fault.name, g)
				if !failed {
					continue
				}
				if by := failedTest.FindString(out); by != "" {
					t.Logf("found by %s", by)
				} else {
					t.Errorf("%s fails for another reason:\n%s", g.in, out)
				}
				return
			}
			t.Error("nothing fails")
		})
	}
}

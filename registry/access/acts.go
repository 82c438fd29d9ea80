package access

import "slices"

// Act is something that can be done, in words that follow "may".
type Act string

// What can be done.
const (
	BeAnybody   Act = "ask who it is and what the schema has" // whoever is signed in
	Find        Act = "find what it may know of by its id, and see what that is called"
	AskAboutDPA Act = "ask whether a customer has a data processing agreement"
	ReadFlows   Act = "read flows with their verdicts, the evidence that bears on them, and the law"
	Read        Act = "read everything else that is recorded: hypotheses, history, log, whole registries"
	Write       Act = "record evidence"
	Triage      Act = "assign flags, put them off and comment on them"
	Erase       Act = "erase content"
	BackUp      Act = "take a backup"
	SeeTokens   Act = "see tokens and sessions"
	SeeAccess   Act = "see who read what, and who was refused"
	KeepAccess  Act = "record the hashes of the access log's days, and remove those whose time is over"
	GrantAccess Act = "create and revoke tokens, and end sessions"
)

// acts is the table of acts: by whom each may be done, and whether also by callers who
// are limited to some exporters, for whom what is told is confined to these. What can
// not be confined exactly is not theirs.
var acts = []struct {
	act      Act
	by       []Role
	confined bool
}{
	{BeAnybody, []Role{Sales, Compliance, Auditor, Admin}, true},
	{Find, []Role{Sales, Compliance, Auditor, Admin}, true},
	{AskAboutDPA, []Role{Sales, Compliance, Auditor, Admin}, false},
	{ReadFlows, []Role{Compliance, Auditor, Admin}, true},
	{Read, []Role{Compliance, Auditor, Admin}, false},
	{Write, []Role{Compliance, Admin}, false},
	{Triage, []Role{Compliance, Admin}, false},
	{Erase, []Role{Admin}, false},
	{BackUp, []Role{Admin}, false},
	{SeeTokens, []Role{Auditor, Admin}, false},
	{SeeAccess, []Role{Auditor, Admin}, false},
	{KeepAccess, []Role{Admin}, false},
	{GrantAccess, []Role{Admin}, false},
}

// limitable are the roles that can be limited to some exporters.
var limitable = []Role{Compliance, Auditor}

// May reports whether a role may do something.
func (r Role) May(do Act) bool {
	for _, row := range acts {
		if row.act == do {
			return slices.Contains(row.by, r)
		}
	}
	return false
}

// isConfined reports whether limited callers may do it, too.
func (a Act) isConfined() bool {
	for _, row := range acts {
		if row.act == a {
			return row.confined
		}
	}
	return false
}

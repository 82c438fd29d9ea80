package access

import "slices"

// Act is something that can be done, in words that follow "may".
type Act string

// What can be done.
const (
	BeAnybody   Act = "ask who it is and what the schema has" // whoever is signed in
	AskAboutDPA Act = "ask whether a customer has a data processing agreement"
	Read        Act = "read what is recorded, its verdicts, its history and its log"
	Write       Act = "record evidence"
	Erase       Act = "erase content"
	BackUp      Act = "take a backup"
	SeeTokens   Act = "see tokens and sessions"
	SeeAccess   Act = "see who read what, and who was refused"
	KeepAccess  Act = "record the hashes of the access log's days, and remove those whose time is over"
	GrantAccess Act = "create and revoke tokens, and end sessions"
)

// acts is the table of acts: by whom each may be done.
var acts = []struct {
	act Act
	by  []Role
}{
	{BeAnybody, []Role{Sales, Compliance, Auditor, Admin}},
	{AskAboutDPA, []Role{Sales, Compliance, Auditor, Admin}},
	{Read, []Role{Compliance, Auditor, Admin}},
	{Write, []Role{Compliance, Admin}},
	{Erase, []Role{Admin}},
	{BackUp, []Role{Admin}},
	{SeeTokens, []Role{Auditor, Admin}},
	{SeeAccess, []Role{Auditor, Admin}},
	{KeepAccess, []Role{Admin}},
	{GrantAccess, []Role{Admin}},
}

// May reports whether a role may do something.
func (r Role) May(do Act) bool {
	for _, row := range acts {
		if row.act == do {
			return slices.Contains(row.by, r)
		}
	}
	return false
}

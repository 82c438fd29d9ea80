package access

import (
	"iter"
	"strings"
)

// row says of fields of a type of the schema, each with its arguments, of which act
// they are a part. What an argument of an input type holds is part of the argument.
type row struct {
	of     string
	part   Act
	fields string
}

// fields is the table of the schema. A test walks the schema: a field or an argument
// without a row fails it, and nobody may ask it.
var fields = []row{
	{"Query", BeAnybody, "viewer"},
	{"Query", Find, "node(id) nodes(ids)"},
	{"Query", AskAboutDPA, "customers(search first after)"},
	{"Query", ReadFlows, `organizations(search kind country group first after) organization(externalId)
		flows(filter asOf first after) flow(externalId) agreements(party executed first after) agreement(externalId)
		certifications(organization first after) certification(externalId)
		bindingRules(group first after) approval(externalId) assessments(party first after) assessment(externalId)
		summary(asOf) deadlines(from through first after) remedies(filter asOf first)
		flagGroups(by filter asOf first after)
		series(from through step by filter) instruments(asOf) instrument(id) law`},
	{"Query", Read, `document(sha256) scenario(changes) scenarios(first after) savedScenario(name)
		asKnownAt(moment law) history(kind externalId) log(first after actor verb record from until) checkpoint
		consistency(older size) inclusion(commit size) flagsSince(moment filter)`},
	{"Query", Read, "people(first after)"},
	{"Query", SeeTokens, "tokens(first after) sessions"},
	{"Query", SeeAccess, "accessLog(first after actor from until outcome)"},

	{"Mutation", Write, `recordOrganization(input reason dryRun) amendOrganization(externalId input expectedVersion reason dryRun)
		recordAgreement(input reason dryRun) amendAgreement(externalId input expectedVersion reason dryRun)
		certify(input reason dryRun) amendCertification(externalId input expectedVersion reason dryRun)
		recordBindingRules(input reason dryRun) amendBindingRules(externalId input expectedVersion reason dryRun)
		assess(input reason dryRun) amendAssessment(externalId input expectedVersion reason dryRun)
		recordFlow(input reason dryRun) amendFlow(externalId input expectedVersion reason dryRun)
		signAgreement(externalId exporterSignedOn importerSignedOn expectedVersion reason dryRun)
		terminateAgreement(externalId terminatedOn expectedVersion reason dryRun)
		renewCertification(externalId nextDueOn expectedVersion reason dryRun)
		endCertification(externalId endedOn endedReason expectedVersion reason dryRun)
		withdrawBindingRules(externalId withdrawnOn expectedVersion reason dryRun)
		endFlow(externalId endedOn expectedVersion reason dryRun)
		saveScenario(name changes note asOf expectedVersion reason) removeScenario(name reason expectedVersion)
		remove(kind externalId reason expectedVersion dryRun)
		undo(kind externalId expectedVersion reason dryRun) importFiles(files dryRun)`},
	{"Mutation", Triage, `assignFlags(flags assignee reason) snoozeFlags(flags until reason asOf) wakeFlags(flags reason)
		commentOnFlags(flows text)`},
	{"Mutation", Erase, "erase(kind externalId reason versions) eraseDocument(sha256 reason)"},
	{"Mutation", GrantAccess, "createToken(name role exporters expiresAt) revokeToken(id reason) endSession(id)"},

	{"ChangeEffect", Read, "asOf flaggedCount clearedCount byStatus flows(first)"},
	{"FlowMove", Read, "flow before after"},

	{"Subscription", Read, "flagsChanged(filter) logAppended"},
	{"FlagsChanged", Read, "commit asOf complete flaggedCount flagged(first) clearedCount cleared(first) removed"},

	// What sales may see is what the operation DpaStatus of the contract selects, with
	// the pages of its list and the signed document.
	{"OrganizationConnection", Find, "totalCount pageInfo nodes edges"},
	{"OrganizationEdge", Find, "cursor node"},
	{"PageInfo", Find, "hasNextPage hasPreviousPage startCursor endCursor"},
	{"Organization", Find, "externalId name country"},
	{"Organization", AskAboutDPA, "dpa(asOf)"},
	{"Organization", ReadFlows, "id version erased kind sector group groupFrom groupThrough domains"},
	{"Organization", Read, "history"},
	{"Dpa", AskAboutDPA, "status executedOn through agreement"},
	{"Dpa", Read, "incomplete"},
	{"Agreement", Find, "externalId clauseSets document"},
	{"Agreement", ReadFlows, `id version kind exporter importer exporterSignedOn importerSignedOn executedOn
		effectiveOn through terminatedOn authorisedOn manner terms documentSha256 warnings flows(asOf first after)`},
	{"Agreement", Read, "history"},
	{"ClauseUse", Find, "instrument modules"},
	{"Instrument", Find, "id name"},
	{"Instrument", ReadFlows, "kind regime from through citation end recognised sources confidence note"},
	{"Document", Find, "sha256 size type name url"},
	{"Document", ReadFlows, "id externalId version signatures note erased"},
	{"Document", Read, "history"},

	{"Viewer", BeAnybody, "actor role exporters"},
	{"Token", SeeTokens, "id name role exporters createdAt createdBy expiresAt lastUsedAt revokedAt"},
	{"TokenConnection", SeeTokens, "totalCount pageInfo nodes edges"},
	{"TokenEdge", SeeTokens, "cursor node"},
	{"CreatedToken", GrantAccess, "token secret"},
	{"Session", SeeTokens, "id actor role exporters createdAt lastUsedAt expiresAt"},

	{"AccessConnection", SeeAccess, "pageInfo nodes edges"},
	{"AccessEdge", SeeAccess, "cursor node"},
	{"AccessEntry", SeeAccess, "at actor role address path operation asked objects outcome status items micros untold"},

	{"Node", ReadFlows, "id"},
	{"LogConnection", Read, "totalCount pageInfo nodes edges"},
	{"LogEdge", Read, "cursor node"},
	{"LogEntry", Read, "commit at actor verb reason changes records"},
	{"LogRecord", Read, "kind id externalId"},
	{"Checkpoint", Read, "origin size root note verifierKey"},
	{"EntryProof", Read, "commit entry proof"},
	{"VersionProof", Read, "commit entry entryIndex entryProof logSize logRoot change changeIndex changeProof content"},
	{"RecordVersion", Read, "version commit at actor verb reason removed erasure changes proof"},
	{"Erasure", Read, "commit at actor reason"},
	{"FieldChange", Read, "field old new"},
	{"DocumentSignature", ReadFlows, "signer signedAt intact wholeFile note"},
	{"AgreementWarning", ReadFlows, "code message"},
	{"AgreementConnection", ReadFlows, "totalCount pageInfo nodes edges"},
	{"AgreementEdge", ReadFlows, "cursor node"},
	{"Certification", ReadFlows, `id externalId version organization framework covers certifiedOn nextDueOn
		endedOn endedReason recourse flows(asOf first after)`},
	{"Certification", Read, "history"},
	{"CertificationConnection", ReadFlows, "totalCount pageInfo nodes edges"},
	{"CertificationEdge", ReadFlows, "cursor node"},
	{"BindingRules", ReadFlows, "id externalId version group type regime approvedOn withdrawnOn authority flows(asOf first after)"},
	{"BindingRules", Read, "history"},
	{"BindingRulesConnection", ReadFlows, "totalCount pageInfo nodes edges"},
	{"BindingRulesEdge", ReadFlows, "cursor node"},
	{"Assessment", ReadFlows, `id externalId version exporter importer completedOn outcome reviewDueOn measures
		flows(asOf first after)`},
	{"Assessment", Read, "history"},
	{"AssessmentConnection", ReadFlows, "totalCount pageInfo nodes edges"},
	{"AssessmentEdge", ReadFlows, "cursor node"},
	{"Flow", ReadFlows, `id externalId version name customer exporter exporterRole importer importerRole origin
		destination data purpose product means startsOn endedOn declaredBasis onwardOf onward(first after) verdict(asOf) timeline
		remedies(asOf) triage comments(first after)`},
	{"Flow", Read, "history"},
	{"Triage", ReadFlows, "id externalId version assignee snooze asleep(asOf)"},
	{"Triage", Read, "history"},
	{"Snooze", ReadFlows, "on until reason status by"},
	{"Comment", ReadFlows, "id author at text version"},
	{"Comment", Read, "history"},
	{"CommentConnection", ReadFlows, "totalCount pageInfo nodes edges"},
	{"CommentEdge", ReadFlows, "cursor node"},
	{"Person", Read, "actor role signedInAt"},
	{"PersonConnection", Read, "totalCount pageInfo nodes edges"},
	{"PersonEdge", Read, "cursor node"},
	{"FlowConnection", ReadFlows, "totalCount erasedFlows pageInfo nodes edges"},
	{"FlowEdge", ReadFlows, "cursor node"},
	{"Verdict", ReadFlows, "asOf status regime bases reasons incomplete explanation"},
	{"Basis", ReadFlows, "kind instrument agreement certification rules module from through risks"},
	{"Reason", ReadFlows, "code message citation params"},
	{"Param", ReadFlows, "name value"},
	{"TimelineSegment", ReadFlows, "from through status bases reasons"},
	{"Summary", ReadFlows, "asOf activeFlows erasedFlows byStatus byInstrument byRoute"},
	{"StatusCount", ReadFlows, "status flows"},
	{"InstrumentCount", ReadFlows, "instrument flows"},
	{"RouteCount", ReadFlows, "origin destination status flows"},
	{"Scenario", Read, "impact(asOf filter) registry falls(first after)"},
	{"Impact", Read, `asOf worsened improved newlyWithoutBasis stillCovered byOrigin remedies(first)
		flows(first after)`},
	{"FallDay", Read, "date flows"},
	{"FallDayConnection", Read, "totalCount pageInfo nodes edges"},
	{"FallDayEdge", Read, "cursor node"},
	{"Hit", Read, "flow effect before after fallback fallsOn"},
	{"HitConnection", Read, "totalCount pageInfo nodes edges"},
	{"HitEdge", Read, "cursor node"},
	{"Impact", Read, "hits fallingBack byStatus groups(by first after) flowsHit(effect fallback text first after)"},
	{"ImpactCounts", Read, "hits worsened newlyWithoutBasis fallingBack improved"},
	{"ImpactGroup", Read, "name organization hits worsened newlyWithoutBasis fallingBack improved"},
	{"ImpactGroupConnection", Read, "totalCount pageInfo nodes edges"},
	{"ImpactGroupEdge", Read, "cursor node"},
	{"SavedChange", Read, "kind about on message"},
	{"SavedScenario", Read, "id name version history changes note savedBy savedAt asOf counts scenario now(asOf) compare(with asOf)"},
	{"SavedScenarioConnection", Read, "totalCount pageInfo nodes edges"},
	{"SavedScenarioEdge", Read, "cursor node"},
	{"ScenarioComparison", Read, "asOf before after newHits goneHits new(first after) gone(first after)"},
	{"StatusMove", Read, "before after flows"},
	{"OriginImpact", Read, "origin newlyWithoutBasis"},
	{"Remedy", ReadFlows, "pieces status risks"},
	{"Mending", ReadFlows, "pieces status risks flows"},
	{"FlagGroup", ReadFlows, "name flows organization mendings(first) mendingCount"},
	{"FlagGroupConnection", ReadFlows, "totalCount pageInfo nodes edges"},
	{"FlagGroupEdge", ReadFlows, "cursor node"},
	{"RemedyPiece", ReadFlows, "kind evidence covers exporter importer group agreementKind message"},
	{"Series", ReadFlows, "days erasedFlows lines"},
	{"SeriesLine", ReadFlows, "name counts"},
	{"Deadline", ReadFlows, "date kind evidence message flowsAffected flowsWithoutBasis flows(first after)"},
	{"DeadlineConnection", ReadFlows, "totalCount pageInfo nodes edges"},
	{"DeadlineEdge", ReadFlows, "cursor node"},
	{"InstrumentEnd", ReadFlows, "kind date by"},
	{"Recognition", ReadFlows, "regime conclude rely with citation note"},
	{"Window", ReadFlows, "from through"},
	{"Changed", Write, "record effect(asOf) flows(first after)"},
	{"Imported", Write, "kind created changed unchanged"},
}

// Field is a row of the table for one field.
type Field struct {
	Of, Name  string // the type and the field
	Part      Act
	Arguments []string
}

// Fields walks the table of the schema field by field, in the order of its rows.
func Fields() iter.Seq[Field] {
	return func(yield func(Field) bool) {
		for _, r := range fields {
			for _, f := range split(r) {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// split gives the fields of a row.
func split(r row) (all []Field) {
	within := false // the arguments of the last field
	for _, word := range strings.Fields(r.fields) {
		name, argument, opens := strings.Cut(word, "(")
		if !within {
			all = append(all, Field{Of: r.of, Name: name, Part: r.part})
			word = argument
		}
		last := &all[len(all)-1]
		if given := strings.TrimSuffix(word, ")"); opens || within {
			last.Arguments = append(last.Arguments, given)
		}
		within = (opens || within) && !strings.HasSuffix(word, ")")
	}
	return all
}

// place names a field of a type, or one of its arguments.
type place struct{ of, field, argument string }

// parts are the acts of which fields and arguments are a part.
var parts = func() map[place]Act {
	at := map[place]Act{}
	for f := range Fields() {
		at[place{f.Of, f.Name, ""}] = f.Part
		for _, argument := range f.Arguments {
			at[place{f.Of, f.Name, argument}] = f.Part
		}
	}
	return at
}()

// PartOf is the act of which asking a field of a type is a part; false where it has
// no row.
func PartOf(of, field string) (Act, bool) {
	part, known := parts[place{of, field, ""}]
	return part, known
}

// HasArgument reports whether an argument of a field has its place in the table.
func HasArgument(of, field, argument string) bool {
	_, known := parts[place{of, field, argument}]
	return known
}

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
	{"Query", AskAboutDPA, "customers(search first after) node(id) nodes(ids)"},
	{"Query", Read, `organizations(search kind country first after) organization(externalId)
		flows(filter asOf first after) flow(externalId) agreements(first after) document(sha256)
		certifications(first after) bindingRules(first after) assessments(first after)
		summary(asOf) scenario(changes) deadlines(from through first after) remedies(filter asOf first)
		series(from through step by filter) instruments(asOf) instrument(id) asKnownAt(moment law)
		history(kind externalId) log(first after actor verb record from until) checkpoint
		consistency(older size)`},
	{"Query", Read, "scenarios(first after) savedScenario(name) agreement(externalId) certification(externalId) law"},
	{"Query", SeeTokens, "tokens(first after) sessions"},
	{"Query", SeeAccess, "accessLog(first after actor from until outcome)"},

	{"Mutation", Write, `recordOrganization(input reason) amendOrganization(externalId input expectedVersion reason)
		recordAgreement(input reason) amendAgreement(externalId input expectedVersion reason)
		certify(input reason) amendCertification(externalId input expectedVersion reason)
		recordBindingRules(input reason) amendBindingRules(externalId input expectedVersion reason)
		assess(input reason) amendAssessment(externalId input expectedVersion reason)
		recordFlow(input reason) amendFlow(externalId input expectedVersion reason)
		signAgreement(externalId exporterSignedOn importerSignedOn expectedVersion reason)
		terminateAgreement(externalId terminatedOn expectedVersion reason)
		renewCertification(externalId nextDueOn expectedVersion reason)
		endCertification(externalId endedOn endedReason expectedVersion reason)
		withdrawBindingRules(externalId withdrawnOn expectedVersion reason)
		endFlow(externalId endedOn expectedVersion reason)
		saveScenario(name changes note asOf expectedVersion reason) removeScenario(name reason expectedVersion)
		remove(kind externalId reason expectedVersion) importFiles(files dryRun)`},
	{"Mutation", Erase, "erase(kind externalId reason versions) eraseDocument(sha256 reason)"},
	{"Mutation", GrantAccess, "createToken(name role expiresAt) revokeToken(id reason) endSession(id)"},

	{"Subscription", Read, "flagsChanged(filter) logAppended"},
	{"FlagsChanged", Read, "commit asOf complete flaggedCount flagged(first) clearedCount cleared(first) removed"},

	// What sales may see is what the operation DpaStatus of the contract selects, with
	// the pages of its list and the signed document.
	{"OrganizationConnection", AskAboutDPA, "totalCount pageInfo nodes edges"},
	{"OrganizationEdge", AskAboutDPA, "cursor node"},
	{"PageInfo", AskAboutDPA, "hasNextPage hasPreviousPage startCursor endCursor"},
	{"Organization", AskAboutDPA, "externalId name country dpa(asOf)"},
	{"Organization", Read, "id version history kind sector group groupFrom groupThrough domains"},
	{"Dpa", AskAboutDPA, "status executedOn through agreement"},
	{"Dpa", Read, "incomplete"},
	{"Agreement", AskAboutDPA, "externalId clauseSets document"},
	{"Agreement", Read, `id version history kind exporter importer exporterSignedOn importerSignedOn executedOn
		effectiveOn through terminatedOn authorisedOn manner terms documentSha256 warnings`},
	{"ClauseUse", AskAboutDPA, "instrument modules"},
	{"Instrument", AskAboutDPA, "id name"},
	{"Instrument", Read, "kind regime from through citation end recognised sources confidence note"},
	{"Document", AskAboutDPA, "sha256 size type name url"},
	{"Document", Read, "id externalId version history signatures note erased"},

	{"Viewer", BeAnybody, "actor role"},
	{"Token", SeeTokens, "id name role createdAt createdBy expiresAt lastUsedAt revokedAt"},
	{"TokenConnection", SeeTokens, "totalCount pageInfo nodes edges"},
	{"TokenEdge", SeeTokens, "cursor node"},
	{"CreatedToken", GrantAccess, "token secret"},
	{"Session", SeeTokens, "id actor role createdAt lastUsedAt expiresAt"},

	{"AccessConnection", SeeAccess, "pageInfo nodes edges"},
	{"AccessEdge", SeeAccess, "cursor node"},
	{"AccessEntry", SeeAccess, "at actor role address path operation asked objects outcome status items micros untold"},

	{"Node", Read, "id"},
	{"LogConnection", Read, "totalCount pageInfo nodes edges"},
	{"LogEdge", Read, "cursor node"},
	{"LogEntry", Read, "commit at actor verb reason changes records"},
	{"LogRecord", Read, "kind id externalId"},
	{"Checkpoint", Read, "origin size root note verifierKey"},
	{"VersionProof", Read, "commit entry entryIndex entryProof logSize logRoot change changeIndex changeProof content"},
	{"RecordVersion", Read, "version commit at actor verb reason removed erasure changes proof"},
	{"Erasure", Read, "commit at actor reason"},
	{"FieldChange", Read, "field old new"},
	{"DocumentSignature", Read, "signer signedAt intact wholeFile note"},
	{"AgreementWarning", Read, "code message"},
	{"AgreementConnection", Read, "totalCount pageInfo nodes edges"},
	{"AgreementEdge", Read, "cursor node"},
	{"Certification", Read, `id externalId version history organization framework covers certifiedOn nextDueOn
		endedOn endedReason recourse`},
	{"CertificationConnection", Read, "totalCount pageInfo nodes edges"},
	{"CertificationEdge", Read, "cursor node"},
	{"BindingRules", Read, "id externalId version history group type regime approvedOn withdrawnOn authority"},
	{"BindingRulesConnection", Read, "totalCount pageInfo nodes edges"},
	{"BindingRulesEdge", Read, "cursor node"},
	{"Assessment", Read, `id externalId version history exporter importer completedOn outcome reviewDueOn measures`},
	{"AssessmentConnection", Read, "totalCount pageInfo nodes edges"},
	{"AssessmentEdge", Read, "cursor node"},
	{"Flow", Read, `id externalId version history name customer exporter exporterRole importer importerRole origin
		destination data purpose product means startsOn endedOn declaredBasis onwardOf verdict(asOf) timeline
		remedies(asOf)`},
	{"FlowConnection", Read, "totalCount pageInfo nodes edges"},
	{"FlowEdge", Read, "cursor node"},
	{"Verdict", Read, "asOf status regime bases reasons incomplete explanation"},
	{"Basis", Read, "kind instrument agreement certification rules module from through risks"},
	{"Reason", Read, "code message citation params"},
	{"Param", Read, "name value"},
	{"TimelineSegment", Read, "from through status bases reasons"},
	{"Summary", Read, "asOf activeFlows byStatus byInstrument byRoute"},
	{"StatusCount", Read, "status flows"},
	{"InstrumentCount", Read, "instrument flows"},
	{"RouteCount", Read, "origin destination status flows"},
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
	{"Remedy", Read, "pieces status risks"},
	{"Mending", Read, "pieces status risks flows"},
	{"RemedyPiece", Read, "kind evidence covers exporter importer group agreementKind message"},
	{"Series", Read, "days lines"},
	{"SeriesLine", Read, "name counts"},
	{"Deadline", Read, "date kind evidence message flowsAffected flowsWithoutBasis flows(first after)"},
	{"DeadlineConnection", Read, "totalCount pageInfo nodes edges"},
	{"DeadlineEdge", Read, "cursor node"},
	{"InstrumentEnd", Read, "kind date by"},
	{"Recognition", Read, "regime conclude rely with citation note"},
	{"Window", Read, "from through"},
	{"Changed", Write, "record flows(first after)"},
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

// parts are the acts of which fields and arguments are a part, by their names:
// Type.field and Type.field(argument).
var parts = func() map[string]Act {
	of := map[string]Act{}
	for f := range Fields() {
		of[f.Of+"."+f.Name] = f.Part
		for _, argument := range f.Arguments {
			of[f.Of+"."+f.Name+"("+argument+")"] = f.Part
		}
	}
	return of
}()

// PartOf is the act of which asking a field of a type is a part; false where it has
// no row.
func PartOf(of, field string) (Act, bool) {
	part, known := parts[of+"."+field]
	return part, known
}

// HasArgument reports whether an argument of a field has its place in the table.
func HasArgument(of, field, argument string) bool {
	_, known := parts[of+"."+field+"("+argument+")"]
	return known
}

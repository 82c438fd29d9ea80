// What the history calls the fields of records and the words in their cells: by the words
// that the page has for them anyway.
import type { Words } from "../language/en/index";
import type { Formats } from "../language/formats";
import { own } from "../language/own";
import { isDay } from "../time/day";

const fields = (words: Words): Record<string, string> => ({
  externalId: words.organization.key,
  name: words.evidence.name,
  kind: words.record.kind,
  country: words.organization.country,
  sector: words.organization.sectorName,
  group: words.organization.group,
  groupFrom: words.evidence.groupFrom,
  groupThrough: words.evidence.groupThrough,
  domain: words.organization.domains,
  exporter: words.agreement.exporter,
  importer: words.agreement.importer,
  clauses: words.record.clauses,
  exporterSignedOn: words.evidence.exporterSigned,
  importerSignedOn: words.evidence.importerSigned,
  effectiveOn: words.agreement.effective,
  through: words.agreement.through,
  terminatedOn: words.agreement.terminated,
  authorisedOn: words.agreement.authorised,
  manner: words.evidence.mannerName,
  terms: words.record.terms,
  document: words.record.document,
  organization: words.certification.holder,
  framework: words.record.framework,
  covers: words.record.covers,
  certifiedOn: words.record.certifiedOn,
  nextDueOn: words.record.nextDueOn,
  endedOn: words.evidence.endedOn,
  endedReason: words.evidence.how,
  recourse: words.record.recourse,
  type: words.approval.typeName,
  regime: words.approval.regimeName,
  approvedOn: words.approval.approvedOn,
  withdrawnOn: words.approval.withdrawnOn,
  authority: words.approval.authority,
  completedOn: words.record.completedOn,
  reviewDueOn: words.record.reviewDueOn,
  outcome: words.record.outcome,
  measures: words.record.measures,
  exporterRole: words.evidence.exporterRole,
  importerRole: words.evidence.importerRole,
  customer: words.flow.customer,
  origin: words.flow.origin,
  destination: words.flow.destination,
  data: words.flow.data,
  purpose: words.flow.purpose,
  product: words.flow.product,
  means: words.flow.means,
  startsOn: words.evidence.startsOn,
  declaredBasis: words.flow.declared,
  onwardOf: words.evidence.onwardOf,
});

/** What may stand in the cells of fields that have words of their own. */
const cells = (words: Words): Record<string, Record<string, string>> => ({
  kind: { ...words.organization.kind, ...words.record.agreementKind },
  sector: words.organization.sector,
  manner: words.evidence.manner,
  covers: words.record.coverage,
  endedReason: words.certification.how,
  type: words.approval.type,
  regime: words.law.regime,
  outcome: words.record.outcomes,
  exporterRole: words.role,
  importerRole: words.role,
  data: words.category,
  means: words.means,
});

const ofCountries = ["country", "origin", "destination"];

/** What a field is called; its name where the page has no word for it. */
export const fieldName = (words: Words, field: string): string => own(fields(words), field) ?? field;

/** What a cell says, with days, countries and words as the reader has them; else as it is written. */
export function cellText(words: Words, formats: Formats, field: string, text: string): string {
  if (isDay(text)) return formats.day(text);
  if (ofCountries.includes(field)) return formats.country(text);
  const known = own(cells(words), field);
  if (!known) return text;
  return text
    .split(";")
    .map((one) => own(known, one) ?? one)
    .join(", ");
}

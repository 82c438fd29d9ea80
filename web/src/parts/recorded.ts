// How the history calls what the columns of records, as CSV files name them, and the words
// in their cells are: by the words that the page has for them anyway.
import type { Words } from "../language/en/index";
import type { Formats } from "../language/formats";
import { own } from "../language/own";
import { isDay } from "../time/day";

const columns = (words: Words): Record<string, string> => ({
  id: words.organization.key,
  name: words.evidence.name,
  kind: words.record.kind,
  country: words.organization.country,
  sector: words.organization.sectorName,
  group: words.organization.group,
  group_from: words.evidence.groupFrom,
  group_through: words.evidence.groupThrough,
  domain: words.organization.domains,
  exporter: words.agreement.exporter,
  importer: words.agreement.importer,
  clauses: words.record.clauses,
  exporter_signed_on: words.evidence.exporterSigned,
  importer_signed_on: words.evidence.importerSigned,
  effective_on: words.agreement.effective,
  through: words.agreement.through,
  terminated_on: words.agreement.terminated,
  authorised_on: words.agreement.authorised,
  manner: words.evidence.mannerName,
  terms: words.record.terms,
  document: words.record.document,
  organization: words.certification.holder,
  framework: words.record.framework,
  covers: words.record.covers,
  certified_on: words.record.certifiedOn,
  next_due_on: words.record.nextDueOn,
  ended_on: words.evidence.endedOn,
  ended_reason: words.evidence.how,
  recourse: words.record.recourse,
  type: words.approval.typeName,
  regime: words.approval.regimeName,
  approved_on: words.approval.approvedOn,
  withdrawn_on: words.approval.withdrawnOn,
  authority: words.approval.authority,
  completed_on: words.record.completedOn,
  review_due_on: words.record.reviewDueOn,
  outcome: words.record.outcome,
  measures: words.record.measures,
  exporter_role: words.evidence.exporterRole,
  importer_role: words.evidence.importerRole,
  customer: words.flow.customer,
  origin: words.flow.origin,
  destination: words.flow.destination,
  data: words.flow.data,
  purpose: words.flow.purpose,
  product: words.flow.product,
  means: words.flow.means,
  starts_on: words.evidence.startsOn,
  declared_basis: words.flow.declared,
  onward_of: words.evidence.onwardOf,
});

/** What may stand in the cells of columns that have words of their own. */
const cells = (words: Words): Record<string, Record<string, string>> => ({
  kind: { ...words.organization.kind, ...words.record.agreementKind },
  sector: words.organization.sector,
  manner: words.evidence.manner,
  covers: words.record.coverage,
  ended_reason: words.certification.how,
  type: words.approval.type,
  regime: words.law.regime,
  outcome: words.record.outcomes,
  exporter_role: words.role,
  importer_role: words.role,
  data: words.category,
  means: words.means,
});

const ofCountries = ["country", "origin", "destination"];

/** What a column is called; its name where the page has no word for it. */
export const columnName = (words: Words, column: string): string => own(columns(words), column) ?? column;

/** What a cell says, with days, countries and words as the reader has them; else as it is written. */
export function cellText(words: Words, formats: Formats, column: string, text: string): string {
  if (isDay(text)) return formats.day(text);
  if (ofCountries.includes(column)) return formats.country(text);
  const known = own(cells(words), column);
  if (!known) return text;
  return text
    .split(";")
    .map((one) => own(known, one) ?? one)
    .join(", ");
}

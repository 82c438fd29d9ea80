import type { DeadlineKind } from "../graphql/schema.gen";
import type { DueQueryAnswer } from "./deadlines.gen";

export type Deadline = DueQueryAnswer["deadlines"]["nodes"][number];

/** What tells a deadline from all others. */
export const keyOf = ({ date, kind, evidence }: Deadline): string => `${date} ${kind} ${evidence}`;

/** The page of what ends or falls due. */
export function pageOf({ kind, evidence }: Pick<Deadline, "kind" | "evidence">): string {
  const folders: Record<DeadlineKind, string> = {
    ASSESSMENT_DUE: "assessments",
    AGREEMENT_ENDS: "agreements",
    CERTIFICATION_ENDS: "certifications",
    GROUP_ENDS: "organizations",
    RECERTIFICATION_DUE: "certifications",
    RULES_END: "approvals",
    RELIANCE_ENDS: "law",
    INSTRUMENT_ENDS: "law",
  };
  return `/${folders[kind]}/${encodeURIComponent(evidence)}`;
}

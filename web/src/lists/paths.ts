import type { Exported } from "../parts/export-links";

/** The lists of what is recorded, by their paths. */
export const lists = [
  "/flows",
  "/organizations",
  "/agreements",
  "/certifications",
  "/approvals",
  "/assessments",
] as const;

export type List = (typeof lists)[number];

/** What the tables of the lists are called as files. */
export const exportedAs = {
  "/flows": "flows",
  "/organizations": "organizations",
  "/agreements": "agreements",
  "/certifications": "certifications",
  "/approvals": "approvals",
  "/assessments": "assessments",
} satisfies Record<List, Exported>;

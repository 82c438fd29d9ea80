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

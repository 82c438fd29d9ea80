// What the rows of a file are, as the server names it: the base name of its file.
export const kinds = [
  "organizations",
  "agreements",
  "certifications",
  "binding_rules",
  "assessments",
  "flows",
] as const;

export type Kind = (typeof kinds)[number];

/** The kind that a file's name tells, also as "Flows (2).csv" or "2026-11 binding rules.csv"; else none. */
export function kindOf(name: string): Kind | undefined {
  const text = name.toLowerCase().replace(/[\s-]+/g, "_");
  const told = kinds.filter((kind) => text.includes(kind));
  return told.length === 1 ? told[0] : undefined;
}

/** Whether a file is a workbook, whose sheets are tables, by its name; the server looks at its content. */
export const isWorkbook = (name: string): boolean => /\.xlsx$/i.test(name);

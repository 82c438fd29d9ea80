import { ask } from "../graphql/client";
import type { Theirs } from "../parts/clash";
import type { Shared } from "../parts/form";
import { History } from "../parts/history.gen";
import type { Seen } from "./use-entity-form";

/** A record that a form changes, and what its history says of those who changed it meanwhile. */
export const sharedBy = <Values extends object>(of: Seen): Shared<Values> => ({
  version: of.version,
  since: (version, opened) => since(of, version, opened),
});

async function since<Values extends object>(
  of: Seen,
  version: number,
  opened: Values,
): Promise<Theirs<Values> | undefined> {
  const { node } = await ask(History, { id: of.id });
  const later = node && "history" in node ? node.history.filter((one) => one.version > version) : [];
  const last = later.at(-1);
  if (!last || last.removed) return undefined;
  const changes = later.flatMap((one) => one.changes);
  return { ...last, values: valuesOf(changes, opened) };
}

/** Fields that a form has as one text with commas, and the history with semicolons. */
const listed = ["clauses", "domain"];

/** Changes as the history writes them, as values of a form: those of fields that the form has. */
export function valuesOf<Values extends object>(
  changes: { field: string; new: string }[],
  opened: Values,
): Partial<Values> {
  const values: Record<string, unknown> = {};
  for (const { field, new: cell } of changes) {
    if (!(field in opened)) continue;
    const items = cell.split(";").filter(Boolean);
    const isList = Array.isArray(opened[field as keyof Values]);
    values[field] = isList ? items : listed.includes(field) ? items.join(", ") : cell;
  }
  return values as Partial<Values>;
}

// What the reader says of tables: which kind, which columns.
import type { Layout, Matched, Said } from "./send";

/** What has been said of a table; nothing at first. */
const saidOf = (all: Said[], { file, sheet }: Layout): Said =>
  all.find((one) => one.file === file && one.sheet === sheet) ?? { file, sheet, columns: {} };

/** What is said, with something further of a table. */
export function saying(all: Said[], of: Layout, more: Partial<Said>): Said[] {
  const before = saidOf(all, of);
  const next = { ...before, ...more, columns: { ...before.columns, ...more.columns } };
  return [...all.filter((one) => one.file !== of.file || one.sheet !== of.sheet), next];
}

/** The names in a header of which the reader has to say, or has said, what they mean. */
export const unmatched = (columns: Matched[]): Matched[] =>
  columns.filter(({ given, column }) => column !== given);

/** The columns that a name can be taken for: those that no other name is. */
export const free = ({ columns, known }: Layout, of: Matched): string[] =>
  known.filter((name) => !columns.some((other) => other !== of && other.column === name));

/** The columns that the names that are none are near to, each once. */
export function proposals(layout: Layout): Record<string, string> {
  const taken = new Set(layout.columns.map(({ column }) => column));
  const found: Record<string, string> = {};
  for (const { given, column, nearest, leftOut } of layout.columns) {
    if (column || leftOut || !nearest || taken.has(nearest)) continue;
    taken.add(nearest);
    found[given] = nearest;
  }
  return found;
}

/** Whether there is something to say of a table: which kind a sheet is, or what a column means. */
export const asks = ({ sheet, columns }: Layout): boolean => sheet !== "" || unmatched(columns).length > 0;

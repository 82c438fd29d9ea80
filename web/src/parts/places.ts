// Where the names of marks stand above years: in rows of their own, or in one row, in which
// those that collide are told by their count.

/** The marks that can be named side by side: which row each one's label stands in, -1 for none. */
export function rowsOfLabels(spans: { at: number; width: number; weight: number }[], rows: number): number[] {
  const taken: { from: number; to: number }[][] = Array.from({ length: rows }, () => []);
  const places = spans.map(() => -1);
  const order = spans
    .map((_, i) => i)
    .sort((a, b) => (spans[b]?.weight ?? 0) - (spans[a]?.weight ?? 0) || a - b);
  for (const i of order) {
    const span = spans[i] as { at: number; width: number };
    const to = span.at + span.width;
    const row = taken.findIndex((others) => others.every((other) => other.to <= span.at || other.from >= to));
    if (row < 0) continue;
    taken[row]?.push({ from: span.at, to });
    places[i] = row;
  }
  return places;
}

/** A mark, or several that collide, with its place in the row. */
export interface Cluster {
  members: number[];
  at: number;
  width: number;
}

const apart = 4;

/**
 * Puts marks side by side in one row, each centred over its day: those whose names would
 * overlap become one, which is as wide as it says.
 */
export function clustersOf(days: number[], widthOf: (members: number[]) => number, width: number): Cluster[] {
  const place = (members: number[]): Cluster => {
    const wide = Math.min(widthOf(members), width);
    const [first = 0, last = 0] = [days[members[0] as number], days[members.at(-1) as number]];
    return { members, width: wide, at: Math.max(0, Math.min((first + last - wide) / 2, width - wide)) };
  };
  const row: Cluster[] = [];
  const inOrder = [...days.keys()].sort((a, b) => (days[a] as number) - (days[b] as number));
  for (const one of inOrder) {
    let next = place([one]);
    for (let last = row.at(-1); last && last.at + last.width + apart > next.at; last = row.at(-1)) {
      row.pop();
      next = place([...last.members, ...next.members]);
    }
    row.push(next);
  }
  return row;
}

// The days on which the law turned, read from the law itself.
import type { EndKind, InstrumentKind, Regime } from "../graphql/schema.gen";
import { addDays, type Day } from "../time/day";

/** What is asked of an instrument to find its turns. */
interface Turning {
  id: string;
  name: string;
  kind: InstrumentKind;
  from: Day | null;
  through: Day | null;
  end: { kind: EndKind; date: Day | null; by: string } | null;
  recognised: { regime: Regime; rely: { through: Day | null } }[];
}

/** How an instrument turned. */
export type Turn = "begins" | "falls" | "ends";

/** A day on which instruments turned. */
export interface Mark {
  day: Day;
  turn: Turn;
  instruments: { id: string; name: string }[];
  /** The judgment or act. */
  by: string;
}

/** Frameworks that begin and fall, and clauses that can no longer be relied on, by day. */
export function marksOf(law: Turning[]): Mark[] {
  const marks = new Map<string, Mark>();
  const add = (day: Day | null, turn: Turn, { id, name }: Turning, by: string) => {
    if (!day) return;
    const key = `${day} ${turn}`;
    const mark = marks.get(key) ?? { day, turn, instruments: [], by };
    mark.instruments.push({ id, name });
    marks.set(key, mark);
  };
  for (const one of law) {
    if (one.kind === "FRAMEWORK") {
      add(one.from, "begins", one, "");
      if (one.end) add(one.end.date, "falls", one, one.end.by);
      else if (one.through) add(addDays(one.through, 1), "ends", one, "");
    }
    if (one.kind === "CLAUSES") {
      const inUnion = one.recognised.find((by) => by.regime === "EU");
      if (inUnion?.rely.through) add(addDays(inUnion.rely.through, 1), "ends", one, one.end?.by ?? "");
    }
  }
  return [...marks.values()].sort((a, b) =>
    a.day < b.day ? -1 : a.day > b.day ? 1 : a.turn < b.turn ? -1 : 1,
  );
}

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

/** The name of an instrument where there is little room. */
export function shortName(name: string): string {
  return name
    .replace(/^UK Extension to the EU-US DPF.*$/, "UK Extension")
    .replace("Data Privacy Framework", "DPF")
    .replace(/^EU-US /, "")
    .replace(/^(US-Swiss|Swiss-US) /, "Swiss ");
}

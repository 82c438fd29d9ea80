// The days on which the law turned, read from the law itself.
import { pageOf } from "../deadlines/due";
import type { DeadlineKind, EndKind, InstrumentKind, Regime } from "../graphql/schema.gen";
import { addDays, type Day } from "../time/day";

/** What is asked of an instrument to find its turns. */
interface Turning {
  id: string;
  name: string;
  kind: InstrumentKind;
  regime: Regime | null;
  from: Day | null;
  through: Day | null;
  end: { kind: EndKind; date: Day | null; by: string } | null;
  recognised: { regime: Regime; rely: { through: Day | null } }[];
}

/** What is asked of a deadline. */
export interface Due {
  date: Day;
  kind: DeadlineKind;
  evidence: string;
}

/** How an instrument turned; a deadline falls due. */
export type Turn = "begins" | "falls" | "ends" | "adequate" | "inadequate" | "replaced" | "due";

/** What turned, and its page; of a deadline, what is due of which evidence. */
export interface Turned {
  name: string;
  to: string;
  due?: OwnDeadline;
}

/** A day on which instruments turned, or deadlines of our own fall due. */
export interface Mark {
  day: Day;
  turn: Turn;
  of: Turned[];
  /** The judgment or act. */
  by: string;
}

/** The turns that move whole continents: they are named first, and the years rest on them. */
const heavy: Turn[] = ["begins", "falls", "ends"];

export const isHeavy = (mark: Mark): boolean => heavy.includes(mark.turn);

/** Frameworks that begin and fall, clauses that can no longer be relied on, and findings of adequacy, by day. */
export function marksOf(law: Turning[]): Mark[] {
  const marks = new Map<string, Mark>();
  const add = (day: Day | null, turn: Turn, { id, name }: Turning, by: string, apart = "") => {
    if (!day) return;
    const key = `${day} ${turn} ${apart}`;
    const mark = marks.get(key) ?? { day, turn, of: [], by };
    mark.of.push({ name, to: `/law/${encodeURIComponent(id)}` });
    marks.set(key, mark);
  };
  for (const one of law) {
    const over = one.end?.date ?? (one.through && addDays(one.through, 1));
    if (one.kind === "FRAMEWORK") {
      add(one.from, "begins", one, "");
      if (one.end) add(one.end.date, "falls", one, one.end.by);
      else add(over, "ends", one, "");
    }
    if (one.kind === "CLAUSES") {
      const inUnion = one.recognised.find((by) => by.regime === "EU");
      if (inUnion?.rely.through) add(addDays(inUnion.rely.through, 1), "ends", one, one.end?.by ?? "");
    }
    if (one.kind === "ADEQUACY") {
      add(one.from, "adequate", one, "", one.regime ?? "");
      add(over, "inadequate", one, one.end?.by ?? "", one.regime ?? "");
    }
  }
  return sorted(withoutRenewals(marks));
}

/** Findings of a regime that end on the day on which others of it begin are one mark: they are replaced. */
function withoutRenewals(marks: Map<string, Mark>): Mark[] {
  return [...marks].flatMap(([key, mark]) => {
    if (mark.turn === "inadequate" && marks.has(key.replace("inadequate", "adequate"))) return [];
    const renewed = mark.turn === "adequate" && marks.has(key.replace("adequate", "inadequate"));
    return [renewed ? { ...mark, turn: "replaced" as const } : mark];
  });
}

/** The deadlines of evidence of our own. */
const own = [
  "AGREEMENT_ENDS",
  "CERTIFICATION_ENDS",
  "RULES_END",
  "GROUP_ENDS",
  "RECERTIFICATION_DUE",
  "ASSESSMENT_DUE",
] as const satisfies DeadlineKind[];

export type OwnDeadline = (typeof own)[number];

/** The days on which evidence of our own ends or falls due. */
export function dueMarks(deadlines: Due[]): Mark[] {
  const marks = new Map<Day, Mark>();
  for (const one of deadlines) {
    const due = own.find((kind) => kind === one.kind);
    if (!due) continue;
    const mark = marks.get(one.date) ?? { day: one.date, turn: "due" as const, of: [], by: "" };
    mark.of.push({ name: one.evidence, to: pageOf(one), due });
    marks.set(one.date, mark);
  }
  return sorted([...marks.values()]);
}

const sorted = (marks: Mark[]) =>
  marks.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.turn < b.turn ? -1 : 1));

/** The name of an instrument where there is little room. */
export function shortName(name: string): string {
  return name
    .replace(/^UK Extension to the EU-US DPF.*$/, "UK Extension")
    .replace("Data Privacy Framework", "DPF")
    .replace(/^EU-US /, "")
    .replace(/^(US-Swiss|Swiss-US) /, "Swiss ");
}

/** Whom a finding of adequacy is about, without what it is limited to. */
export const placeOf = (name: string): string => name.replace(/ \([^)]*\)$/, "");

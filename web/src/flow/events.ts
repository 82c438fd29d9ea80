// What happened in the life of a flow: on each day on which a stretch begins, what is another
// way than before, and whether the law, evidence, the flow itself or the one above did it.
import type { ReasonCode, Status } from "../graphql/schema.gen";
import { addDays, type Day } from "../time/day";
import type { Stretch } from "./life";

/** What is asked of a basis to tell what began or ended it. */
export interface LifeBasis {
  instrument: {
    id: string;
    name: string;
    from: Day | null;
    through: Day | null;
    end: { date: Day | null; by: string } | null;
    recognised: { rely: { from: Day | null; through: Day | null } }[];
  };
  agreement: { externalId: string } | null;
  certification: { externalId: string } | null;
  rules: { externalId: string } | null;
}

/** A stretch of days with all that is asked of it. */
export interface LifeStretch extends Stretch {
  bases: LifeBasis[];
  reasons: { code: ReasonCode; message: string }[];
}

/** Who or what did it. */
export type Cause = "law" | "evidence" | "flow" | "above";

/** What is another way from a day on. */
export interface Change {
  what: "begins" | "ends" | "comes" | "goes" | "reason" | "mended";
  cause: Cause;
  /** The instrument, or the reason in words. */
  name: string;
  code?: ReasonCode;
  /** The evidence of a basis, by its key; empty where there is none. */
  evidence: string;
  /** The judgment or act that ended an instrument; empty for other changes. */
  by: string;
}

/** A day of a life on which something changed. */
export interface LifeEvent {
  day: Day;
  /** The status from that day on. */
  status: Status;
  changes: Change[];
}

/** The events of a life, in order. */
export const eventsOf = (life: LifeStretch[]): LifeEvent[] =>
  life.flatMap((is, i) => {
    const was = life[i - 1];
    return was && is.from ? [{ day: is.from, status: is.status, changes: changesOf(was, is, is.from) }] : [];
  });

function changesOf(was: LifeStretch, is: LifeStretch, day: Day): Change[] {
  const itself = (what: "begins" | "ends"): Change => ({
    what,
    cause: "flow",
    name: "",
    evidence: "",
    by: "",
  });
  if (is.status === "INACTIVE") return [itself("ends")];
  const begins = was.status === "INACTIVE";
  const [before, after] = [byKey(was.bases), byKey(is.bases)];
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, basis]) => goes(basis, day));
  const come = [...after]
    .filter(([key]) => !before.has(key))
    .map(([, basis]) => (begins ? { ...comes(basis, day), cause: "flow" as const } : comes(basis, day)));
  const bases = [...(begins ? [itself("begins")] : []), ...gone, ...come];
  return bases.length > 0 ? bases : reasonsOf(was, is);
}

/** Where the bases stay the same, reasons come or go. */
function reasonsOf(was: LifeStretch, is: LifeStretch): Change[] {
  const only = (of: LifeStretch, other: LifeStretch, what: "reason" | "mended") =>
    of.reasons
      .filter(({ message }) => !other.reasons.some((one) => one.message === message))
      .map(({ code, message }) => ({
        what,
        code,
        cause: causeOf(code),
        name: message,
        evidence: "",
        by: "",
      }));
  return [...only(is, was, "reason"), ...only(was, is, "mended")];
}

const evidenceOf = ({ agreement, certification, rules }: LifeBasis): string =>
  (agreement ?? certification ?? rules)?.externalId ?? "";

const byKey = (bases: LifeBasis[]) =>
  new Map(bases.map((basis) => [`${basis.instrument.id} ${evidenceOf(basis)}`, basis]));

/** A basis that holds from a day on. */
function comes(basis: LifeBasis, day: Day): Change {
  const { name, from, recognised } = basis.instrument;
  const evidence = evidenceOf(basis);
  const byLaw = [from, ...recognised.map(({ rely }) => rely.from)].includes(day);
  return { what: "comes", cause: byLaw || !evidence ? "law" : "evidence", name, evidence, by: "" };
}

/** A basis that holds no more on a day. */
function goes(basis: LifeBasis, day: Day): Change {
  const { name, through, end, recognised } = basis.instrument;
  const evidence = evidenceOf(basis);
  const last = [through, ...recognised.map(({ rely }) => rely.through)];
  const byLaw = end?.date === day || last.includes(addDays(day, -1));
  const by = byLaw ? (end?.by ?? "") : "";
  return { what: "goes", cause: byLaw || !evidence ? "law" : "evidence", name, evidence, by };
}

const ofTheLaw: ReasonCode[] = [
  "INSTRUMENT_INVALIDATED",
  "INSTRUMENT_NOT_IN_FORCE",
  "CLAUSES_NO_LONGER_RELIABLE",
  "ADEQUACY_ENDED",
  "ADEQUACY_SCOPE",
];

const causeOf = (code: ReasonCode): Cause =>
  code === "UPSTREAM_WITHOUT_BASIS" ? "above" : ofTheLaw.includes(code) ? "law" : "evidence";

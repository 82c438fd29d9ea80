import type { Status } from "../graphql/schema.gen";
import type { EffectPartsFragment, EffectsFragment } from "./effect.gen";

/** What a change would do to the verdicts of a day, as a dry run tells it. */
export type Effect = EffectPartsFragment;

/** The effects on the day that is looked at, and a year later. */
export interface Effects {
  now: Effect;
  later: Effect;
}

/** The effects in the answer to a command that was run dry; nothing where it tells none. */
export function effectsIn(answer: unknown): Effects | undefined {
  const [changed] = Object.values((answer ?? {}) as Record<string, EffectsFragment | null>);
  const { now, later } = changed ?? {};
  return now && later ? { now, later } : undefined;
}

/** How many flows would have another status. */
export const movedIn = (of: Effect): number => of.byStatus.reduce((n, move) => n + move.flows, 0);

/** What becomes of flags, which are flows without a valid basis or at risk, in numbers of flows. */
interface Turns {
  gone: number;
  come: number;
  /** Without a valid basis, and only at risk then. */
  eased: number;
  /** At risk, and without a valid basis then. */
  worse: number;
  /** Neither before nor then a flag. */
  others: number;
}

const isFlag = (status: Status) => status === "NO_VALID_BASIS" || status === "AT_RISK";

function turnOf(before: Status, after: Status): keyof Turns {
  if (isFlag(before) && isFlag(after)) return after === "AT_RISK" ? "eased" : "worse";
  if (isFlag(before)) return "gone";
  return isFlag(after) ? "come" : "others";
}

export function turnsIn(of: Effect): Turns {
  const turns: Turns = { gone: 0, come: 0, eased: 0, worse: 0, others: 0 };
  for (const { before, after, flows } of of.byStatus) turns[turnOf(before, after)] += flows;
  return turns;
}

/** Whether two days are changed alike, in numbers. */
export const alike = (a: Effect, b: Effect): boolean =>
  JSON.stringify(a.byStatus) === JSON.stringify(b.byStatus);

// The life of a flow as a band: which stretch of days has which status, and on what
// it rested meanwhile.
import type { Status } from "../graphql/schema.gen";
import { addDays, addYears, type Day, dayNumber } from "../time/day";

/** A stretch of days as the server tells it; null is open. */
export interface Stretch {
  from: Day | null;
  through: Day | null;
  status: Status;
  bases: { instrument: { id: string; name: string } }[];
}

/** The days that a band shows. */
export interface Span {
  from: Day;
  through: Day;
}

/** The days around all changes of a life, and today. */
export function spanOf(life: Stretch[], today: Day): Span {
  const days = life.flatMap(({ from, through }) => [from, through]).filter((day) => day !== null);
  const first = [...days, today].sort()[0] ?? today;
  const last = [...days, today].sort().at(-1) ?? today;
  return {
    from: `${addDays(first, -200).slice(0, 4)}-01-01`,
    through: `${addYears(last, 1).slice(0, 4)}-12-31`,
  };
}

/** Where a period lies in a span, as shares of it; nothing where they do not meet. */
export function placeIn(
  span: Span,
  from: Day | null,
  through: Day | null,
): { at: number; width: number } | undefined {
  const first = dayNumber(span.from);
  const days = dayNumber(span.through) + 1 - first;
  const begins = Math.max(first, from ? dayNumber(from) : first);
  const ends = Math.min(first + days, through ? dayNumber(through) + 1 : first + days);
  return ends > begins ? { at: (begins - first) / days, width: (ends - begins) / days } : undefined;
}

/** An instrument, and the periods in which it was a basis. */
interface Lane {
  id: string;
  name: string;
  periods: { from: Day | null; through: Day | null }[];
}

/** The instruments on which a life rested, in the order in which they began; periods that touch are one. */
export function lanesOf(life: Stretch[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const { from, through, bases } of life) {
    for (const { id, name } of new Map(bases.map(({ instrument }) => [instrument.id, instrument])).values()) {
      const lane = lanes.get(id) ?? { id, name, periods: [] };
      const last = lane.periods.at(-1);
      if (last?.through && from && addDays(last.through, 1) === from) last.through = through;
      else lane.periods.push({ from, through });
      lanes.set(id, lane);
    }
  }
  return [...lanes.values()];
}

/** The days on which a life changes. */
export const turnsOf = (life: Stretch[]): Day[] => life.flatMap(({ from }) => (from ? [from] : []));

/** The day at a share of a span. */
export function dayAt(span: Span, share: number): Day {
  const first = dayNumber(span.from);
  const days = dayNumber(span.through) - first;
  return addDays(span.from, Math.round(Math.min(1, Math.max(0, share)) * days));
}

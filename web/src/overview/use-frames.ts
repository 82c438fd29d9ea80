import { startTransition, useEffect, useMemo, useState } from "react";
import type { Refusal } from "../graphql/client";
import { askSeveral } from "../graphql/several";
import { useQuery } from "../graphql/use-query";
import { addDays, addYears, type Day, today } from "../time/day";
import { type Frames, firstActive, framesOf, type Series, since } from "./frames";
import { dueMarks, isHeavy, type Mark, marksOf } from "./marks";
import { Frame, Overview, type OverviewQueryAnswer } from "./overview.gen";

/** How far the slider reaches, in years from now; it begins a year before the first flow. */
const back = 30;
const ahead = 4;

export interface Known {
  frames: Frames | undefined;
  marks: Mark[];
  /** The heavy ones, on which the years rest. */
  turns: Mark[];
  deadlines: OverviewQueryAnswer["deadlines"] | undefined;
  refusal: Refusal | undefined;
  again: () => void;
}

/** What the overview asks first: all months, and the day that is looked at then. */
export function askedOf(now: Day, on: Day) {
  return {
    from: `${addYears(now, -back).slice(0, 7)}-01`,
    through: `${addYears(now, ahead).slice(0, 4)}-01-01`,
    today: now,
    soon: addYears(now, 2),
    day: on,
  };
}

/** All that the overview shows: one question for the months, and one for the days that lie between them. */
export function useFrames(on: Day): Known {
  const now = today();
  const [first] = useState(on);
  const asked = useMemo(() => askedOf(now, first), [now, first]);
  const { data, refusal, again } = useQuery(Overview, asked);
  const months = useMemo(() => {
    if (!data) return undefined;
    const first = firstActive(data.series) ?? addYears(now, -10);
    return since(data.series, `${addDays(first, -180).slice(0, 4)}-01-01`);
  }, [data, now]);
  const marks = useMemo(() => {
    const first = months?.days[0] ?? "";
    if (!data) return [];
    return [...marksOf(data.law), ...dueMarks(data.deadlines.nodes)].filter(
      (mark) => mark.day >= first && mark.day <= asked.through,
    );
  }, [data, months, asked]);
  const turns = useMemo(() => marks.filter(isHeavy), [marks]);
  // The days of the other marks are asked for when somebody goes there.
  const wanted = useMemo(() => [...new Set([...turns.map((mark) => mark.day), now, on])], [turns, now, on]);
  const days = useDays(months, data?.day, wanted);
  const frames = useMemo(() => months && framesOf([months, ...days]), [months, days]);
  return { frames, marks, turns, deadlines: data?.deadlines, refusal, again };
}

/** The counts of single days that are not among the months; those of one came with them. */
function useDays(months: Series | undefined, one: Series | undefined, wanted: Day[]): Series[] {
  const [found, setFound] = useState<{ months: Series | undefined; days: Map<Day, Series> }>({
    months: undefined,
    days: new Map(),
  });
  const known = useMemo(() => {
    const between = (day: Day) => day > (months?.days[0] ?? "") && day < (months?.days.at(-1) ?? "");
    const days = new Map(found.months === months ? found.days : []);
    const day = one?.days[0];
    if (one && day && between(day)) days.set(day, one);
    const missing = wanted.filter((day) => !days.has(day) && between(day) && !months?.days.includes(day));
    return { days, missing };
  }, [found, months, one, wanted]);
  useEffect(() => {
    const { days, missing } = known;
    if (missing.length === 0) return;
    const control = new AbortController();
    askSeveral(
      Frame,
      missing.map((day) => ({ day })),
      control.signal,
    ).then(
      (answers) => {
        const came = answers.map(({ series }, i): [Day, Series] => [missing[i] as Day, series]);
        startTransition(() => setFound({ months, days: new Map([...days, ...came]) }));
      },
      () => {}, // the months alone are shown: the question for all told what is wrong
    );
    return () => control.abort();
  }, [months, known]);
  return useMemo(() => [...known.days.values()], [known]);
}

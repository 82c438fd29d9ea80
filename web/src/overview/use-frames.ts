import { useEffect, useMemo, useState } from "react";
import { ask, type Refusal } from "../graphql/client";
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

/** All that the overview shows: one question for the months, and one for each day that lies between them. */
export function useFrames(on: Day): Known {
  const now = today();
  const asked = useMemo(
    () => ({
      from: `${addYears(now, -back).slice(0, 7)}-01`,
      through: `${addYears(now, ahead).slice(0, 4)}-01-01`,
      today: now,
      soon: addYears(now, 2),
    }),
    [now],
  );
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
  const days = useDays(months, wanted);
  const frames = useMemo(() => months && framesOf([months, ...days]), [months, days]);
  return { frames, marks, turns, deadlines: data?.deadlines, refusal, again };
}

/** The counts of single days that are not among the months. */
function useDays(months: Series | undefined, wanted: Day[]): Series[] {
  const [found, setFound] = useState<{ months: Series | undefined; days: Map<Day, Series> }>({
    months: undefined,
    days: new Map(),
  });
  useEffect(() => {
    if (!months) return;
    const known = found.months === months ? found.days : new Map<Day, Series>();
    const inMonths = new Set(months.days);
    const missing = wanted.filter(
      (day) =>
        !known.has(day) &&
        !inMonths.has(day) &&
        day > (months.days[0] ?? "") &&
        day < (months.days.at(-1) ?? ""),
    );
    if (missing.length === 0) return;
    const control = new AbortController();
    Promise.all(missing.map((day) => ask(Frame, { day }, control.signal))).then(
      (answers) => {
        const days = new Map(known);
        answers.forEach(({ series }, i) => {
          days.set(missing[i] as Day, series);
        });
        setFound({ months, days });
      },
      () => {}, // the months alone are shown: the question for all told what is wrong
    );
    return () => control.abort();
  }, [months, wanted, found]);
  return useMemo(() => (found.months === months ? [...found.days.values()] : []), [found, months]);
}

// All days of the map, from counts that arrive once: which routes had how many flows
// of which status on each of the slider's stops.
import type { Status } from "../graphql/schema.gen";
import type { Day } from "../time/day";

/** Counts by route and status on days that follow each other, as the server tells them. */
export interface Series {
  days: Day[];
  lines: { name: string; counts: number[] }[];
}

/** The flows of a route and status. */
export interface RouteCount {
  origin: string;
  destination: string;
  status: Status;
  flows: number;
}

/** What the reader looks at; an empty text admits all. */
export interface Narrowing {
  origin: string;
  destination: string;
  status: string;
}

interface Line extends Omit<RouteCount, "flows"> {
  counts: Int32Array;
}

/** The counts of all stops. */
export interface Frames {
  /** The stops, ascending. */
  days: Day[];
  lines: Line[];
}

/** Lays series beside each other: the stops are all their days, each once. */
export function framesOf(pieces: Series[]): Frames {
  const days = [...new Set(pieces.flatMap((piece) => piece.days))].sort();
  const at = new Map(days.map((day, i) => [day, i]));
  const lines = new Map<string, Line>();
  for (const piece of pieces) {
    const places = piece.days.map((day) => at.get(day) as number);
    for (const { name, counts } of piece.lines) {
      let line = lines.get(name);
      if (!line) {
        const [origin = "", destination = "", status = ""] = name.split(" ");
        line = { origin, destination, status: status as Status, counts: new Int32Array(days.length) };
        lines.set(name, line);
      }
      for (let i = 0; i < places.length; i++) line.counts[places[i] as number] = counts[i] as number;
    }
  }
  return { days, lines: [...lines.values()] };
}

/** The last stop that is not after a day; the first where all are. */
export function stopAt(days: Day[], day: Day): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as Day) <= day) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The stop that lies nearest to a share of the whole time, from 0 to 1. */
export function stopNear(numbers: number[], share: number): number {
  const first = numbers[0] ?? 0;
  const wanted = first + share * ((numbers.at(-1) ?? first) - first);
  let best = 0;
  for (let i = 1; i < numbers.length; i++) {
    if (Math.abs((numbers[i] as number) - wanted) < Math.abs((numbers[best] as number) - wanted)) best = i;
  }
  return best;
}

const admits = (line: Omit<RouteCount, "flows">, by: Narrowing, status: boolean) =>
  (!by.origin || by.origin === line.origin) &&
  (!by.destination || by.destination === line.destination) &&
  (!status || !by.status || by.status === line.status);

/** The routes of a stop. */
export function routesAt(frames: Frames, stop: number, by: Narrowing): RouteCount[] {
  const routes: RouteCount[] = [];
  for (const line of frames.lines) {
    const flows = line.counts[stop] ?? 0;
    if (flows > 0 && admits(line, by, true)) {
      routes.push({ origin: line.origin, destination: line.destination, status: line.status, flows });
    }
  }
  return routes;
}

/** The counts of each status on every stop, of the routes that are looked at. */
export function statusCounts(frames: Frames, by: Narrowing): Map<Status, Int32Array> {
  const sums = new Map<Status, Int32Array>();
  for (const line of frames.lines) {
    if (!admits(line, by, false)) continue;
    let sum = sums.get(line.status);
    if (!sum) {
      sum = new Int32Array(frames.days.length);
      sums.set(line.status, sum);
    }
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (line.counts[i] as number);
  }
  return sums;
}

/** The first stop on which any flow is active. */
export function firstActive(series: Series): Day | undefined {
  const first = Math.min(
    ...series.lines.map((line) => line.counts.findIndex((n) => n > 0)).filter((i) => i >= 0),
  );
  return series.days[first];
}

/** A series without the days before one. */
export function since(series: Series, day: Day): Series {
  const from = series.days.findIndex((one) => one >= day);
  if (from <= 0) return series;
  return {
    days: series.days.slice(from),
    lines: series.lines.map(({ name, counts }) => ({ name, counts: counts.slice(from) })),
  };
}

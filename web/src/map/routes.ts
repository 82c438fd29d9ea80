// What the map draws of a day: routes with a strand for each status, and countries
// with their counts.
import type { Status } from "../graphql/schema.gen";
import type { RouteCount } from "../overview/frames";
import { type ShownStatus, statuses } from "../parts/status";

/** Counts by status. */
export type Counts = Partial<Record<ShownStatus, number>>;

export interface Route {
  origin: string;
  destination: string;
  counts: Counts;
  total: number;
}

/** A country at an end of routes. */
export interface Place {
  code: string;
  counts: Counts;
  total: number;
}

const isShown = (status: Status): status is ShownStatus => (statuses as readonly Status[]).includes(status);

function grouped<K extends "origin" | "destination" | "both">(counts: RouteCount[], by: K) {
  const groups = new Map<string, Route>();
  for (const { origin, destination, status, flows } of counts) {
    if (!isShown(status)) continue;
    const key = by === "both" ? `${origin} ${destination}` : by === "origin" ? origin : destination;
    const group = groups.get(key) ?? { origin, destination, counts: {}, total: 0 };
    group.counts[status] = (group.counts[status] ?? 0) + flows;
    group.total += flows;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Routes, the heaviest first. */
export const routesOf = (counts: RouteCount[]): Route[] =>
  grouped(counts, "both").sort((a, b) => b.total - a.total || (nameOf(a) < nameOf(b) ? -1 : 1));

const nameOf = ({ origin, destination }: Route) => `${origin} ${destination}`;

/** Countries at one end of routes, the heaviest first. */
export const placesOf = (counts: RouteCount[], end: "origin" | "destination"): Place[] =>
  grouped(counts, end)
    .map(({ counts, total, ...route }) => ({ code: route[end], counts, total }))
    .sort((a, b) => b.total - a.total || (a.code < b.code ? -1 : 1));

/** The worst status that any flow of some counts has. */
const worstOf = (counts: Counts): ShownStatus =>
  statuses.find((status) => (counts[status] ?? 0) > 0) ?? "NOT_RESTRICTED";

/** How strongly a country is tinted: by the share of its flows that have its worst status. */
export function tintOf(place: Place): { status: ShownStatus; strength: number } {
  const status = worstOf(place.counts);
  const share = (place.counts[status] ?? 0) / Math.max(1, place.total);
  return { status, strength: status === "VALID" || status === "NOT_RESTRICTED" ? 0.3 : 0.25 + 0.6 * share };
}

/** How wide a number of flows is drawn, where the widest route has so many. */
export const widthOf = (flows: number, most: number): number => 0.7 + 8 * (flows / Math.max(1, most)) ** 0.6;

/** How large a country's circle is. */
export const radiusOf = (flows: number, most: number): number =>
  2.2 + 12 * Math.sqrt(flows / Math.max(1, most));

/** The most flows that any route and any destination has on some days. */
export function heaviest(days: RouteCount[][]): { route: number; place: number } {
  const most = { route: 1, place: 1 };
  for (const counts of days) {
    most.route = Math.max(most.route, ...grouped(counts, "both").map((route) => route.total));
    most.place = Math.max(most.place, ...grouped(counts, "destination").map((route) => route.total));
  }
  return most;
}

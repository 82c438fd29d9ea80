// Where countries lie on the map, and the lines of routes between them.
import { own } from "../language/own";
import places from "./places.json";
import world from "./world.json";

export type Point = [number, number];

/** How large the drawing is, and the part of it that shows Europe. scripts/world.mjs projects it once for all readers. */
export const { width, height, europe } = world;

/** The outline of a country, where the map has one. */
export const outlineOf = (code: string): string | undefined =>
  own(world.outlines as Record<string, string>, code);

/** The outline of all land. */
export const land = Object.values(world.outlines).join("") + world.nameless;

/** Where the routes of a country begin and end; nothing for a code that is on no map. */
export const pointOf = (code: string): Point | undefined =>
  own(places as unknown as Record<string, Point>, code);

/** One curve of a route: moved aside, so that several lie next to each other. */
export function curve(from: Point, to: Point, aside: number): string {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  // Routes bend upward, as great circles do in the north.
  const bend = Math.min(0.24 * length, 70) * (dx >= 0 ? -1 : 1);
  const [nx, ny] = [-dy / length, dx / length];
  const middle = [
    (from[0] + to[0]) / 2 + nx * (bend + aside * 1.5),
    (from[1] + to[1]) / 2 + ny * (bend + aside * 1.5),
  ];
  const end = [to[0] + nx * aside, to[1] + ny * aside];
  return `M${round(from[0])} ${round(from[1])}Q${round(middle[0])} ${round(middle[1])} ${round(end[0])} ${round(end[1])}`;
}

const round = (n: number | undefined) => Math.round((n ?? 0) * 10) / 10;

/** The sector of a pie between two shares of the whole, 0 to 1. */
export function sector([x, y]: Point, radius: number, from: number, to: number): string {
  if (to - from >= 0.9999) {
    return `M${x - radius} ${y}a${radius} ${radius} 0 1 1 ${2 * radius} 0a${radius} ${radius} 0 1 1 ${-2 * radius} 0z`;
  }
  const at = (share: number) => {
    const angle = 2 * Math.PI * share - Math.PI / 2;
    return `${(x + radius * Math.cos(angle)).toFixed(2)} ${(y + radius * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${x} ${y}L${at(from)}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}Z`;
}

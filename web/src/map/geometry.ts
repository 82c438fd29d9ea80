// Where countries lie on the map, and the lines of routes between them.
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import places from "./places.json";
import world from "./world.json";

export const width = 960;
export const height = 424;

export type Point = [number, number];

const projection = geoNaturalEarth1()
  .rotate([-10, 0])
  .scale(174)
  .translate([width / 2, 250]);

const draw = geoPath(projection).digits(1);
const topology = world as unknown as Topology<{ countries: GeometryCollection }>;

/** The outlines of countries by code; empty for land that has none. */
export const countries: { code: string; outline: string }[] = feature(
  topology,
  topology.objects.countries,
).features.map((shape) => ({ code: String(shape.id ?? ""), outline: draw(shape) ?? "" }));

const points = new Map<string, Point>();
for (const [code, place] of Object.entries(places)) {
  const point = projection(place as Point);
  if (point) points.set(code, point);
}

/** Where the routes of a country begin and end; nothing for a code that is on no map. */
export const pointOf = (code: string): Point | undefined => points.get(code);

/** The part of the map that shows Europe: where it begins, and how much larger it is drawn. */
export const europe = frameAround([-12, 62], [33, 35]);

function frameAround(northWest: Point, southEast: Point) {
  const [left, top] = projection(northWest) ?? [0, 0];
  const [right, bottom] = projection(southEast) ?? [width, height];
  const scale = Math.min(width / (right - left), height / (bottom - top));
  return { x: (left + right) / 2 - width / scale / 2, y: (top + bottom) / 2 - height / scale / 2, scale };
}

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

// Makes src/map/world.json and src/map/places.json from the atlas: the outlines of
// countries by their two letters as they are drawn, and for every country the point at
// which its routes begin and end. Run by hand when the atlas changes: node scripts/world.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { geoArea, geoCentroid, geoNaturalEarth1, geoPath } from "d3-geo";
import countries from "i18n-iso-countries";
import { feature } from "topojson-client";

const width = 960;
const height = 424;
const projection = geoNaturalEarth1()
  .rotate([-10, 0])
  .scale(174)
  .translate([width / 2, 250]);
const draw = geoPath(projection).digits(1);

const read = (name) => JSON.parse(readFileSync(`node_modules/world-atlas/${name}.json`, "utf8"));
const code = (shape) =>
  shape.properties.name === "Kosovo" ? "XK" : shape.id && countries.numericToAlpha2(shape.id);
const shapesOf = (atlas) => feature(atlas, atlas.objects.countries).features;
const write = (name, content) => writeFileSync(`src/map/${name}.json`, `${JSON.stringify(content)}\n`);

const tenths = (n) => Math.round(10 * n);
const written = (n) => String(n / 10).replace(/^(-?)0\./, "$1.");

/** A point after another, with no more characters than it needs. */
const step = (dx, dy) => `${written(dx)}${dy < 0 ? "" : " "}${written(dy)}`;

/** One closed line, or nothing where it is smaller than what is told apart: from point to point by how far they lie apart: half as long as by where they lie. */
function ring(line) {
  const points = line.split("L").map((point) => point.split(",").map((n) => tenths(Number(n))));
  let [x, y] = points[0];
  let text = `M${written(x)} ${written(y)}l`;
  for (const [toX, toY] of points.slice(1)) {
    if (toX === x && toY === y) continue;
    const one = step(toX - x, toY - y);
    text += text.endsWith("l") || one.startsWith("-") ? one : ` ${one}`;
    [x, y] = [toX, toY];
  }
  return text.endsWith("l") ? "" : `${text}z`;
}

const outlineOf = (shape) =>
  draw(shape)
    .split(/[MZ]/)
    .filter((line) => line !== "")
    .map(ring)
    .join("");

const outlines = {};
let nameless = "";
for (const shape of shapesOf(read("countries-110m"))) {
  const name = code(shape);
  if (name === "AQ") continue;
  if (name) outlines[name] = outlineOf(shape);
  else nameless += outlineOf(shape);
}

/** The part of the map that shows Europe: where it begins, and how much larger it is drawn. */
function frameAround(northWest, southEast) {
  const [left, top] = projection(northWest);
  const [right, bottom] = projection(southEast);
  const scale = Math.min(width / (right - left), height / (bottom - top));
  return { x: (left + right) / 2 - width / scale / 2, y: (top + bottom) / 2 - height / scale / 2, scale };
}

write("world", { width, height, europe: frameAround([-12, 62], [33, 35]), outlines, nameless });

const mainland = (shape) => {
  if (shape.geometry.type === "Polygon") return shape.geometry;
  const parts = shape.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  return parts.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a));
};
const point = (place) => projection(place).map((n) => tenths(n) / 10);
const places = { EPO: point([11.6, 48.1]), GI: point([-5.4, 36.1]) };
for (const shape of shapesOf(read("countries-50m"))) {
  const name = code(shape);
  if (name) places[name] ??= point(geoCentroid(mainland(shape)));
}
write("places", Object.fromEntries(Object.entries(places).sort()));

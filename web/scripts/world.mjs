// Makes src/map/world.json and src/map/places.json from the atlas: the outlines of
// countries by their two letters, and for every country the point at which its
// routes begin and end. Run by hand when the atlas changes: node scripts/world.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { geoArea, geoCentroid } from "d3-geo";
import countries from "i18n-iso-countries";
import { feature } from "topojson-client";

const read = (name) => JSON.parse(readFileSync(`node_modules/world-atlas/${name}.json`, "utf8"));
const code = (shape) =>
  shape.properties.name === "Kosovo" ? "XK" : shape.id && countries.numericToAlpha2(shape.id);

const coarse = read("countries-110m");
const shapes = coarse.objects.countries.geometries;
coarse.objects = {
  countries: {
    type: "GeometryCollection",
    geometries: shapes
      .filter((shape) => code(shape) !== "AQ")
      .map(({ type, arcs, ...rest }) => ({ type, arcs, id: code(rest) ?? "" })),
  },
};
writeFileSync("src/map/world.json", JSON.stringify(coarse));

const mainland = (shape) => {
  if (shape.geometry.type === "Polygon") return shape.geometry;
  const parts = shape.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  return parts.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a));
};
const places = { EPO: [11.6, 48.1], GI: [-5.4, 36.1] };
const fine = read("countries-50m");
for (const shape of feature(fine, fine.objects.countries).features) {
  const [longitude, latitude] = geoCentroid(mainland(shape));
  const name = code(shape);
  if (name) places[name] ??= [Math.round(longitude * 10) / 10, Math.round(latitude * 10) / 10];
}
writeFileSync(
  "src/map/places.json",
  `${JSON.stringify(Object.fromEntries(Object.entries(places).sort()))}\n`,
);

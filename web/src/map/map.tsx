import { memo, type ReactNode, useMemo, useState } from "react";
import type { RouteCount } from "../overview/frames";
import { patternOf, StatusPatterns } from "../parts/status";
import { europe, height, land, outlineOf, type Point, pointOf, width } from "./geometry";
import { Destination, Origin } from "./places";
import { placesOf, routesOf, tintOf } from "./routes";
import { Strands } from "./strands";
import { type Telling, Told } from "./told";
import "./map.css";

const Land = memo(function Land() {
  return <path d={land} className="land" />;
});

interface Props {
  /** What the map shows, for those who do not see it. */
  name: string;
  counts: RouteCount[];
  /** The most flows that any route and any country ever has: so that widths mean the same on every day. */
  most: { route: number; place: number };
  near: boolean;
  origin: string;
  destination: string;
  choose: (end: "origin" | "destination", code: string) => void;
  children?: ReactNode;
}

/** The map of a day: countries tinted by their worst status, routes as wide as they have flows. */
export function RouteMap({ name, counts, most, near, origin, destination, choose, children }: Props) {
  const [told, setTold] = useState<Telling | null>(null);
  const routes = useMemo(() => routesOf(counts), [counts]);
  const destinations = useMemo(() => placesOf(counts, "destination"), [counts]);
  const origins = useMemo(() => placesOf(counts, "origin"), [counts]);
  const zoom = near ? europe : { x: 0, y: 0, scale: 1 };
  const place = (code: string): Point | undefined => {
    const point = pointOf(code);
    return point && [(point[0] - zoom.x) * zoom.scale, (point[1] - zoom.y) * zoom.scale];
  };
  return (
    <div className="map">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className="map-drawing"
        role="group"
        aria-label={name}
        onPointerLeave={() => setTold(null)}
      >
        <StatusPatterns drawing="tint" scale={1 / zoom.scale} />
        <g
          transform={`scale(${zoom.scale}) translate(${-zoom.x} ${-zoom.y})`}
          className="map-ground"
          aria-hidden="true"
        >
          <Land />
          {destinations.map((one) => {
            const outline = outlineOf(one.code);
            const tint = tintOf(one);
            return (
              outline && (
                <path
                  key={one.code}
                  d={outline}
                  className="tint"
                  fill={patternOf(tint.status, "tint")}
                  opacity={tint.strength}
                />
              )
            );
          })}
        </g>
        <Strands routes={routes} place={place} most={most.route} tell={setTold} choose={choose} />
        {destinations.map((one) => (
          <Destination
            key={one.code}
            of={one}
            at={place(one.code)}
            most={most.place}
            chosen={destination === one.code}
            tell={setTold}
            choose={() => choose("destination", one.code)}
          />
        ))}
        {origins.map((one) => (
          <Origin
            key={one.code}
            of={one}
            at={place(one.code)}
            chosen={origin === one.code}
            tell={setTold}
            choose={() => choose("origin", one.code)}
          />
        ))}
      </svg>
      {told && <Told {...told} />}
      {children}
    </div>
  );
}

import { memo } from "react";
import { statuses } from "../parts/status";
import { curve, type Point } from "./geometry";
import { type Route, widthOf } from "./routes";
import type { Telling } from "./told";

/** Beyond so many, the lightest routes would only be haze. */
const mostDrawn = 400;

interface Props {
  routes: Route[];
  place: (code: string) => Point | undefined;
  most: number;
  tell: (telling: Telling | null) => void;
  choose: (end: "origin" | "destination", code: string) => void;
}

/** The routes: of each a strand for every status, beside each other, as wide as it has flows. */
export const Strands = memo(function Strands({ routes, place, most, tell, choose }: Props) {
  const drawn = routes.slice(0, mostDrawn).flatMap((route) => {
    const from = place(route.origin);
    const to = place(route.destination);
    return from && to && route.origin !== route.destination ? [{ route, from, to }] : [];
  });
  return (
    <g aria-hidden="true">
      {drawn.reverse().map(({ route, from, to }) => {
        const widths = statuses.map((status) =>
          route.counts[status] ? widthOf(route.counts[status], most) : 0,
        );
        const whole = widths.reduce((sum, w) => sum + w, 0);
        let aside = -whole / 2;
        return (
          <g
            key={`${route.origin} ${route.destination}`}
            className="route"
            onPointerMove={(event) => tell({ kind: "route", route, ...placeOf(event) })}
            onPointerLeave={() => tell(null)}
            onClick={() => choose("destination", route.destination)}
          >
            <path d={curve(from, to, 0)} className="route-reach" strokeWidth={Math.max(9, whole)} />
            {statuses.map((status, i) => {
              const w = widths[i] ?? 0;
              if (w === 0) return null;
              const d = curve(from, to, aside + w / 2);
              aside += w;
              return <path key={status} d={d} className={`strand strand-${status}`} strokeWidth={w} />;
            })}
          </g>
        );
      })}
    </g>
  );
});

/** Where a pointer is within the map. */
export function placeOf(event: { clientX: number; clientY: number; currentTarget: Element }) {
  const frame = event.currentTarget.closest(".map")?.getBoundingClientRect() ?? new DOMRect();
  const x = event.clientX - frame.left;
  const y = event.clientY - frame.top;
  return {
    x,
    y,
    side: `${y > frame.height * 0.6 ? "above" : "below"} ${x > frame.width * 0.6 ? "left" : "right"}`,
  };
}

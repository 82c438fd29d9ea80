import { memo, useMemo } from "react";
import type { Status } from "../graphql/schema.gen";
import { patternOf, statuses } from "../parts/status";

interface Props {
  counts: Map<Status, Int32Array>;
  /** Where each stop lies, in pixels. */
  places: number[];
  width: number;
  height: number;
  /** The status that is looked at; empty for all. */
  status: string;
}

/** The counts of all stops as areas on each other, the worst at the bottom. A count holds from its stop to the next. */
export const Areas = memo(function Areas({ counts, places, width, height, status }: Props) {
  const areas = useMemo(() => areasOf(counts, places, width, height), [counts, places, width, height]);
  return (
    <g className="areas">
      {areas.map((area) => (
        <path
          key={area.status}
          d={area.outline}
          fill={patternOf(area.status)}
          className={status && status !== area.status ? "faint" : undefined}
        />
      ))}
    </g>
  );
});

/** The outlines of areas on each other. */
export function areasOf(counts: Map<Status, Int32Array>, places: number[], width: number, height: number) {
  const floor = new Float64Array(places.length);
  const most = mostOf(counts, places.length);
  const y = (n: number) => Math.round(10 * (height - (n / most) * height)) / 10;
  return statuses.flatMap((status) => {
    const line = counts.get(status);
    if (!line) return [];
    const above: string[] = [];
    const below: string[] = [];
    for (let i = 0; i < places.length; i++) {
      const bottom = floor[i] as number;
      const top = bottom + (line[i] as number);
      const from = Math.round(10 * (places[i] as number)) / 10;
      const to = Math.round(10 * (places[i + 1] ?? width)) / 10;
      above.push(`${from} ${y(top)}L${to} ${y(top)}`);
      below.push(`${to} ${y(bottom)}L${from} ${y(bottom)}`);
      floor[i] = top;
    }
    return [{ status, outline: `M${above.join("L")}L${below.reverse().join("L")}Z` }];
  });
}

/** The most flows that are active on any stop; 1 where there are none. */
export function mostOf(counts: Map<Status, Int32Array>, stops: number): number {
  let most = 1;
  for (let i = 0; i < stops; i++) {
    let sum = 0;
    for (const line of counts.values()) sum += line[i] as number;
    most = Math.max(most, sum);
  }
  return most;
}

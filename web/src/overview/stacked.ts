// Counts over the stops of a time, as areas that stand on each other.
import type { Status } from "../graphql/schema.gen";
import { statuses } from "../parts/status";

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

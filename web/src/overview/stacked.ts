// Counts over the stops of a time, as areas that stand on each other.
import type { Status } from "../graphql/schema.gen";
import { statuses } from "../parts/status";

/** The outlines of areas on each other, each from stop to stop on whole pixels: a count holds from its stop to the next. */
export function areasOf(counts: Map<Status, Int32Array>, places: number[], width: number, height: number) {
  const most = mostOf(counts, places.length);
  const xs = [...places, width].map(Math.round);
  const floor = new Int32Array(places.length);
  const levels = () => Array.from(floor, (n) => Math.round(10 * (height - (n / most) * height)) / 10);
  let below = levels();
  return statuses.flatMap((status) => {
    const line = counts.get(status);
    if (!line) return [];
    for (let i = 0; i < floor.length; i++) floor[i] = (floor[i] as number) + (line[i] as number);
    const bottom = below;
    below = levels();
    return [{ status, outline: outline(xs, below, bottom) }];
  });
}

/** Along the upper edge, and back along the lower one; only where an edge steps is it told. */
function outline(xs: number[], above: number[], below: number[]): string {
  const last = above.length - 1;
  let path = `M${xs[0]} ${above[0]}`;
  for (let i = 1; i <= last; i++) if (above[i] !== above[i - 1]) path += `H${xs[i]}V${above[i]}`;
  path += `H${xs[last + 1]}V${below[last]}`;
  for (let i = last; i > 0; i--) if (below[i] !== below[i - 1]) path += `H${xs[i]}V${below[i - 1]}`;
  return `${path}H${xs[0]}Z`;
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

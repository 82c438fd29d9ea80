import { memo, useMemo } from "react";
import type { Status } from "../graphql/schema.gen";
import { patternOf } from "../parts/status";
import { areasOf } from "./stacked";

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

import { useMemo } from "react";
import { useLanguage } from "../language/language";
import { MarkRow, rowHeight, widthOf } from "../parts/mark-row";
import { rowsOfLabels } from "../parts/places";
import type { Day } from "../time/day";
import { isHeavy, type Mark } from "./marks";

interface Props {
  marks: Mark[];
  x: (day: Day) => number;
  width: number;
  /** The day on which the slider stands. */
  day: Day | undefined;
  go: (day: Day) => void;
}

/** How wide years are on a screen that is no phone's, in pixels. */
const wide = 600;

/**
 * The days on which the law turned, and our own deadlines, by name; a click moves the slider
 * there. Frameworks and clauses have rows of their own, as far as there is room; below them
 * all others lie side by side, and those that collide are told by their count.
 */
export function MarkLabels({ marks, x, width, day, go }: Props) {
  const { words, formats } = useLanguage();
  const named = useMemo(
    () =>
      marks.map((mark) => ({
        mark,
        day: mark.day,
        look: mark.turn,
        label: words.overview.markLabel(mark),
        text: words.overview.markText(mark),
      })),
    [marks, words],
  );
  const heavy = named.filter(({ mark }) => isHeavy(mark));
  const spans = heavy.map(({ mark, label }) => {
    const span = widthOf(label);
    const at = Math.max(0, Math.min(x(mark.day) - 8, width - span));
    return { at, width: span, weight: mark.turn === "falls" ? 2 : mark.turn === "begins" ? 1 : 0 };
  });
  const rows = rowsOfLabels(spans, width < wide ? 1 : 3);
  const above = new Set(heavy.filter((_, i) => rows[i] !== -1));
  const used = Math.max(0, ...rows.map((row) => row + 1)) + 1;
  return (
    <ul className="marks" style={{ height: used * rowHeight + 2 }} aria-label={words.overview.marks}>
      {heavy.map(({ mark, label }, i) => {
        const row = rows[i] ?? -1;
        if (row < 0) return null;
        const bottom = (row + 1) * rowHeight + 2;
        return (
          <li key={`${mark.day} ${mark.turn}`}>
            <span className={`stem ${mark.turn}`} style={{ left: x(mark.day), height: bottom + 2 }} />
            <button
              type="button"
              className={`mark ${mark.turn}`}
              style={{ left: spans[i]?.at, bottom, maxWidth: width - (spans[i]?.at ?? 0) }}
              title={formats.day(mark.day)}
              aria-pressed={day === mark.day}
              onClick={() => go(mark.day)}
            >
              {label}
            </button>
          </li>
        );
      })}
      <MarkRow
        marks={named.filter((one) => !above.has(one))}
        x={x}
        width={width}
        day={day}
        go={go}
        counted={(of) => words.overview.marksCounted(of.map(({ mark }) => mark))}
      />
    </ul>
  );
}

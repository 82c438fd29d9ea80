import { useLanguage } from "../language/language";
import type { Day } from "../time/day";
import { stopAt } from "./frames";
import { type Mark, rowsOfLabels } from "./marks";

const row = 22;
const rows = 3;

interface Props {
  marks: Mark[];
  x: (day: Day) => number;
  width: number;
  days: Day[];
  stop: number;
  move: (stop: number) => void;
}

/** The days on which the law turned, by name; a click moves the slider there. */
export function MarkLabels({ marks, x, width, days, stop, move }: Props) {
  const { words } = useLanguage();
  const labels = marks.map((mark) => words.overview.markLabel(mark));
  const spans = marks.map((mark, i) => {
    const wide = 20 + (labels[i]?.length ?? 0) * 6.3;
    const at = Math.max(0, Math.min(x(mark.day) - 8, width - wide));
    return { at, width: wide, weight: mark.turn === "falls" ? 2 : mark.turn === "begins" ? 1 : 0 };
  });
  const places = rowsOfLabels(spans, rows);
  const used = Math.max(0, ...places) + 1;
  return (
    <div className="marks" style={{ height: used * row + 2 }}>
      {marks.map((mark, i) => {
        const place = places[i] ?? -1;
        if (place < 0) return null;
        const bottom = place * row;
        const chosen = days[stop] === mark.day;
        return (
          <div key={mark.day + mark.turn}>
            <span className={`stem ${mark.turn}`} style={{ left: x(mark.day), height: bottom + 4 }} />
            <button
              type="button"
              className={`mark ${mark.turn}`}
              style={{ left: spans[i]?.at, bottom: bottom + 2 }}
              aria-pressed={chosen}
              onClick={() => move(stopAt(days, mark.day))}
            >
              {labels[i]}
            </button>
          </div>
        );
      })}
    </div>
  );
}

import { useLanguage } from "../language/language";
import type { Day } from "../time/day";
import { MarkCluster } from "./mark-cluster";
import { isHeavy, type Mark } from "./marks";
import { clustersOf, rowsOfLabels } from "./places";

/** How high a row of names is, in pixels: a finger hits one. */
const row = 26;

interface Props {
  marks: Mark[];
  x: (day: Day) => number;
  width: number;
  /** The day on which the slider stands. */
  day: Day | undefined;
  go: (day: Day) => void;
}

/**
 * The days on which the law turned, and our own deadlines, by name; a click moves the slider
 * there. Frameworks and clauses have rows of their own, as far as there is room; below them
 * all others lie side by side, and those that collide are told by their count.
 */
export function MarkLabels({ marks, x, width, day, go }: Props) {
  const { words, formats } = useLanguage();
  const labels = marks.map((mark) => words.overview.markLabel(mark));
  const spans = marks.map((mark, i) => {
    const wide = widthOf(labels[i]);
    const at = Math.max(0, Math.min(x(mark.day) - 8, width - wide));
    return { at, width: wide, weight: mark.turn === "falls" ? 2 : mark.turn === "begins" ? 1 : 0 };
  });
  const heavy = [...marks.keys()].filter((i) => isHeavy(marks[i] as Mark));
  const places = rowsOfLabels(
    heavy.map((i) => spans[i] as (typeof spans)[number]),
    width < 600 ? 1 : 3,
  );
  const named = new Map(heavy.map((mark, i) => [mark, places[i] ?? -1]).filter(([, place]) => place !== -1) as [number, number][]);
  const rest = [...marks.keys()].filter((i) => !named.has(i));
  const clusters = clustersOf(
    rest.map((i) => x((marks[i] as Mark).day)),
    (members) => {
      const all = members.map((member) => rest[member] as number);
      return widthOf(all.length === 1 ? labels[all[0] as number] : words.overview.marksCounted(all.map((i) => marks[i] as Mark)));
    },
    width,
  );
  const used = Math.max(0, ...[...named.values()].map((place) => place + 1));
  return (
    <ul className="marks" style={{ height: (used + 1) * row + 2 }} aria-label={words.overview.marks}>
      {marks.map((mark, i) => {
        const place = named.get(i);
        if (place === undefined) return null;
        const bottom = (place + 1) * row;
        return (
          <li key={`${mark.day} ${mark.turn}`}>
            <span className={`stem ${mark.turn}`} style={{ left: x(mark.day), height: bottom + 4 }} />
            <button
              type="button"
              className={`mark ${mark.turn}`}
              style={{ left: spans[i]?.at, bottom: bottom + 2 }}
              title={formats.day(mark.day)}
              aria-pressed={day === mark.day}
              onClick={() => go(mark.day)}
            >
              {labels[i]}
            </button>
          </li>
        );
      })}
      {clusters.map(({ members, at, width: wide }) => {
        const all = members.map((member) => marks[rest[member] as number] as Mark);
        return <MarkCluster key={all[0]?.day} marks={all} at={at} width={wide} room={width} day={day} go={go} />;
      })}
    </ul>
  );
}

/** How wide a name is about, with the edge around it. */
const widthOf = (label = "") => 22 + label.length * 6.3;

import { type KeyboardEvent, type PointerEvent, useMemo } from "react";
import type { Status } from "../graphql/schema.gen";
import { useLanguage } from "../language/language";
import { type Day, dayNumber } from "../time/day";
import { Areas } from "./areas";
import { type Frames, stopNear } from "./frames";
import { keyStop } from "./key-stop";
import { MarkLabels } from "./mark-labels";
import { isHeavy, type Mark } from "./marks";
import "./timeline.css";

const tall = 112;
/** How far a mark of the smaller ones reaches into the areas. */
const tick = 8;

interface Props {
  frames: Frames;
  counts: Map<Status, Int32Array>;
  marks: Mark[];
  stop: number;
  /** The day that is chosen; the stop lies on it, or before it until its counts are here. */
  day: Day;
  status: string;
  /** What the slider says of the stop. */
  text: string;
  today: Day;
  /** How wide the years are, in pixels. */
  width: number;
  move: (stop: number) => void;
  go: (day: Day) => void;
}

/** Thirty years as areas, and the slider on them: dragged, clicked, or moved by keys. */
export function Timeline({ frames, counts, marks, stop, day, status, text, today, width, move, go }: Props) {
  const { words } = useLanguage();
  const numbers = useMemo(() => frames.days.map(dayNumber), [frames]);
  const first = numbers[0] ?? 0;
  const last = numbers.at(-1) ?? first + 1;
  const x = (number: number) => ((number - first) / (last - first || 1)) * width;
  const places = useMemo(
    () => numbers.map((n) => ((n - first) / (last - first || 1)) * width),
    [numbers, first, last, width],
  );
  const jump = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    move(stopNear(numbers, Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))));
  };
  const key = (event: KeyboardEvent) => {
    const to = keyStop(event, stop, numbers.length);
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  const now = places[stop] ?? 0;
  return (
    <div className="timeline">
      {width > 0 && (
        <MarkLabels marks={marks} x={(day) => x(dayNumber(day))} width={width} day={day} go={go} />
      )}
      <div
        className="slider"
        role="slider"
        tabIndex={0}
        aria-label={words.overview.slider}
        aria-valuemin={0}
        aria-valuemax={numbers.length - 1}
        aria-valuenow={stop}
        aria-valuetext={text}
        onKeyDown={key}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          jump(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && jump(event)}
      >
        <svg width="100%" height={tall} aria-hidden="true">
          {width > 0 && <Areas counts={counts} places={places} width={width} height={tall} status={status} />}
          <rect
            x={x(dayNumber(today))}
            width={Math.max(0, width - x(dayNumber(today)))}
            height={tall}
            className="future"
          />
          {marks.map((mark) => (
            <line
              key={mark.day + mark.turn}
              x1={x(dayNumber(mark.day))}
              x2={x(dayNumber(mark.day))}
              y2={isHeavy(mark) ? tall : tick}
              className={`mark-line ${mark.turn}`}
            />
          ))}
          <line x1={now} x2={now} y2={tall} className="now" />
        </svg>
        <span className="thumb" style={{ left: now }} />
      </div>
      <Years first={frames.days[0] ?? today} last={frames.days.at(-1) ?? today} x={x} width={width} />
    </div>
  );
}

function Years({
  first,
  last,
  x,
  width,
}: {
  first: Day;
  last: Day;
  x: (n: number) => number;
  width: number;
}) {
  const from = Number(first.slice(0, 4)) + 1;
  const to = Number(last.slice(0, 4));
  const every = Math.ceil(((to - from + 1) * 44) / Math.max(1, width));
  const years = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  return (
    <div className="years" aria-hidden="true">
      {years
        .filter((year) => year % every === 0)
        .map((year) => ({ year, at: x(dayNumber(`${year}-01-01`)) }))
        .filter(({ at }) => at > 14 && at < width - 16)
        .map(({ year, at }) => (
          <span key={year} style={{ left: at }}>
            {year}
          </span>
        ))}
    </div>
  );
}

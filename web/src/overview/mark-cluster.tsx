import { useRef, useState } from "react";
import { useLanguage } from "../language/language";
import type { Day } from "../time/day";
import type { Mark } from "./marks";

interface Props {
  marks: Mark[];
  /** Where it stands and how wide it is, of so much room, in pixels. */
  at: number;
  width: number;
  room: number;
  day: Day | undefined;
  go: (day: Day) => void;
}

/** How wide the list of what is counted may be, in pixels. */
const widest = 340;

/** A mark by its name; several that collide by their count, which opens their list. */
export function MarkCluster({ marks, at, width, room, day, go }: Props) {
  const { words, formats } = useLanguage();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const only = marks.length === 1 ? marks[0] : undefined;
  const turns = new Set(marks.map((mark) => mark.turn));
  const [first = "", last = ""] = [marks[0]?.day, marks.at(-1)?.day];
  const choose = (to: Day) => {
    go(to);
    setOpen(false);
    opener.current?.focus();
  };
  const list = Math.min(widest, room);
  return (
    <li
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        setOpen(false);
        opener.current?.focus();
      }}
    >
      <button
        type="button"
        ref={opener}
        className={`mark ${turns.size === 1 ? marks[0]?.turn : "mixed"}`}
        style={{ left: at, width, bottom: 2 }}
        title={only || first === last ? formats.day(first) : words.general.period(first, last)}
        {...(only ? { "aria-pressed": day === only.day } : { "aria-expanded": open })}
        onClick={() => (only ? choose(only.day) : setOpen(!open))}
      >
        {only ? words.overview.markLabel(only) : words.overview.marksCounted(marks)}
      </button>
      {open && (
        <ul
          className="mark-list"
          style={{ left: Math.max(0, Math.min(at, room - list)), width: list }}
          aria-label={words.overview.marksCounted(marks)}
        >
          {marks.map((mark) => (
            <li key={`${mark.day} ${mark.turn}`}>
              <button type="button" aria-pressed={day === mark.day} onClick={() => choose(mark.day)}>
                <span className="number">{formats.shortDay(mark.day)}</span> {words.overview.markText(mark)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

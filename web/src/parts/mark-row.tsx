import { useRef, useState } from "react";
import { useLanguage } from "../language/language";
import type { Day } from "../time/day";
import { clustersOf } from "./places";
import "./marks.css";

/** A day that is marked above years. */
export interface Marked {
  day: Day;
  /** What it looks like: a class of marks.css. */
  look: string;
  /** Its name, where there is little room. */
  label: string;
  /** All of it in words. */
  text: string;
}

interface Choosing<One extends Marked> {
  /** The day that is looked at. */
  day: Day | undefined;
  go: (day: Day) => void;
  /** What several are called together. */
  counted: (marks: One[]) => string;
}

interface Props<One extends Marked> extends Choosing<One> {
  marks: One[];
  x: (day: Day) => number;
  /** How wide the years are, in pixels. */
  width: number;
}

/** How high a row of names is, in pixels: a finger hits one. */
export const rowHeight = 26;

/** How wide a name is about, with the edge around it, in pixels. */
export const widthOf = (label: string): number => 22 + label.length * 6.3;

/** Marks side by side, as items of a list: those that collide are one, with their count, which opens them. */
export function MarkRow<One extends Marked>({ marks, x, width, ...choosing }: Props<One>) {
  const of = (members: number[]) => members.map((member) => marks[member] as One);
  const clusters = clustersOf(
    marks.map((mark) => x(mark.day)),
    (members) => widthOf(nameOf(of(members), choosing.counted)),
    width,
  );
  return clusters.map(({ members, at, width: wide }) => (
    <Cluster
      key={`${members[0]} ${members.length}`}
      marks={of(members)}
      at={at}
      width={wide}
      room={width}
      {...choosing}
    />
  ));
}

const nameOf = <One extends Marked>(marks: One[], counted: (marks: One[]) => string): string =>
  marks.length === 1 ? (marks[0]?.label ?? "") : counted(marks);

/** How wide the list of what is counted may be, in pixels. */
const widest = 360;

interface ClusterProps<One extends Marked> extends Choosing<One> {
  marks: One[];
  at: number;
  width: number;
  room: number;
}

function Cluster<One extends Marked>({ marks, at, width, room, day, go, counted }: ClusterProps<One>) {
  const { words, formats } = useLanguage();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const only = marks.length === 1 ? marks[0] : undefined;
  const looks = new Set(marks.map((mark) => mark.look));
  const [first = "", last = ""] = [marks[0]?.day, marks.at(-1)?.day];
  const shut = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const list = Math.min(widest, room);
  return (
    <li
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
      onKeyDown={(event) => event.key === "Escape" && open && shut()}
    >
      <button
        type="button"
        ref={opener}
        className={`mark ${looks.size === 1 ? marks[0]?.look : "mixed"}`}
        style={{ left: at, width, bottom: 2 }}
        title={first === last ? formats.day(first) : words.general.period(first, last)}
        {...(only ? { "aria-pressed": day === only.day } : { "aria-expanded": open })}
        onClick={() => (only ? go(only.day) : setOpen(!open))}
      >
        {nameOf(marks, counted)}
      </button>
      {open && (
        <ul
          className="mark-list"
          style={{ left: Math.max(0, Math.min(at, room - list)), width: list }}
          aria-label={counted(marks)}
        >
          {marks.map((mark) => (
            <li key={`${mark.day} ${mark.text}`}>
              <button
                type="button"
                aria-pressed={day === mark.day}
                onClick={() => {
                  go(mark.day);
                  shut();
                }}
              >
                <span className="number">{formats.shortDay(mark.day)}</span> {mark.text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

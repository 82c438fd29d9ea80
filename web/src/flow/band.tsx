import type { KeyboardEvent, PointerEvent } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { MarkRow, rowHeight } from "../parts/mark-row";
import { patternOf } from "../parts/status";
import { useWidth } from "../parts/use-width";
import { type Day, dayNumber, today } from "../time/day";
import type { LifeEvent } from "./events";
import { dayAt, lanesOf, placeIn, type Span, type Stretch, turnsOf } from "./life";
import "./band.css";

interface Props {
  life: Stretch[];
  events: LifeEvent[];
  span: Span;
  on: Day;
  choose: (day: Day) => void;
}

const percent = (share: number) => `${(100 * share).toFixed(3)}%`;

/** A life as a band of statuses with its events above and what it rested on below; the day is chosen by pointer or keys. */
export function Band({ life, events, span, on, choose }: Props) {
  const { words, formats } = useLanguage();
  const [frame, width] = useWidth<HTMLDivElement>();
  const turns = turnsOf(life);
  const jump = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    choose(dayAt(span, (event.clientX - box.left) / box.width));
  };
  const key = (event: KeyboardEvent) => {
    const to = {
      ArrowRight: turns.find((day) => day > on),
      ArrowLeft: turns.filter((day) => day < on).at(-1),
      Home: span.from,
      End: span.through,
    }[event.key];
    if (!to) return;
    event.preventDefault();
    choose(to);
  };
  const here = life.find(({ from, through }) => (!from || from <= on) && (!through || on <= through));
  const at = placeIn(span, on, on)?.at;
  return (
    <div className="band" ref={frame}>
      <ul className="marks" style={{ height: rowHeight + 4 }} aria-label={words.flow.events}>
        {width > 0 && (
          <MarkRow
            marks={events.map((event) => ({
              day: event.day,
              look: event.changes.some(({ cause }) => cause === "law") ? "law" : "own",
              label: words.flow.eventLabel(event),
              text: words.flow.eventText(event),
            }))}
            x={(day) => (placeIn(span, day, day)?.at ?? 0) * width}
            width={width}
            day={on}
            go={choose}
            counted={(marks) => words.flow.eventsCounted(marks.length)}
          />
        )}
      </ul>
      <div
        className="band-life"
        role="slider"
        tabIndex={0}
        aria-label={words.flow.chosenDay}
        aria-valuemin={dayNumber(span.from)}
        aria-valuemax={dayNumber(span.through)}
        aria-valuenow={dayNumber(on)}
        aria-valuetext={`${formats.day(on)}: ${words.status[here?.status ?? "INACTIVE"]}`}
        onKeyDown={key}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          jump(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && jump(event)}
      >
        <svg width="100%" height="44" aria-hidden="true">
          {life.map((stretch) => {
            const place = placeIn(span, stretch.from, stretch.through);
            return (
              place && (
                <rect
                  key={stretch.from ?? ""}
                  x={percent(place.at)}
                  width={percent(place.width)}
                  height="44"
                  fill={patternOf(stretch.status)}
                  className="band-stretch"
                />
              )
            );
          })}
          {turns.map((day) => {
            const x = percent(placeIn(span, day, day)?.at ?? 0);
            return <line key={day} x1={x} x2={x} y2="10" className="band-event" />;
          })}
        </svg>
        {at !== undefined && <span className="band-now" style={{ left: percent(at) }} />}
        <Words life={life} span={span} />
      </div>
      <Years span={span} />
      <div className="lanes">
        {lanesOf(life).map((lane) => (
          <div key={lane.id} className="lane">
            {lane.periods.map(({ from, through }, i) => {
              const place = placeIn(span, from, through);
              return (
                place && (
                  <Link
                    key={from ?? ""}
                    href={`/law/${encodeURIComponent(lane.id)}`}
                    className="lane-period"
                    style={{ left: percent(place.at), width: percent(place.width) }}
                    title={`${lane.name}, ${words.general.period(from, through)}`}
                    {...(i > 0 ? { tabIndex: -1 } : {})}
                  >
                    <span>{lane.name}</span>
                  </Link>
                )
              );
            })}
          </div>
        ))}
        {at !== undefined && <span className="lanes-now" style={{ left: percent(at) }} />}
      </div>
    </div>
  );
}

/** The statuses in words, where there is room for them. */
function Words({ life, span }: { life: Stretch[]; span: Span }) {
  const { words } = useLanguage();
  return (
    <span aria-hidden="true">
      {life.map((stretch) => {
        const place = placeIn(span, stretch.from, stretch.through);
        if (!place || place.width < 0.09) return null;
        return (
          <span
            key={stretch.from ?? ""}
            className="band-word"
            style={{ left: percent(place.at), maxWidth: percent(place.width) }}
          >
            {words.status[stretch.status]}
          </span>
        );
      })}
    </span>
  );
}

function Years({ span }: { span: Span }) {
  const first = Number(span.from.slice(0, 4));
  const count = Number(span.through.slice(0, 4)) + 1 - first;
  const every = Math.ceil(count / 16);
  const now = placeIn(span, today(), today())?.at;
  return (
    <div className="band-years" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => first + i)
        .filter((year) => (year - first) % every === 0)
        .map((year) => (
          <span key={year} style={{ left: percent((year - first) / count) }}>
            {year}
          </span>
        ))}
      {now !== undefined && <i style={{ left: percent(now) }} />}
    </div>
  );
}

import { useMemo } from "react";
import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";
import { type Day, daysUntil, today } from "../time/day";
import { type Deadline, keyOf } from "./due";
import { What } from "./due-list";
import { monthsOf, runsOf } from "./months";
import { anyWeek, weeksOf } from "./weeks";
import "./calendar.css";

/** What ends or falls due as a calendar; the chosen day's beside it. */
export function Calendar({ due, from, through }: { due: Deadline[]; from: Day; through: Day }) {
  const { words } = useLanguage();
  const { get } = useAddress();
  const byDay = useMemo(() => daysOf(due), [due]);
  const chosen = byDay.has(get("day")) ? get("day") : (due[0]?.date ?? "");
  return (
    <div className="calendar">
      <section className="calendar-months" aria-label={words.deadlines.calendar}>
        {runsOf(monthsOf(from, through), due).map((run) =>
          run.due ? (
            <Month key={run.from} of={run.from} byDay={byDay} chosen={chosen} />
          ) : (
            <p key={run.from} className="month-nothing">
              {words.deadlines.nothingIn(run.from, run.through)}
            </p>
          ),
        )}
      </section>
      {chosen && <DayCard day={chosen} due={byDay.get(chosen) ?? []} />}
    </div>
  );
}

function daysOf(due: Deadline[]): Map<Day, Deadline[]> {
  const days = new Map<Day, Deadline[]>();
  for (const one of due) {
    const day = days.get(one.date);
    if (day) day.push(one);
    else days.set(one.date, [one]);
  }
  return days;
}

interface MonthProps {
  of: string;
  byDay: Map<Day, Deadline[]>;
  chosen: Day;
}

function Month({ of, byDay, chosen }: MonthProps) {
  const { formats } = useLanguage();
  const weeks = useMemo(() => weeksOf(of), [of]);
  return (
    <table className="month-table">
      <caption>{formats.month(of)}</caption>
      <thead>
        <tr>
          {anyWeek.map((day) => (
            <th scope="col" key={day} abbr={formats.weekday(day, "long")}>
              {formats.weekday(day, "narrow")}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the weeks of a month never move
          <tr key={i}>
            {week.map((day, at) => (
              <td key={day ?? at}>
                {day && <CalendarDay day={day} due={byDay.get(day)} chosen={day === chosen} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CalendarDay({ day, due, chosen }: { day: Day; due: Deadline[] | undefined; chosen: boolean }) {
  const { words } = useLanguage();
  const { link } = useAddress();
  const number = Number(day.slice(8));
  const now = day === today() ? "is-today" : "";
  if (!due) return <span className={now}>{number}</span>;
  const [affected, without] = [sum(due, "flowsAffected"), sum(due, "flowsWithoutBasis")];
  return (
    <Link
      href={link({ day })}
      className={`due-on due-${due.length > 9 ? "many" : due.length > 1 ? "some" : "one"} ${without > 0 ? "falls" : ""} ${now}`}
      aria-current={chosen ? "date" : undefined}
      aria-label={words.deadlines.onDay(day, due.length, affected, without)}
      title={words.deadlines.onDay(day, due.length, affected, without)}
    >
      {number}
    </Link>
  );
}

const sum = (due: Deadline[], field: "flowsAffected" | "flowsWithoutBasis") =>
  due.reduce((all, one) => all + one[field], 0);

const listed = 50;

function DayCard({ day, due }: { day: Day; due: Deadline[] }) {
  const { words, formats } = useLanguage();
  return (
    <section className="card calendar-day" aria-labelledby="calendar-day-name" aria-live="polite">
      <h2 id="calendar-day-name">
        {formats.day(day)} <span className="quiet small">{words.general.inDays(daysUntil(day))}</span>
      </h2>
      <ul className="calendar-due">
        {due.slice(0, listed).map((one) => (
          <li key={keyOf(one)}>
            <What of={one} />
            <span className="small cut">
              {words.general.flows(one.flowsAffected)}
              {one.flowsWithoutBasis > 0 && (
                <span className="is-NO_VALID_BASIS">
                  {" · "}
                  {words.deadlines.lose(one.flowsWithoutBasis)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {due.length > listed && <p className="small quiet">{words.general.of(listed, due.length)}</p>}
    </section>
  );
}

import { useLanguage } from "../language/language";
import type { Day } from "../time/day";
import type { Deadline } from "./due";

/** The months of a period as a calendar: how much hangs on each. */
export function Months({ of, from, through }: { of: Deadline[]; from: Day; through: Day }) {
  const { words, formats } = useLanguage();
  const months = monthsOf(from, through);
  const most = Math.max(1, ...months.map((month) => flowsIn(of, month)));
  const name = new Intl.DateTimeFormat(formats.locale, { month: "short", timeZone: "UTC" });
  return (
    <ol className="months" aria-label={words.deadlines.months}>
      {months.map((month) => {
        const due = of.filter((one) => one.date.startsWith(month));
        const flows = flowsIn(of, month);
        return (
          <li
            key={month}
            className={due.length > 0 ? "month has" : "month"}
            title={due.map((one) => one.message).join("\n")}
          >
            <span className="month-name">
              {name.format(new Date(`${month}-01T00:00:00Z`))}
              {month.endsWith("-01") || month === months[0] ? <b> {month.slice(0, 4)}</b> : null}
            </span>
            <span className="month-bar" aria-hidden="true">
              <span style={{ height: `${flows > 0 ? Math.max(12, (100 * flows) / most) : 0}%` }} />
            </span>
            <span className="number small">
              {due.length > 0 ? words.deadlines.inMonth(due.length, flows) : ""}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

const flowsIn = (of: Deadline[], month: string) =>
  of.filter((one) => one.date.startsWith(month)).reduce((sum, one) => sum + one.flowsAffected, 0);

/** The months from one day to another, at most sixty: 2026-11, 2026-12. */
export function monthsOf(from: Day, through: Day): string[] {
  const months: string[] = [];
  let [year = 0, month = 1] = from.split("-").map(Number);
  for (; months.length < 60; month++) {
    if (month > 12) {
      month = 1;
      year++;
    }
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (name > through.slice(0, 7)) break;
    months.push(name);
  }
  return months;
}

/** A month with deadlines, or months without any that follow each other. */
export interface Run {
  from: string;
  through: string;
  due: boolean;
}

/** Months, those in which nothing is due drawn together. */
export function runsOf(months: string[], due: { date: Day }[]): Run[] {
  const having = new Set(due.map((one) => one.date.slice(0, 7)));
  const runs: Run[] = [];
  for (const month of months) {
    const last = runs.at(-1);
    if (having.has(month)) runs.push({ from: month, through: month, due: true });
    else if (last && !last.due) last.through = month;
    else runs.push({ from: month, through: month, due: false });
  }
  return runs;
}

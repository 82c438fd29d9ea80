import { useEffect, useMemo } from "react";
import { Link } from "wouter";
import { usePages } from "../graphql/use-pages";
import { useLanguage } from "../language/language";
import { NothingHere } from "../parts/empty";
import { ExportLinks } from "../parts/export-links";
import { Page } from "../parts/page";
import { Fault, Skeleton } from "../parts/refused";
import { useAddress } from "../shell/address";
import { addYears, dayFrom, isDay, today } from "../time/day";
import { Calendar } from "./calendar";
import { Due, type DueQueryAnswer } from "./deadlines.gen";
import { DueList } from "./due-list";
import { Months } from "./months";
import "./deadlines.css";

/** How many deadlines are asked for at once, for the months; who scrolls gets more. */
const held = 5_000;

const dueOf = (answer: DueQueryAnswer) => answer.deadlines;

/** What ends or falls due in a period: as a list, month by month, and as a calendar. */
export default function Deadlines() {
  const { words } = useLanguage();
  const { get, set, link } = useAddress();
  const from = dayFrom(get("from"));
  const through = isDay(get("through")) ? get("through") : addYears(from, 2);
  const variables = useMemo(() => ({ from, through }), [from, through]);
  const { rows: all, total, refusal, again, need } = usePages(Due, variables, dueOf);
  useEffect(() => need(held), [need]);
  const [kind, view] = [get("kind"), get("view")];
  const shown = useMemo(() => (kind ? all.filter((one) => one.kind === kind) : all), [all, kind]);
  const kinds = [...new Set(all.map((one) => one.kind))].sort();
  const field = (name: string, label: string, value: string) => (
    <label>
      <span>{label}</span>
      <input
        type="date"
        className="input"
        value={value}
        onChange={(e) => isDay(e.target.value) && set({ [name]: e.target.value })}
      />
    </label>
  );
  return (
    <Page
      title={words.deadlines.title}
      aside={
        <div className="day-of-page due-period no-print">
          {field("from", words.deadlines.from, from)}
          {field("through", words.deadlines.through, through)}
        </div>
      }
    >
      {refusal && <Fault refusal={refusal} again={again} />}
      {total === undefined && !refusal && <Skeleton />}
      {total === 0 && (
        <NothingHere title={words.deadlines.none}>
          <p>{words.deadlines.noneHow}</p>
        </NothingHere>
      )}
      {all.length > 0 && total !== undefined && (
        <>
          <div className="due-tools no-print">
            <nav className="views" aria-label={words.deadlines.views}>
              <Link href={link({ view: null, day: null })} className="view" aria-current={!view}>
                {words.deadlines.list}
              </Link>
              <Link href={link({ view: "calendar" })} className="view" aria-current={!!view}>
                {words.deadlines.calendar}
              </Link>
            </nav>
            <div className="buttons">
              {kinds.map((one) => (
                <button
                  key={one}
                  type="button"
                  className="button"
                  aria-pressed={kind === one}
                  onClick={() => set({ kind: kind === one ? null : one })}
                >
                  {words.deadline[one]}
                </button>
              ))}
            </div>
            <ExportLinks table="deadlines" params={{ from, through, kind }} />
          </div>
          {total > all.length && <p className="small quiet">{words.deadlines.first(all.length, total)}</p>}
          {view ? (
            <Calendar due={shown} from={from} through={through} />
          ) : (
            <>
              <Months of={shown} from={from} through={through} />
              <DueList
                due={shown}
                total={kind ? shown.length : total}
                need={need}
                list={`${from} ${through} ${kind}`}
              />
            </>
          )}
        </>
      )}
      <p className="small quiet due-note">{words.deadlines.asOfToday(today())}</p>
    </Page>
  );
}

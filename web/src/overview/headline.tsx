import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { own } from "../language/own";
import { Chips } from "../parts/chips";
import { onDay } from "../shell/address";
import type { Day } from "../time/day";
import type { Narrowing } from "./frames";
import type { Mark } from "./marks";

/** How many instruments of a mark are named. */
const shown = 4;

interface Props {
  day: Day;
  without: number;
  active: number;
  turned: Mark[];
  by: Narrowing;
  known: boolean;
}

/** The day in one sentence, and what the law did on it. */
export function Headline({ day, without, active, turned, by, known }: Props) {
  const { words, formats } = useLanguage();
  const narrowed = {
    origin: by.origin && words.map.from(formats.country(by.origin)),
    destination: by.destination && words.map.to(formats.country(by.destination)),
    status: by.status && (own(words.status, by.status) ?? by.status),
  };
  return (
    <header className="headline">
      <p className="headline-day number">{formats.day(day)}</p>
      <p className="headline-words">
        {known ? words.overview.headline(without, active) : <span className="skeleton" />}
      </p>
      <Chips of={narrowed} />
      <p className="headline-law">
        {turned.map((mark) => (
          <span key={`${mark.turn} ${mark.of[0]?.to}`}>
            {words.overview.turned(mark.turn)}{" "}
            {mark.of.slice(0, shown).map((one, i) => (
              <span key={one.to}>
                {i > 0 && ", "}
                {one.due && `${words.deadline[one.due]} `}
                <Link href={one.to}>{one.name}</Link>
              </span>
            ))}
            {mark.of.length > shown && ` ${words.flags.andMore(mark.of.length - shown)}`}
            {mark.by && <span className="quiet"> · {mark.by}</span>}
            {mark.turn === "falls" && (
              <>
                {" · "}
                <Link href={onDay("/flags", day, { by: "reason", reason: "INSTRUMENT_INVALIDATED" })}>
                  {words.overview.struck}
                </Link>
              </>
            )}
          </span>
        ))}
      </p>
    </header>
  );
}

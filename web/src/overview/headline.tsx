import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { useAddress } from "../shell/address";
import type { Day } from "../time/day";
import type { Narrowing } from "./frames";
import type { Mark } from "./marks";

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
  const { link } = useAddress();
  const narrowed = [
    by.origin && { end: "origin", text: words.map.from(formats.country(by.origin)) },
    by.destination && { end: "destination", text: words.map.to(formats.country(by.destination)) },
    by.status && { end: "status", text: words.status[by.status as keyof typeof words.status] ?? by.status },
  ].filter((one) => !!one);
  return (
    <header className="headline">
      <p className="headline-day number">{formats.day(day)}</p>
      <p className="headline-words">
        {known ? words.overview.headline(without, active) : <span className="skeleton" />}
      </p>
      {narrowed.length > 0 && (
        <p className="narrowed">
          {narrowed.map(({ end, text }) => (
            <Link key={end} href={link({ [end]: null })} className="chip">
              {text}
              <span aria-hidden="true"> ×</span>
              <span className="unseen"> {words.general.removeFilter}</span>
            </Link>
          ))}
        </p>
      )}
      <p className="headline-law">
        {turned.map((mark) => (
          <span key={mark.turn}>
            {words.overview.turned(mark.turn)}{" "}
            {mark.instruments.map((one, i) => (
              <span key={one.id}>
                {i > 0 && ", "}
                <Link href={`/law/${encodeURIComponent(one.id)}`}>{one.name}</Link>
              </span>
            ))}
            {mark.by && <span className="quiet"> · {mark.by}</span>}
          </span>
        ))}
      </p>
    </header>
  );
}

import { Link } from "wouter";
import { useLanguage } from "../language/language";
import { StatusSwatch, StatusWord, statuses } from "../parts/status";
import { onDay, useAddress } from "../shell/address";
import type { Day } from "../time/day";
import type { Narrowing } from "./frames";

interface Props {
  here: number[];
  before: number[];
  beforeDay: Day | undefined;
  status: string;
  day: Day;
  by: Narrowing;
}

/** The flows of the day by status, with what changed since the stop before; a click narrows the map to one. */
export function Counts({ here, before, beforeDay, status, day, by }: Props) {
  const { words, formats } = useLanguage();
  const { link } = useAddress();
  const most = Math.max(1, ...here);
  const flagged = (here[0] ?? 0) + (here[1] ?? 0);
  const narrowed: Record<string, string> = {};
  if (by.origin) narrowed.origin = by.origin;
  if (by.destination) narrowed.country = by.destination;
  return (
    <section className="card counts" aria-label={words.overview.counts}>
      <ul>
        {statuses.map((one, i) => {
          const n = here[i] ?? 0;
          const change = n - (before[i] ?? 0);
          return (
            <li key={one}>
              <Link
                href={link({ status: status === one ? null : one })}
                className="count-row"
                aria-current={status === one}
              >
                <StatusSwatch status={one} />
                <StatusWord status={one} />
                <span className="number count-number">{formats.number(n)}</span>
                <span className="count-bar" aria-hidden="true">
                  <span className={`bar-${one}`} style={{ width: `${(100 * n) / most}%` }} />
                </span>
                <span className="number count-change">
                  {change !== 0 && beforeDay && (
                    <>
                      {formats.change(change)}
                      <span className="unseen"> {words.overview.since(beforeDay)}</span>
                    </>
                  )}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <Link href={onDay("/flags", day, narrowed)} className="button primary counts-link">
        {words.overview.toFlags(flagged)}
      </Link>
    </section>
  );
}

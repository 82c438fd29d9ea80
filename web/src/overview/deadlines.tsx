import { Link } from "wouter";
import { pageOf } from "../deadlines/due";
import { useLanguage } from "../language/language";
import { daysUntil } from "../time/day";
import type { OverviewQueryAnswer } from "./overview.gen";

/** How many are told here; the others are marked above the slider. */
const shown = 5;

/** What ends or falls due next. */
export function Deadlines({ of }: { of: OverviewQueryAnswer["deadlines"] | undefined }) {
  const { words, formats } = useLanguage();
  return (
    <section className="card" aria-labelledby="deadlines-name">
      <h2 id="deadlines-name">{words.overview.nextDeadlines}</h2>
      {!of && <p className="skeleton" />}
      {of?.nodes.length === 0 && <p className="quiet">{words.overview.noDeadlines}</p>}
      <ul className="dues">
        {of?.nodes.slice(0, shown).map((one) => (
          <li key={`${one.date} ${one.kind} ${one.evidence}`}>
            <span className="due-day number">
              {formats.shortDay(one.date)}
              <span className="quiet">{words.general.inDays(daysUntil(one.date))}</span>
            </span>
            <span>
              {words.deadline[one.kind]} <Evidence of={one} />{" "}
              <span className="quiet due-flows">{words.general.flows(one.flowsAffected)}</span>
            </span>
          </li>
        ))}
      </ul>
      {of && of.totalCount > shown && (
        <p className="small">
          <Link href="/deadlines">{words.overview.allDeadlines(of.totalCount)}</Link>
        </p>
      )}
    </section>
  );
}

/** What ends or falls due, linked where it has a page. */
function Evidence({ of }: { of: OverviewQueryAnswer["deadlines"]["nodes"][number] }) {
  const to = pageOf(of);
  if (!to) return <span className="code">{of.evidence}</span>;
  return (
    <Link href={to} className="code">
      {of.evidence}
    </Link>
  );
}

import { useState } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { own } from "../language/own";
import { opens } from "../shell/roles";
import { nameOf } from "../shell/user-menu";
import { useViewer } from "../shell/viewer";
import { FlagNews } from "./flag-news";
import { doings } from "./news";
import { News } from "./overview.gen";

const visit = "visit";
const visitLasts = 60 * 60 * 1000;

/** The reader's visit before this one; a visit lasts until an hour passed without one. */
function lastVisit(): string | null {
  const stored = JSON.parse(localStorage.getItem(visit) ?? "{}") as { before?: string; last?: string };
  const now = new Date().toISOString();
  const over = !stored.last || Date.now() - Date.parse(stored.last) > visitLasts;
  const before = over ? stored.last : stored.before;
  localStorage.setItem(visit, JSON.stringify({ before, last: now }));
  return before ?? null;
}

const shown = 3;

/** Which flags came and went since the reader was here last, and what was written: what, how often, by whom. */
export function NewsCard() {
  const { words, formats } = useLanguage();
  const [since] = useState(lastVisit);
  const toLog = opens(useViewer(), "/log");
  const { data } = useQuery(News, since && toLog ? { since } : null);
  if (!since || !data) return null;
  const { totalCount, nodes } = data.log;
  const done = doings(nodes);
  return (
    <section className="card" aria-labelledby="news-name">
      <h2 id="news-name">{words.overview.newsTitle}</h2>
      <FlagNews since={since} />
      <p className="small quiet news-since">{words.overview.news(totalCount, formats.moment(since))}</p>
      <ul className="news">
        {done.slice(0, shown).map(({ verb, actor, writes, changes, at }) => (
          <li key={`${verb} ${actor}`}>
            <span>
              <strong>{own(words.log.verbs, verb) ?? verb}</strong>{" "}
              {writes > 1 && <span className="number">{words.overview.times(writes)}</span>}
            </span>
            <span className="quiet">
              {words.log.records(changes)}, {nameOf(actor)}, {formats.moment(at)}
            </span>
          </li>
        ))}
      </ul>
      {totalCount > 0 && (
        <p className="small">
          <Link href={`/log?from=${encodeURIComponent(since)}`}>{words.overview.toLog}</Link>
        </p>
      )}
    </section>
  );
}

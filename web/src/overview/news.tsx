import { useState } from "react";
import { Link } from "wouter";
import { useQuery } from "../graphql/use-query";
import { useLanguage } from "../language/language";
import { opens } from "../shell/roles";
import { useViewer } from "../shell/viewer";
import { News as NewsOf } from "./overview.gen";

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

/** What was written since the reader was here last. */
export function News() {
  const { words, formats } = useLanguage();
  const [since] = useState(lastVisit);
  const toLog = opens(useViewer(), "/log");
  const { data } = useQuery(NewsOf, since && toLog ? { since } : null);
  if (!since || !data) return null;
  return (
    <p className="small quiet news">
      {words.overview.news(data.log.totalCount, formats.moment(since))}{" "}
      {data.log.totalCount > 0 && (
        <Link href={`/log?from=${encodeURIComponent(since)}`}>{words.overview.toLog}</Link>
      )}
    </p>
  );
}
